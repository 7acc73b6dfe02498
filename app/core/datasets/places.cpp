// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/places.h"

#include "core/domain/strand.h"
#include "core/importing/nucleotide.h"

#include <algorithm>
#include <memory>
#include <set>
#include <span>

namespace corespan {

namespace {

Span spanOf(const QJsonValue& pair)
{
    return {pair[0].toInteger(), pair[1].toInteger()};
}

QJsonArray pairOf(const Span& span)
{
    return {qint64(span.begin), qint64(span.end)};
}

QByteArray residuesOf(const ImportedRecord& record, const Place& place, bool turned)
{
    const QByteArray forward = record.residues.mid(place.span.begin, place.span.length());
    return turned ? reverseComplement({forward.constData(), static_cast<std::size_t>(forward.size())}) : forward;
}

} // namespace

bool isReverse(const Core& core)
{
    return isReverseType(core.type);
}

QVector<GeneExtent> genesOf(const ImportedRecord& record)
{
    QVector<GeneExtent> genes;
    std::set<Span> grouped;
    for (const QJsonValue& group : record.record.meta["groups"].toArray()) {
        GeneExtent gene;
        gene.reverse = group["strand"].toString() == QLatin1String("-");
        gene.name = group["name"].toString();
        gene.group = group.toObject();
        for (const QJsonValue& core : group["cores"].toArray()) {
            const Span piece = spanOf(core);
            gene.span = gene.pieces.isEmpty()
                            ? piece
                            : Span{std::min(gene.span.begin, piece.begin), std::max(gene.span.end, piece.end)};
            gene.pieces.append(piece);
            grouped.insert(piece);
        }
        if (!gene.pieces.isEmpty())
            genes.append(gene);
    }
    for (const Core& core : record.gold.cores) {
        if (!grouped.contains(core.span))
            genes.append({core.span, isReverse(core), {}, {}, {core.span}});
    }
    std::stable_sort(genes.begin(), genes.end(),
                     [](const GeneExtent& a, const GeneExtent& b) { return a.span < b.span; });
    return genes;
}

QVector<Span> tiles(std::int64_t length, std::int64_t size, std::int64_t overlap)
{
    QVector<Span> all;
    for (std::int64_t begin = 0; begin + size < length; begin += size - overlap)
        all.append({begin, begin + size});
    all.append({std::max<std::int64_t>(length - size, 0), length});
    return all;
}

/// Moves what lies on a sequence into a place's coordinates.
class PlaceCutter::Mapping
{
public:
    Mapping(const Place& place, Strands strands) : m_place(place), m_along(strands == Strands::Along) {}

