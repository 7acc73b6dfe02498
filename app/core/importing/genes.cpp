// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/genes.h"

#include <algorithm>

namespace corespan {

namespace {

bool isPseudo(const GenBankFeature& feature)
{
    return feature.has("pseudo") || feature.has("pseudogene");
}

QString featureName(const GenBankFeature& feature)
{
    for (const char* name : {"locus_tag", "gene", "protein_id"}) {
        if (feature.has(name))
            return QString::fromUtf8(feature.qualifier(name));
    }
    return {};
}

bool isUsable(const GenBankFeature& feature, const QByteArray& protein)
{
    const auto& location = feature.location;
    const bool whole = location.segments.size() == 1 && !location.isPartial() && !isPseudo(feature);
    return whole && !protein.isEmpty() && protein.size() * 3 + 3 == location.segments.first().span.length();
}

/// A frame's stop is that of the segment which is read last.
void noteCoding(const GenBankFeature& feature, Genes& genes)
{
    const auto& last = feature.location.segments.last();
    genes.coding.append({feature.location.extent(), last.reverse});
    genes.stops.insert(stopAnchor({last.span, last.reverse}));
}

} // namespace

Genes collectGenes(const GenBankEntry& entry)
{
    Genes genes;
    for (const GenBankFeature& feature : entry.features) {
        const bool cds = feature.key == "CDS";
        if ((!cds && !isPseudo(feature)) || feature.location.segments.isEmpty())
            continue;
        noteCoding(feature, genes);
        if (!cds)
            continue;
        const QByteArray protein = feature.qualifier("translation").toUpper();
        const auto& segment = feature.location.segments.first();
        if (isUsable(feature, protein))
            genes.usable.append({segment.span, segment.reverse, protein, featureName(feature)});
        else
            ++genes.skipped;
    }
    std::sort(genes.usable.begin(), genes.usable.end(), [](const Gene& a, const Gene& b) { return a.span < b.span; });
    std::sort(genes.coding.begin(), genes.coding.end());
    return genes;
}

QByteArray codonLabels(const QByteArray& aminoAcids, std::int64_t begin, std::int64_t length)
{
    QByteArray labels(length, '.');
    qsizetype at = begin;
    for (const char letter : aminoAcids) {
        std::fill_n(labels.begin() + at, 3, letter);
        at += 3;
    }
    return labels;
}

} // namespace corespan
