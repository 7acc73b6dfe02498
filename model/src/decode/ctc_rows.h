// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/ctc_decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan::model {

constexpr double impossible = -std::numeric_limits<double>::infinity();

/// log(exp(a) + exp(b)); either may be `impossible`.
inline double logAdd(double a, double b)
{
    const double high = std::max(a, b);
    const double low = std::min(a, b);
    return low == impossible ? high : high + std::log1p(std::exp(low - high));
}

/// Checked logits as log-probabilities, computed where they are asked for: three numbers a position are kept.
class CtcRows
{
public:
    /// \throws ModelError
    explicit CtcRows(const CtcLogits& logits, double temperature = 1.0);

    std::int64_t length() const { return static_cast<std::int64_t>(m_blank.size()); }
    int labels() const { return static_cast<int>(m_labels); }
    double blank(std::int64_t position) const { return m_blank[static_cast<std::size_t>(position)]; }

    /// log P(any label), precise also where the blank is almost certain.
    double any(std::int64_t position) const { return m_any[static_cast<std::size_t>(position)]; }

    double label(std::int64_t position, int label) const
    {
        const float* row = m_values.data() + position * (m_labels + 1);
        return static_cast<double>(row[label]) / m_temperature - m_norm[static_cast<std::size_t>(position)];
    }

private:
    std::span<const float> m_values;
    std::int64_t m_labels;
    double m_temperature;
    std::vector<double> m_blank; ///< [L]
    std::vector<double> m_any;   ///< [L]
    std::vector<double> m_norm;  ///< [L] log of the sum over a row
};

/// \throws ModelError naming the first label outside 0..K-1
void checkTarget(std::span<const int> target, int labels);

/// Adds `peaks` for the emissions that are there.
void addPeaks(CtcHypothesis& hypothesis, const CtcRows& rows);

} // namespace corespan::model
