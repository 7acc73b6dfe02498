// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QJsonArray>

#include <utility>

namespace corespan {

/// What is taken out of an annotated sequence as one record.
struct Place
{
    Span span; ///< on the sequence
    bool reverse = false;
    QString gene; ///< what it lies around; empty: nothing
};

/// How the strands of an annotated sequence become records. Of reverse cores the type ends in "_reverse".
enum class Strands {
    Mixed, ///< records are forward, with the cores of both strands
    Along, ///< records are read along a strand, with the cores of that strand only, "_reverse" taken off their types
};

/// True for a core that is read on the reverse strand.
bool isReverse(const Core& core);

/// A gene: the cores of one of meta.groups, or a core that belongs to none.
struct GeneExtent
{
    Span span;
    bool reverse = false;
    QString name;
    QJsonObject group;    ///< as in meta; empty for a core alone
    QVector<Span> pieces; ///< its cores in the order in which they are read
};
QVector<GeneExtent> genesOf(const ImportedRecord& record); ///< sorted by begin

/// Begins of windows of `size` letters that overlap by `overlap` or more, the last one ending with the sequence; one of
/// all letters where these are fewer.
QVector<Span> tiles(std::int64_t length, std::int64_t size, std::int64_t overlap);

/// What a place lost to its edges.
struct CutCounts
{
    std::int64_t cut = 0;   ///< cores that the edge cuts: they are kept, open there
    std::int64_t small = 0; ///< pieces shorter than asked for: they became ambiguous zones
};

/// Takes places out of one annotated sequence.
class PlaceCutter
{
public:
    /// The record's cores lie apart, sorted by begin; it must outlive this. A piece of a core that an edge cuts becomes
    /// an ambiguous zone if it is shorter than `minPiece`.
    PlaceCutter(const ImportedRecord& record, Strands strands, std::int64_t minPiece);

    /// The place as a record of its own: residues, cores, ambiguous zones, labels and groups in its coordinates; a core
    /// that the edge cuts is open there. meta: contig, begin, end, strand, gene, groups. The name is
    /// `<contig>_<strand>_<begin>_<end>`.
    ImportedRecord cut(const Place& place);

    /// True where the place holds neither a core (of its strand, with Along) nor anything ambiguous.
    bool isBackground(const Place& place) const;

    const QVector<GeneExtent>& genes() const { return m_genes; }
    const CutCounts& counts() const { return m_counts; }

private:
    class Mapping;

    std::pair<const Core*, const Core*> coresIn(const Span& span) const;
    void takeCores(const Mapping& map, Gold& gold);
    void takeZones(const Mapping& map, Gold& gold) const;
    void takeLabels(const Mapping& map, Gold& gold) const;
    QJsonArray groupsIn(const Mapping& map, const Gold& gold) const;

    const ImportedRecord& m_record;
    Strands m_strands;
    std::int64_t m_minPiece;
    QVector<GeneExtent> m_genes;
    CutCounts m_counts;
};

} // namespace corespan
