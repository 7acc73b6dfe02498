// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/ctc_rows.h"

#include "model/error.h"

#include <string>

namespace corespan::model {

namespace {

void checkShape(const CtcLogits& logits)
{
    if (logits.labels < 1)
        throw ModelError("CTC: " + std::to_string(logits.labels) +
                         " labels; there must be at least 1 beside the blank.");
    const auto columns = static_cast<std::size_t>(logits.labels) + 1;
    if (logits.values.size() % columns != 0)
        throw ModelError("CTC: " + std::to_string(logits.values.size()) + " logits are not a whole number of rows of " +
                         std::to_string(columns) + " (labels and the blank).");
    const auto bad = std::ranges::find_if(logits.values, [](float x) { return !std::isfinite(x); });
    if (bad == logits.values.end())
        return;
    const auto index = static_cast<std::size_t>(bad - logits.values.begin());
    const std::size_t column = index % columns;
    const std::string what = column + 1 == columns ? "the blank" : "label " + std::to_string(column);
    throw ModelError("CTC: the logit of " + what + " at position " + std::to_string(index / columns) +
                     " is not a finite number.");
}

/// log(1 + exp(x))
double softplus(double x)
{
    return x > 0.0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

} // namespace

CtcRows::CtcRows(const CtcLogits& logits, double temperature)
    : m_values(logits.values), m_labels(logits.labels), m_temperature(temperature)
{
    checkShape(logits);
    const auto length = static_cast<std::size_t>(logits.length());
    const auto labels = static_cast<std::size_t>(m_labels);
    m_blank.resize(length);
    m_any.resize(length);
    m_norm.resize(length);
    for (std::size_t p = 0; p < length; ++p) {
        const std::span<const float> row = m_values.subspan(p * (labels + 1), labels + 1);
        const double top = static_cast<double>(std::ranges::max(row.first(labels)));
        double scaled = 0.0;
        for (const float logit : row.first(labels))
            scaled += std::exp((static_cast<double>(logit) - top) / temperature);
        const double any = top / temperature + std::log(scaled);
        const double blank = static_cast<double>(row[labels]) / temperature;
        m_blank[p] = -softplus(any - blank);
        m_any[p] = -softplus(blank - any);
        m_norm[p] = logAdd(any, blank);
    }
}

void checkTarget(std::span<const int> target, int labels)
{
    const auto bad = std::ranges::find_if(target, [&](int label) { return label < 0 || label >= labels; });
    if (bad != target.end())
        throw ModelError("CTC: label " + std::to_string(*bad) + " at index " + std::to_string(bad - target.begin()) +
                         " of the string is not one of the " + std::to_string(labels) + " labels (0 to " +
                         std::to_string(labels - 1) + ").");
}

void addPeaks(CtcHypothesis& hypothesis, const CtcRows& rows)
{
    hypothesis.peaks.resize(hypothesis.labels.size());
    for (std::size_t s = 0; s < hypothesis.labels.size(); ++s) {
        std::int64_t best = hypothesis.emissions[s].begin;
        for (std::int64_t p = best + 1; p < hypothesis.emissions[s].end; ++p) {
            if (rows.label(p, hypothesis.labels[s]) > rows.label(best, hypothesis.labels[s]))
                best = p;
        }
        hypothesis.peaks[s] = best;
    }
}

} // namespace corespan::model
