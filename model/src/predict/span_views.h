// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/predictor.h"
#include "predict/engine.h"
#include "predict/windows.h"

#include <map>
#include <string_view>

namespace corespan::model {

/// Whether long records are read by SpanViews: span selectors, but under a grammar of types.
bool readsByViews(const ModelConfig& config, const DecodeOptions& options);

/// Cores of a long record by a selector that was taught to find one core, or none, in what it sees. Where a window
/// holds several, it points at one and is silent about the rest; cores of different lengths need windows of different
/// sizes. So the record is read in windows of several sizes, each half of the one before, and every window is decoded
/// as a record of its own, null and grammar included. What a window finds has log-odds there, log P / (1 - P); a core
/// that several windows see keeps the best of them, for one view in which it stands out is enough. Cores that begin or
/// end at a window's edge may be cut: they do not count, unless the edge is the record's.
///
/// The answer for the record is the best *set* of disjoint cores: decodeListedSet() with these log-odds.
class SpanViews
{
public:
    /// \param residues of the strand, for grammars, which it outlives; not read where its rows are pieces
    /// \param length rows of the strand
    SpanViews(const nn::Network& network, std::string_view residues, std::int64_t length,
              const PredictOptions& options);

    /// Decodes sequence `s` of a batch, the window's tokens.
    void add(const Window& window, const BatchOutput& output, std::int64_t s);

    /// Cores on the strand's own positions, scored by their log-odds; each once.
    std::vector<ScoredSpan> take() const;

private:
    struct Key
    {
        Span span;
        int type = 0;
        auto operator<=>(const Key&) const = default;
    };

    const nn::Network& m_network;
    std::string_view m_residues;
    std::int64_t m_length;
    DecodeOptions m_options;
    std::map<Key, double> m_logOdds;
};

/// The best set of what the views of one strand, or of two, found on a record of `length` positions. `reverse`: on that
/// strand's own positions; null where there is one strand, else types T + t are the reverse strand's.
Selection decodeViews(const ModelConfig& config, const std::vector<ScoredSpan>& forward,
                      const std::vector<ScoredSpan>* reverse, std::int64_t length, const DecodeOptions& options);

} // namespace corespan::model