    const Place& place() const { return m_place; }
    bool turned() const { return m_along && m_place.reverse; }
    /// With Along, cores of the other strand are background.
    bool takes(bool reverse) const { return !m_along || reverse == m_place.reverse; }
    /// Clipped to the place; empty where they do not meet.
    Span clipped(const Span& span) const
    {
        return {std::max(span.begin, m_place.span.begin), std::min(span.end, m_place.span.end)};
    }
    Span moved(const Span& span) const
    {
        return turned() ? Span{m_place.span.end - span.end, m_place.span.end - span.begin}
                        : Span{span.begin - m_place.span.begin, span.end - m_place.span.begin};
    }
    QString type(const Core& core) const { return m_along ? ownStrandType(core.type) : core.type; }

private:
    const Place& m_place;
    bool m_along;
};

PlaceCutter::PlaceCutter(const ImportedRecord& record, Strands strands, std::int64_t minPiece)
    : m_record(record), m_strands(strands), m_minPiece(minPiece), m_genes(genesOf(record))
{
}

ImportedRecord PlaceCutter::cut(const Place& place)
{
    const Mapping map(place, m_strands);
    const QString strand = map.turned() ? QStringLiteral("-") : QStringLiteral("+");
    const QString& contig = m_record.record.name;
    ImportedRecord made;
    made.residues = residuesOf(m_record, place, map.turned());
    made.record.alphabet = m_record.record.alphabet;
    made.record.length = made.residues.size();
    made.record.name = QStringLiteral("%1_%2_%3_%4").arg(contig, strand).arg(place.span.begin).arg(place.span.end);
    made.record.description = place.gene;
    made.record.meta = {
        {"contig", contig}, {"begin", qint64(place.span.begin)}, {"end", qint64(place.span.end)}, {"strand", strand}};
    if (!place.gene.isEmpty())
        made.record.meta["gene"] = place.gene;
    made.gold.annotated = true;
    takeCores(map, made.gold);
    takeZones(map, made.gold);
    takeLabels(map, made.gold);
    if (const QJsonArray groups = groupsIn(map, made.gold); !groups.isEmpty())
        made.record.meta["groups"] = groups;
    return made;
}

bool PlaceCutter::isBackground(const Place& place) const
{
    const Mapping map(place, m_strands);
    const auto [first, last] = coresIn(place.span);
    return std::none_of(first, last, [&](const Core& core) { return map.takes(isReverse(core)); }) &&
           std::none_of(m_record.gold.ambiguous.begin(), m_record.gold.ambiguous.end(),
                        [&](const Span& zone) { return zone.overlaps(place.span); });
}

/// Cores that lie apart are sorted by their ends as well.
std::pair<const Core*, const Core*> PlaceCutter::coresIn(const Span& span) const
{
    const QVector<Core>& all = m_record.gold.cores;
    const auto first =
        std::partition_point(all.begin(), all.end(), [&](const Core& core) { return core.span.end <= span.begin; });
    const auto last =
        std::partition_point(first, all.end(), [&](const Core& core) { return core.span.begin < span.end; });
    return {std::to_address(first), std::to_address(last)};
}

void PlaceCutter::takeCores(const Mapping& map, Gold& gold)
{
    const auto [first, last] = coresIn(map.place().span);
    for (const Core& core : std::span(first, last)) {
        if (!map.takes(isReverse(core)))
            continue;
        const Span left = map.clipped(core.span);
        const bool cut = left != core.span;
        m_counts.cut += cut ? 1 : 0;
        if (cut && left.length() < m_minPiece) {
            ++m_counts.small;
            gold.ambiguous.append(map.moved(left));
            continue;
        }
        Core piece{map.moved(left), map.type(core), core.openBegin || left.begin > core.span.begin,
                   core.openEnd || left.end < core.span.end};
        if (map.turned())
            std::swap(piece.openBegin, piece.openEnd);
        gold.cores.append(piece);
    }
    std::sort(gold.cores.begin(), gold.cores.end(), [](const Core& a, const Core& b) { return a.span < b.span; });
}

void PlaceCutter::takeZones(const Mapping& map, Gold& gold) const
{
    for (const Span& zone : m_record.gold.ambiguous) {
        const Span left = map.clipped(zone);
        if (!left.isEmpty())
            gold.ambiguous.append(map.moved(left));
    }
    std::sort(gold.ambiguous.begin(), gold.ambiguous.end());
}

/// Without those of cores on the other strand.
void PlaceCutter::takeLabels(const Mapping& map, Gold& gold) const
{
    if (m_record.gold.labels.isEmpty())
        return;
    const Span whole = map.place().span;
    QVector<QString> labels = m_record.gold.labels.mid(whole.begin, whole.length());
    const auto [first, last] = coresIn(whole);
    for (const Core& core : std::span(first, last)) {
        const Span left = map.clipped(core.span);
        if (!map.takes(isReverse(core)))
            std::fill_n(labels.begin() + (left.begin - whole.begin), left.length(), QString());
    }
    if (map.turned())
        std::reverse(labels.begin(), labels.end());
    const bool any = std::any_of(labels.begin(), labels.end(), [](const QString& label) { return !label.isEmpty(); });
    gold.labels = any ? labels : QVector<QString>();
}

QJsonArray PlaceCutter::groupsIn(const Mapping& map, const Gold& gold) const
{
    std::set<Span> there;
    for (const Core& core : gold.cores)
        there.insert(core.span);
    QJsonArray groups;
    for (const GeneExtent& gene : m_genes) {
        if (gene.group.isEmpty() || !gene.span.overlaps(map.place().span) || !map.takes(gene.reverse))
            continue;
        QJsonArray cores;
        for (const Span& piece : gene.pieces) {
            const Span left = map.clipped(piece);
            if (!left.isEmpty() && there.contains(map.moved(left)))
                cores.append(pairOf(map.moved(left)));
        }
        if (cores.isEmpty())
            continue;
        QJsonObject group = gene.group;
        group["cores"] = cores;
        if (map.clipped(gene.span) != gene.span)
            group["incomplete"] = true;
        if (map.clipped(gene.pieces.first()) != gene.pieces.first())
            group.remove("phase"); // its first letters are not here
        if (map.turned())
            group["strand"] = QStringLiteral("+");
        groups.append(group);
    }
    return groups;
}

} // namespace corespan
