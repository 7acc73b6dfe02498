// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/gold_builder.h"

#include "core/domain/strand.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("GoldBuilder", text);
}

QString typeOf(const GoldFeature& feature, bool reverse)
{
    return reverse ? reverseType(feature.type) : feature.type;
}

QString strandOf(const FeatureLocation& location)
{
    const auto reverse = [](const auto& segment) { return segment.reverse; };
    const auto count = std::count_if(location.segments.begin(), location.segments.end(), reverse);
    if (count == 0)
        return QStringLiteral("+");
    return count == location.segments.size() ? QStringLiteral("-") : QStringLiteral(".");
}

std::int64_t lettersOf(const GoldFeature& feature)
{
    std::int64_t letters = 0;
    for (const auto& segment : feature.location.segments)
        letters += segment.span.length();
    return letters;
}

} // namespace

void chooseIsoforms(QVector<GoldFeature>& features)
{
    const auto competes = [](const GoldFeature& f) { return !f.gene.isEmpty() && f.withheld.isEmpty(); };
    const auto kind = [](const GoldFeature& f) { return std::pair(f.gene, f.type); };
    QHash<std::pair<QString, QString>, qsizetype> longest;
    for (qsizetype i = 0; i < features.size(); ++i) {
        if (!competes(features[i]))
            continue;
        const auto best = longest.find(kind(features[i]));
        if (best == longest.end())
            longest.insert(kind(features[i]), i);
        else if (lettersOf(features[i]) > lettersOf(features[*best]))
            *best = i;
    }
    for (qsizetype i = 0; i < features.size(); ++i) {
        if (competes(features[i]) && longest.value(kind(features[i])) != i)
            features[i].withheld =
                tr("forms of a gene other than its longest are left out; nothing is learned where they differ");
    }
}

void GoldBuilder::add(GoldFeature feature)
{
    const auto note = [&](const QString& reason) {
        m_notes.append({feature.line, reason, feature.what, true, feature.file});
    };
    if (feature.location.remote)
        note(tr("parts that lie in other records are left out"));
    if (feature.location.site)
        note(tr("parts that lie between two letters are left out"));
    if (!feature.withheld.isEmpty())
        note(feature.withheld);
    bool uncertain = false;
    for (const auto& segment : std::as_const(feature.location.segments)) {
        if (segment.uncertain || !feature.withheld.isEmpty()) {
            m_zones.append({std::max<std::int64_t>(segment.span.begin, 0), std::min(segment.span.end, m_length)});
            uncertain |= segment.uncertain;
            continue;
        }
        const Core core{segment.span, typeOf(feature, segment.reverse), segment.openBegin, segment.openEnd};
        m_pieces.append({core, feature.line, feature.what, feature.file});
    }
    if (uncertain)
        note(tr("left out because their ends are uncertain; nothing is learned there"));
    if (feature.location.segments.size() > (m_nameAll ? 0 : 1) && feature.withheld.isEmpty())
        m_grouped.append(std::move(feature));
}

void GoldBuilder::finish(RawEntry& entry)
{
    const QVector<Piece> kept = keepApart(entry);
    Gold& gold = entry.record.gold;
    QVector<Span> spans;
    for (const Piece& piece : kept) {
        gold.cores.append(piece.core);
        spans.append(piece.core.span);
    }
    gold.annotated |= !gold.cores.isEmpty();
    gold.ambiguous = zonesWithout(std::move(m_zones), spans);
    if (const QJsonArray fragmented = groups(kept); !fragmented.isEmpty())
        entry.record.record.meta["groups"] = fragmented;
    entry.notes += m_notes;
}

/// Of the same core, said more than once (exons that isoforms share), one stays: the one with closed ends.
QVector<GoldBuilder::Piece> GoldBuilder::keepApart(RawEntry& entry)
{
    std::stable_sort(m_pieces.begin(), m_pieces.end(), [](const Piece& a, const Piece& b) {
        return std::tie(a.core.span, a.core.type, a.core.openBegin, a.core.openEnd) <
               std::tie(b.core.span, b.core.type, b.core.openBegin, b.core.openEnd);
    });
    const auto same = [](const Piece& a, const Piece& b) {
        return a.core.span == b.core.span && a.core.type == b.core.type;
    };
    m_pieces.erase(std::unique(m_pieces.begin(), m_pieces.end(), same), m_pieces.end());
    std::stable_sort(m_pieces.begin(), m_pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.core.span.length() > b.core.span.length(); });
    QMap<std::int64_t, Piece> kept; // by begin
    qint64 left = 0;
    for (const Piece& piece : std::as_const(m_pieces)) {
        const Span span = piece.core.span;
        const auto next = kept.lowerBound(span.begin);
        const bool meetsNext = next != kept.end() && next->core.span.overlaps(span);
        const bool meetsPrevious = next != kept.begin() && std::prev(next)->core.span.overlaps(span);
        if (!meetsNext && !meetsPrevious) {
            kept.insert(span.begin, piece);
            continue;
        }
        ++left;
        m_zones.append(span);
        m_notes.append({piece.line, tr("cores that overlap a longer one are left out"), piece.what, true, piece.file});
    }
    if (left > 0)
        entry.record.record.meta["overlappingCoresLeftOut"] = left;
    return kept.values();
}

QJsonArray GoldBuilder::groups(const QVector<Piece>& kept) const
{
    std::set<std::pair<Span, QString>> there;
    for (const Piece& piece : kept)
        there.insert({piece.core.span, piece.core.type});
    QJsonArray list;
    QSet<QByteArray> seen; // isoforms that differ only outside their cores
    for (const GoldFeature& feature : m_grouped) {
        QJsonArray cores;
        QByteArray key;
        for (const auto& segment : feature.location.segments) {
            const QString type = typeOf(feature, segment.reverse);
            if (segment.uncertain || !there.contains({segment.span, type}))
                continue;
            cores.append(QJsonArray{qint64(segment.span.begin), qint64(segment.span.end)});
            key += QByteArray::number(qint64(segment.span.begin)) + type.toUtf8() + ' ';
        }
        if (cores.size() < (m_nameAll ? 1 : 2) || seen.contains(key))
            continue;
        seen.insert(key);
        QJsonObject group{{"name", feature.name}, {"strand", strandOf(feature.location)}, {"cores", cores}};
        if (feature.phase != 0)
            group["phase"] = feature.phase;
        if (feature.location.remote || cores.size() < feature.location.segments.size())
            group["incomplete"] = true;
        list.append(group);
    }
    return list;
}

QVector<Span> zonesWithout(QVector<Span> zones, const QVector<Span>& spans)
{
    std::sort(zones.begin(), zones.end());
    QVector<Span> merged;
    for (const Span& zone : std::as_const(zones)) {
        if (zone.isEmpty())
            continue;
        if (!merged.isEmpty() && zone.begin <= merged.last().end)
            merged.last().end = std::max(merged.last().end, zone.end);
        else
            merged.append(zone);
    }
    QVector<Span> left;
    auto from = spans.begin(); // the first span that does not end before the zone
    for (Span zone : std::as_const(merged)) {
        while (from != spans.end() && from->end <= zone.begin)
            ++from;
        for (auto at = from; at != spans.end() && at->begin < zone.end; ++at) {
            if (at->begin > zone.begin)
                left.append({zone.begin, at->begin});
            zone.begin = std::max(zone.begin, at->end);
        }
        if (!zone.isEmpty())
            left.append(zone);
    }
    return left;
}

} // namespace corespan
