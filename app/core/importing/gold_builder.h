// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/entry_reader.h"
#include "core/importing/genbank_entry.h"

namespace corespan {

/// A feature that may become cores.
struct GoldFeature
{
    QString what; ///< as the file calls it, for people: "CDS", "SIGNAL"
    QString type; ///< of its cores on the forward strand
    QString name; ///< locus tag, id, ...; may be empty
    FeatureLocation location;
    std::int64_t line = 0;
    int phase = 0;    ///< letters before the first whole codon
    QString withheld; ///< why it is no core although it looks like one ("pseudogene"); empty: it is one
    QString gene;     ///< of which it is one of several forms; empty: of none
    QString file;     ///< where the line is; empty: in the entry's own file
};

/// Of each gene's features of one kind the longest stays (the first of several), the others are withheld: exons of
/// several forms together would be those of none.
void chooseIsoforms(QVector<GoldFeature>& features);

/// Makes an entry's gold of its features:
/// - Each segment is a core on forward coordinates, whatever its strand; the type of those that are read on the other
///   strand ends in "_reverse" ("core", "core_reverse"). Where a segment is cut, "<" opens the begin of its core and
///   ">" the end, both on forward coordinates too.
/// - A feature of several segments is a fragmented core: meta.groups lists its cores in the order in which they are
/// read,
///   {"name": "galK", "strand": "-", "cores": [[begin, end], ...]}, 0-based half-open; "phase" where it is not 0,
///   with `nameAll` features of one segment too;
///   "incomplete": true where cores of it had to be left out. Strand "." is one that is read on both.
/// - Cores lie apart: of two that overlap the longer one stays, and meta.overlappingCoresLeftOut counts the others.
/// - What is left out but lies there (overlapping, withheld, with uncertain ends) becomes an ambiguous zone, as far as
/// no
///   core covers it: nothing is learned there.
/// Without a core the entry is not annotated: that a file names none does not say that there is none.
class GoldBuilder
{
public:
    /// `length`: of the sequence; segments have to lie within.
    explicit GoldBuilder(std::int64_t length, bool nameAll = false) : m_length(length), m_nameAll(nameAll) {}

    void add(GoldFeature feature);
    /// Nothing is learned there, as far as no core covers it.
    void addZone(const Span& zone) { m_zones.append(zone); }
    /// Sets gold.cores and ambiguous, annotated where there are cores, and adds to meta and notes.
    void finish(RawEntry& entry);

private:
    struct Piece
    {
        Core core;
        std::int64_t line = 0;
        QString what;
        QString file;
    };

    QVector<Piece> keepApart(RawEntry& entry);
    QJsonArray groups(const QVector<Piece>& kept) const;

    std::int64_t m_length;
    bool m_nameAll;
    QVector<Piece> m_pieces;
    QVector<GoldFeature> m_grouped; ///< features that meta.groups names
    QVector<Span> m_zones;
    QVector<EntryNote> m_notes;
};

/// The zones, merged where they meet, without what the spans cover. All sorted by begin; the spans lie apart.
QVector<Span> zonesWithout(QVector<Span> zones, const QVector<Span>& spans);

} // namespace corespan
