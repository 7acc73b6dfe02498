// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/padded_decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan::model {
namespace {

class Tracks
{
public:
    explicit Tracks(std::span<const float> values) : m_values(values)
    {
        const auto columns = static_cast<std::size_t>(paddedTracks);
        if (values.empty() || values.size() % columns != 0)
            throw ModelError("padded decoder: " + std::to_string(values.size()) +
                             " values are not a whole number of rows of " + std::to_string(columns) + '.');
        m_length = values.size() / columns - 1;
        const auto bad = std::ranges::find_if(values, [](float x) { return !std::isfinite(x); });
        if (bad != values.end())
            throw ModelError("padded decoder: a track at position " +
                             std::to_string(static_cast<std::size_t>(bad - values.begin()) / columns) +
                             " is not a finite number.");
    }

    std::size_t length() const { return m_length; }
    double at(std::size_t row, PaddedTrack track) const
    {
        return static_cast<double>(
            m_values[row * static_cast<std::size_t>(paddedTracks) + static_cast<std::size_t>(track)]);
    }
    bool inCore(std::size_t row) const { return at(row, PaddedTrack::Class) == 1.0; }

private:
    std::span<const float> m_values;
    std::size_t m_length = 0;
};

void check(const PaddedDecodeOptions& options)
{
    if (options.minLength < 1 || (options.maxLength != 0 && options.maxLength < options.minLength))
        throw ModelError("padded decoder: no length is at least " + std::to_string(options.minLength) +
                         " and at most " + std::to_string(options.maxLength) + '.');
}

bool allowed(const Span& span, const PaddedDecodeOptions& options)
{
    return span.length() >= options.minLength && (options.maxLength == 0 || span.length() <= options.maxLength);
}

/// Runs of core tokens, whatever their length.
std::vector<Span> runsOf(const Tracks& tracks)
{
    std::vector<Span> runs;
    for (std::size_t i = 0; i < tracks.length(); ++i) {
        if (!tracks.inCore(i))
            continue;
        const auto position = static_cast<std::int64_t>(i);
        if (runs.empty() || runs.back().end != position)
            runs.push_back({position, position});
        runs.back().end = position + 1;
    }
    return runs;
}

double probabilityOf(const Tracks& tracks, const Span& span)
{
    return std::exp(tracks.at(static_cast<std::size_t>(span.begin), PaddedTrack::Start) +
                    tracks.at(static_cast<std::size_t>(span.end) - 1, PaddedTrack::End));
}

/// Log-probability of the tokens written on [0, end).
std::vector<double> writtenUpTo(const Tracks& tracks)
{
    std::vector<double> sums = {0.0};
    for (std::size_t i = 0; i < tracks.length(); ++i)
        sums.push_back(sums.back() + tracks.at(i, PaddedTrack::Token));
    return sums;
}

/// The cores that begin where `run` does and end by its end, in order of their ends, with the probability of the whole
/// sequence as score. The End track is a sum of "stayed" and "left": the token behind a core is what its end adds.
std::vector<ScoredSpan> shorterCores(const Tracks& tracks, const Span& run, const PaddedDecodeOptions& options)
{
    const std::vector<double> written = writtenUpTo(tracks);
    std::vector<ScoredSpan> cores;
    double left = 0.0; // log P(ended before), as a probability, for what "stayed" is
    for (std::int64_t end = run.begin + 1; end <= run.end; ++end) {
        const double ends = tracks.at(static_cast<std::size_t>(end) - 1, PaddedTrack::End);
        const double stayed = std::log(std::max(1.0 - left, std::numeric_limits<double>::min()));
        left = std::min(1.0, left + std::exp(ends));
        const Span span{run.begin, end};
        if (allowed(span, options))
            cores.push_back({span, written[static_cast<std::size_t>(end)] + std::min(0.0, ends - stayed),
                             probabilityOf(tracks, span), 0});
    }
    return cores;
}

void fillTracks(const Tracks& tracks, double some, Selection& selection)
{
    for (std::size_t i = 0; i < tracks.length(); ++i) {
        selection.pStart.push_back(std::exp(tracks.at(i, PaddedTrack::Start)));
        selection.pEnd.push_back(some * std::exp(tracks.at(i, PaddedTrack::End)));
        selection.pCore.push_back(tracks.at(i, PaddedTrack::Core));
    }
}

void keepBest(std::vector<ScoredSpan>& candidates, std::size_t count)
{
    std::ranges::stable_sort(candidates, std::ranges::greater(), &ScoredSpan::probability);
    candidates.resize(std::min(candidates.size(), count));
}

} // namespace

Selection decodePadded(std::span<const float> values, const PaddedDecodeOptions& options)
{
    check(options);
    const Tracks tracks(values);
    Selection selection;
    selection.nullScore = tracks.at(tracks.length(), PaddedTrack::Start);
    selection.nullProbability = std::exp(selection.nullScore);
    fillTracks(tracks, 1.0 - selection.nullProbability, selection);
    const std::vector<Span> runs = runsOf(tracks);
    double runnerUp = 0.0;
    if (!runs.empty()) {
        selection.candidates = shorterCores(tracks, runs.front(), options);
        const bool whole = !selection.candidates.empty() && selection.candidates.back().span == runs.front();
        const ScoredSpan greedy = whole ? selection.candidates.back() : ScoredSpan{};
        keepBest(selection.candidates, std::max<std::size_t>(options.nBest, 2));
        if (!selection.candidates.empty())
            selection.cores = {whole ? greedy : selection.candidates.front()};
    }
    if (selection.cores.empty()) {
        for (const double start : selection.pStart)
            runnerUp = std::max(runnerUp, start);
        selection.margin = std::clamp(selection.nullProbability - runnerUp, 0.0, 1.0);
        return selection;
    }
    runnerUp = selection.nullProbability;
    for (const ScoredSpan& candidate : selection.candidates)
        if (candidate.span != selection.cores.front().span)
            runnerUp = std::max(runnerUp, candidate.probability);
    selection.margin = std::clamp(selection.cores.front().probability - runnerUp, 0.0, 1.0);
    keepBest(selection.candidates, options.nBest);
    return selection;
}

Selection decodePaddedStitched(std::span<const float> values, const PaddedDecodeOptions& options)
{
    check(options);
    const Tracks tracks(values);
    Selection selection;
    fillTracks(tracks, 1.0, selection);
    const std::vector<double> written = writtenUpTo(tracks);
    double none = 0.0, least = 1.0;
    for (const Span& run : runsOf(tracks)) {
        if (!allowed(run, options))
            continue;
        const double probability = probabilityOf(tracks, run);
        const double score = written[static_cast<std::size_t>(run.end)] - written[static_cast<std::size_t>(run.begin)];
        selection.cores.push_back({run, score, probability, 0});
        none += std::log1p(-std::min(probability, 1.0 - 1e-12));
        least = std::min(least, probability);
    }
    if (selection.cores.empty()) {
        double most = 0.0;
        for (const double start : selection.pStart)
            most = std::max(most, start);
        none = std::log1p(-std::min(most, 1.0 - 1e-12));
        least = std::exp(none);
    }
    selection.nullScore = none;
    selection.nullProbability = std::exp(none);
    selection.margin = std::clamp(2.0 * least - 1.0, 0.0, 1.0); // its least certain part against that part's absence
    selection.candidates = selection.cores;
    keepBest(selection.candidates, options.nBest);
    return selection;
}

} // namespace corespan::model
