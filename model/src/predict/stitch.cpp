// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/stitch.h"

#include "predict/assemble.h"
#include "predict/span_views.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace corespan::model {

namespace {

/// Start and end logits of a window, its null the last row, moved so that a core counts where its sum is above 0: it
/// has to be better than the window's null and to hold at least 1/16 of the window's pairs. The second matters where
/// there is a core: a softmax that gives it the most says little about null against all the other positions. 1/16 is a
/// fourth of the starts and of the ends, so a window may hold four cores that look alike.
at::Tensor withoutCoreIsZero(const at::Tensor& rows, double nullBias)
{
    const std::int64_t length = rows.size(0) - 1, types = rows.size(1) / 2;
    const at::Tensor pairs = rows.view({length + 1, types, 2});
    const at::Tensor null = pairs[length][0]; // all types share it: decodeTypedSpans()
    const at::Tensor all =
        at::logaddexp(at::logsumexp(pairs.narrow(0, 0, length), at::IntArrayRef{0, 1}), null); // [2]: starts, ends
    const double least = -2.0 * std::log(4.0);
    const double floor = std::max((null - all).sum().item<double>() + nullBias, least);
    return (pairs - all - floor / 2.0).view({length + 1, 2 * types});
}

} // namespace

Stitcher::Stitcher(const nn::Network& network, std::int64_t length, const PredictOptions& options, bool several)
    : m_network(network), m_options(options)
{
    const auto positions = static_cast<std::size_t>(length);
    m_tracks.several = several;
    const bool padded = network.config.isPadded(); // its decoder gives rows and labels, not heads of the encoder
    const bool selects = network.selectorWeight.defined() || padded;
    if (selects && !(several && readsByViews(network.config, options.decode)))
        m_tracks.rows = at::zeros({length + 1, network.config.selectorRows()});
    if (!network.classifierWeight.defined() && !(padded && !network.config.labels.empty()))
        return;
    m_tracks.topLabel.resize(positions);
    m_tracks.topLabelProbability.resize(positions);
    if (options.labelMatrix)
        m_tracks.labelProbabilities.resize(positions * network.config.labels.size());
}

void Stitcher::add(const Window& window, const BatchOutput& output, std::int64_t s)
{
    const c10::InferenceMode inference;
    const std::int64_t first = output.packed.offsets[static_cast<std::size_t>(s)];
    const std::int64_t from = first + window.kept.begin - window.seen.begin, count = window.kept.length();
    if (m_tracks.rows.defined()) {
        at::Tensor rows = output.selector.narrow(0, first, window.seen.length() + 1);
        if (!m_tracks.several)
            m_tracks.rows.copy_(rows);
        else if (m_network.config.selector.kind == SelectorKind::Span)
            rows = withoutCoreIsZero(rows, m_options.decode.nullBias);
        m_tracks.rows.narrow(0, window.kept.begin, count).copy_(rows.narrow(0, from - first, count));
    }
    if (!output.labels.defined() || count == 0)
        return;
    Prediction part;
    fillLabels(output.labels.narrow(0, from, count), m_options.labelMatrix, part);
    std::ranges::copy(part.topLabel, m_tracks.topLabel.begin() + window.kept.begin);
    std::ranges::copy(part.topLabelProbability, m_tracks.topLabelProbability.begin() + window.kept.begin);
    const auto columns = static_cast<std::ptrdiff_t>(m_network.config.labels.size());
    std::ranges::copy(part.labelProbabilities, m_tracks.labelProbabilities.begin() + window.kept.begin * columns);
}

} // namespace corespan::model
