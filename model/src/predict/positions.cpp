// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/positions.h"

#include <algorithm>

namespace corespan::model {

namespace {

/// Rows of `columns` values, one a piece, repeated for each of its positions. Empty stays empty.
template <typename T>
void repeatRows(const Pieces& pieces, std::size_t columns, std::vector<T>& values)
{
    if (values.empty())
        return;
    std::vector<T> rows;
    rows.reserve(static_cast<std::size_t>(pieces.begins.back()) * columns);
    for (std::size_t p = 0; p + 1 < pieces.begins.size(); ++p) {
        const auto row = values.begin() + static_cast<std::ptrdiff_t>(p * columns);
        for (std::int64_t i = pieces.begins[p]; i < pieces.begins[p + 1]; ++i)
            rows.insert(rows.end(), row, row + static_cast<std::ptrdiff_t>(columns));
    }
    values = std::move(rows);
}

/// Puts each piece's value on one of its positions.
void placeValues(const Pieces& pieces, bool atEnd, std::vector<double>& values)
{
    if (values.empty())
        return;
    std::vector<double> placed(static_cast<std::size_t>(pieces.begins.back()), 0.0);
    for (std::size_t p = 0; p < values.size(); ++p)
        placed[static_cast<std::size_t>(atEnd ? pieces.begins[p + 1] - 1 : pieces.begins[p])] = values[p];
    values = std::move(placed);
}

/// [T * P] to [T * L].
void repeatTracks(const Pieces& pieces, std::vector<double>& tracks)
{
    const auto count = static_cast<std::size_t>(pieces.count());
    std::vector<double> all;
    for (std::size_t from = 0; from < tracks.size(); from += count) {
        const auto begin = tracks.begin() + static_cast<std::ptrdiff_t>(from);
        std::vector<double> track(begin, begin + static_cast<std::ptrdiff_t>(count));
        repeatRows(pieces, 1, track);
        all.insert(all.end(), track.begin(), track.end());
    }
    tracks = std::move(all);
}

void moveHypothesis(const Pieces& pieces, CtcHypothesis& hypothesis)
{
    for (Span& emission : hypothesis.emissions)
        emission = pieces.positionsOf(emission);
    for (std::int64_t& peak : hypothesis.peaks)
        peak = pieces.begins[static_cast<std::size_t>(peak)];
}

} // namespace

void toPositions(const Pieces& pieces, std::size_t labels, Prediction& prediction)
{
    Selection& selection = prediction.selector;
    for (std::vector<ScoredSpan>* spans : {&selection.cores, &selection.candidates}) {
        for (ScoredSpan& scored : *spans)
            scored.span = pieces.positionsOf(scored.span);
    }
    placeValues(pieces, false, selection.pStart);
    placeValues(pieces, true, selection.pEnd);
    repeatRows(pieces, 1, selection.pCore);
    repeatTracks(pieces, selection.pType);
    for (CtcHypothesis& hypothesis : prediction.strings)
        moveHypothesis(pieces, hypothesis);
    repeatRows(pieces, 1, prediction.topLabel);
    repeatRows(pieces, 1, prediction.topLabelProbability);
    repeatRows(pieces, labels, prediction.labelProbabilities);
}

void toPositions(const Pieces& pieces, RawLogits& logits)
{
    repeatRows(pieces, static_cast<std::size_t>(logits.dModel), logits.hidden);
    repeatRows(pieces, static_cast<std::size_t>(logits.selectorRows), logits.selector);
    repeatRows(pieces, static_cast<std::size_t>(logits.labelCount), logits.labels);
    logits.length = pieces.begins.back();
}

} // namespace corespan::model
