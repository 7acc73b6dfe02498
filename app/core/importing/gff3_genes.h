// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/annotation_set.h"
#include "core/importing/gff3_line.h"

#include <QSet>

#include <map>
#include <tuple>

namespace corespan {

/// Puts the lines of a GFF3 file together to features of one or several segments:
/// - lines of one ID are one feature;
/// - lines of a kind with the same Parent are one (the exons of a transcript, the CDS of a protein), except that
/// several
///   IDs stand for several features where their lines overlap or one ID comes more than once. A line of several parents
///   belongs to each.
/// What hangs on the same gene are its forms; of these the longest stays (chooseIsoforms). Pseudogenes, and features
/// that lost a line that could not be read, are withheld.
class Gff3Genes
{
public:
    /// A line of a kind that becomes cores.
    void add(const Gff3Line& line, const QString& coreType, std::int64_t number);
    /// Any line that others may name as their parent.
    void addParent(const Gff3Line& line);
    /// A line of such a kind that is not understood.
    void addBroken(const Gff3Line& line);

    /// Hands the features to the annotations of their sequences. Empties this.
    void finish(AnnotationSet& set, const QString& file);

private:
    struct Piece
    {
        FeatureLocation::Segment segment;
        int phase = 0;
        std::int64_t line = 0;
        QString id;
        QString name;
        bool pseudo = false;
        qsizetype parents = 0;
    };
    struct Kin
    {
        QStringList parents;
        QString name;
        bool pseudo = false;
        bool protein = false;
    };
    /// Sequence, kind, type of its cores, parent (or ID where there is none).
    struct Key
    {
        QString sequence;
        QString what;
        QString coreType;
        QString owner;
        bool hasParent = false;
        auto tied() const { return std::tie(sequence, what, coreType, owner, hasParent); }
        bool operator<(const Key& other) const { return tied() < other.tied(); }
    };
    struct Bucket
    {
        qsizetype order = 0;
        QVector<Piece> pieces;
    };

    QString geneOf(const QString& owner, bool& pseudo) const;
    GoldFeature feature(const Key& key, QVector<Piece> pieces) const;

    std::map<Key, Bucket> m_buckets;
    QHash<QString, Kin> m_kin; ///< by ID
    QSet<QString> m_broken;    ///< parents and IDs of lines that are not understood
    qsizetype m_alone = 0;     ///< lines without ID or Parent so far
};

} // namespace corespan
