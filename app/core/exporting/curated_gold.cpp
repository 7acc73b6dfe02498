// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/curated_gold.h"

#include <algorithm>

namespace corespan {

namespace {

bool areNone(const QVector<QString>& labels)
{
    return std::all_of(labels.begin(), labels.end(), [](const QString& label) { return label.isEmpty(); });
}

} // namespace

bool isExample(ReviewState state)
{
    return exampleStates().contains(state);
}

QVector<ReviewState> exampleStates()
{
    return {ReviewState::Accepted, ReviewState::Corrected, ReviewState::NoCore};
}

QVector<ReviewState> correctionStates()
{
    return {ReviewState::Accepted, ReviewState::Corrected, ReviewState::Rejected, ReviewState::NoCore};
}

bool isDecided(const Curation& curation)
{
    return curation.annotated || curation.state == ReviewState::NoCore;
}

std::int64_t exampleCount(const StateCounts& counts)
{
    std::int64_t examples = 0;
    for (auto count = counts.byState.cbegin(); count != counts.byState.cend(); ++count)
        examples += isExample(count.key()) ? count.value() : 0;
    return examples;
}

Gold curatedGold(const ExportRow& row, const QVector<QString>& runLabels)
{
    const Curation& curation = row.curation;
    if (curation.state == ReviewState::Ambiguous) {
        Gold unknown;
        if (!row.residues.isEmpty())
            unknown.ambiguous = {{0, row.residues.size()}};
        return unknown;
    }
    const bool decided = isDecided(curation);
    Gold gold = row.gold;
    gold.ambiguous = curation.ambiguous.value_or(row.gold.ambiguous);
    if (decided) {
        gold.annotated = true;
        gold.cores = curation.state == ReviewState::NoCore ? QVector<Core>() : curation.cores;
        if (gold.labels.isEmpty())
            gold.labels = runLabels;
    }
    if (!curation.labels.isEmpty())
        gold.labels.resize(row.residues.size());
    for (auto label = curation.labels.cbegin(); label != curation.labels.cend(); ++label) {
        if (label.key() >= 0 && label.key() < gold.labels.size())
            gold.labels[label.key()] = label.value();
    }
    if (decided)
        gold.labels = labelsInside(gold.labels, gold.cores);
    if (areNone(gold.labels))
        gold.labels.clear();
    return gold;
}

QVector<QString> labelsInside(const QVector<QString>& labels, const QVector<Core>& cores)
{
    QVector<QString> kept(labels.size());
    for (const Core& core : cores) {
        const qsizetype end = std::min<qsizetype>(core.span.end, labels.size());
        for (qsizetype i = std::max<qsizetype>(core.span.begin, 0); i < end; ++i)
            kept[i] = labels[i];
    }
    return areNone(kept) ? QVector<QString>() : kept;
}

QVector<QString> labelNames(const Tracks& tracks, const QStringList& labels)
{
    QVector<QString> names;
    names.reserve(tracks.topLabel.size());
    for (const std::int16_t index : tracks.topLabel)
        names.append(labels.value(index));
    return names;
}

} // namespace corespan
