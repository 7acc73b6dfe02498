// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/gff3_genes.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

constexpr int maxGenerations = 16; // also the end of parents that name each other

QString tr(const char* text)
{
    return QCoreApplication::translate("Gff3Genes", text);
}

bool saysPseudo(const Gff3Line& line)
{
    return line.type.startsWith(QLatin1String("pseudogen")) || line.value("pseudo") == QLatin1String("true") ||
           !line.values("pseudogene").isEmpty();
}

QString nameOf(const Gff3Line& line)
{
    for (const char* key : {"locus_tag", "Name", "gene"}) {
        if (QString name = line.value(key); !name.isEmpty())
            return name;
    }
    return {};
}

/// "start_range=.,123" and "end_range=456,." mark ends that lie beyond, as NCBI writes them.
FeatureLocation::Segment segmentOf(const Gff3Line& line)
{
    FeatureLocation::Segment segment{line.span};
    segment.reverse = line.strand == '-';
    segment.uncertain = line.strand == '?';
    segment.openBegin = line.values("start_range").value(0) == QLatin1String(".");
    segment.openEnd = line.values("end_range").value(1) == QLatin1String(".");
    return segment;
}

/// The pieces of one owner, feature by feature.
template <typename Piece>
QVector<QVector<Piece>> apart(const QVector<Piece>& pieces)
{
    QStringList ids;
    QMap<QString, QVector<Piece>> byId;
    QVector<Span> spans;
    for (const Piece& piece : pieces) {
        if (!byId.contains(piece.id))
            ids.append(piece.id);
        byId[piece.id].append(piece);
        spans.append(piece.segment.span);
    }
    std::sort(spans.begin(), spans.end());
    const auto overlap = [](const Span& a, const Span& b) { return a.overlaps(b); };
    const bool meet = std::adjacent_find(spans.begin(), spans.end(), overlap) != spans.end();
    const bool repeats = ids.size() > 1 && ids.size() < pieces.size();
    if (ids.size() == 1 || (!meet && !repeats))
        return {pieces};
    QVector<QVector<Piece>> features;
    for (const QString& id : std::as_const(ids))
        features.append(byId.value(id));
    return features;
}

} // namespace

void Gff3Genes::addParent(const Gff3Line& line)
{
    const QString id = line.value("ID");
    if (id.isEmpty() || m_kin.contains(id))
        return;
    const bool protein = line.type == QLatin1String("protein") || line.type == QLatin1String("polypeptide");
    m_kin.insert(id, {line.values("Parent"), nameOf(line), saysPseudo(line), protein});
}

void Gff3Genes::add(const Gff3Line& line, const QString& coreType, std::int64_t number)
{
    const QStringList parents = line.values("Parent");
    const Piece piece{segmentOf(line), std::max(line.phase, 0), number,        line.value("ID"),
                      nameOf(line),    saysPseudo(line),        parents.size()};
    const auto put = [&](const QString& owner, bool hasParent) {
        Bucket& bucket = m_buckets[{line.sequence, line.type, coreType, owner, hasParent}];
        if (bucket.pieces.isEmpty())
            bucket.order = number;
        bucket.pieces.append(piece);
    };
    for (const QString& parent : parents)
        put(parent, true);
    if (parents.isEmpty())
        put(piece.id.isEmpty() ? QString::number(++m_alone) + QLatin1Char('\t') : piece.id, false);
}

void Gff3Genes::addBroken(const Gff3Line& line)
{
    const QStringList parents = line.values("Parent");
    for (const QString& owner : parents.isEmpty() ? line.values("ID") : parents)
        m_broken.insert(owner);
}

/// The last of the parents that are known; a parent that the file lacks stands for itself.
QString Gff3Genes::geneOf(const QString& owner, bool& pseudo) const
{
    QString gene = owner;
    for (int i = 0; i < maxGenerations; ++i) {
        const auto kin = m_kin.constFind(gene);
        if (kin == m_kin.constEnd())
            break;
        pseudo |= kin->pseudo;
        if (kin->parents.isEmpty())
            break;
        gene = kin->parents.first();
    }
    return gene;
}

GoldFeature Gff3Genes::feature(const Key& key, QVector<Piece> pieces) const
{
    std::stable_sort(pieces.begin(), pieces.end(),
                     [](const Piece& a, const Piece& b) { return a.segment.span < b.segment.span; });
    const auto reverse = [](const Piece& piece) { return piece.segment.reverse; };
    if (std::all_of(pieces.begin(), pieces.end(), reverse))
        std::reverse(pieces.begin(), pieces.end());
    GoldFeature feature;
    feature.what = key.what;
    feature.type = key.coreType;
    feature.line = pieces.first().line;
    feature.phase = pieces.first().phase;
    bool pseudo = false;
    for (const Piece& piece : pieces) {
        feature.location.segments.append(piece.segment);
        feature.line = std::min(feature.line, piece.line);
        pseudo |= piece.pseudo;
    }
    const QString gene = key.hasParent ? geneOf(key.owner, pseudo) : QString();
    feature.gene = gene;
    feature.name = pieces.first().name;
    if (const QString named = m_kin.value(gene).name; !named.isEmpty())
        feature.name = named;
    else if (!gene.isEmpty())
        feature.name = gene;
    else if (feature.name.isEmpty())
        feature.name = pieces.first().id;
    if (pseudo)
        feature.withheld = tr("pseudogenes are left out; nothing is learned there");
    else if (m_broken.contains(key.owner))
        feature.withheld = tr("left out because a line of theirs is not understood; nothing is learned there");
    return feature;
}

void Gff3Genes::finish(AnnotationSet& set, const QString& file)
{
    std::vector<std::pair<qsizetype, std::map<Key, Bucket>::iterator>> order;
    for (auto bucket = m_buckets.begin(); bucket != m_buckets.end(); ++bucket)
        order.emplace_back(bucket->second.order, bucket);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [line, bucket] : order) {
        const auto& [key, content] = *bucket;
        if (content.pieces.first().parents > 1 && m_kin.value(key.owner).protein)
            continue; // the CDS hangs on its transcript too
        SequenceAnnotations& annotations = set.of(key.sequence, file, line);
        for (QVector<Piece>& pieces : apart(content.pieces))
            annotations.features.append(feature(key, std::move(pieces)));
    }
    *this = {};
}

} // namespace corespan
