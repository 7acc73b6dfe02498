// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/tag_scheme.h"

#include <span>
#include <vector>

namespace corespan::model {

/// What decodeTags() is given, checked.
class TagProblem
{
public:
    /// \throws ModelError
    TagProblem(std::span<const float> emissions, TagScheme scheme, int types, const CrfWeights* crf,
               const TagDecodeOptions& options);

    std::int64_t length() const { return m_length; }
    int types() const { return m_types; }
    TagScheme scheme() const { return m_scheme; }
    const TagDecodeOptions& options() const { return m_options; }

    /// Scores over temperature. length() > 0.
    LatticeInput latticeInput() const;
    /// Of a whole sequence of tags, with the null bias where it has no core. Not divided by the temperature.
    double score(std::span<const std::int16_t> tags) const;
    /// Of all O, without the null bias.
    double outsideScore() const;
    /// What is added to that where `core` is put on it.
    double gain(const ScoredSpan& core) const;
    /// The share of position i, with the transition into it; of an inner position with inner ones on both sides; and
    /// of the transition behind the core. gain() is the sum over all positions and the last.
    double gainAt(const SegmentRoles& roles, const Span& core, std::int64_t i) const;
    double innerGainAt(const SegmentRoles& roles, std::int64_t i) const;
    double gainBehind(const SegmentRoles& roles, const Span& core) const;

private:
    double sum(std::span<const std::int16_t> tags) const;
    double emission(std::int64_t i, std::int64_t tag) const { return m_emissions[i * m_tags + tag]; }
    double start(std::int64_t tag) const { return m_crf != nullptr ? m_crf->start[tag] : 0.0; }
    double end(std::int64_t tag) const { return m_crf != nullptr ? m_crf->end[tag] : 0.0; }
    double step(std::int64_t from, std::int64_t to) const
    {
        return m_crf != nullptr ? m_crf->transitions[from * m_tags + to] : 0.0;
    }

    std::span<const float> m_emissions;
    TagScheme m_scheme;
    int m_types;
    const CrfWeights* m_crf;
    const TagDecodeOptions& m_options;
    std::int64_t m_tags;
    std::int64_t m_length = 0;
};

} // namespace corespan::model
