// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"
#include "core/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QVector>

#include <optional>
#include <utility>

namespace corespan {

/// Where a feature lies. Segments are 0-based half-open on the forward strand, in the order in which they are read:
/// for a reversed feature the one with the highest coordinates comes first.
struct FeatureLocation
{
    struct Segment
    {
        Span span; ///< end <= begin: written across the origin of a circular sequence
        bool reverse = false;
        bool openBegin = false; ///< "<" at the lower coordinate
        bool openEnd = false;   ///< ">" at the higher one
        bool uncertain = false; ///< "(a.b)", "<a" alone: it lies somewhere within the span
        bool operator==(const Segment&) const = default;
    };
    QVector<Segment> segments;
    bool partialStart = false; ///< "<" on any coordinate
    bool partialEnd = false;   ///< ">" on any
    bool remote = false;       ///< a part lies in another record; it is not among the segments
    bool site = false;         ///< "a^b": a part lies between two letters; it is not among the segments

    bool isPartial() const { return partialStart || partialEnd || remote || isUncertain(); }
    bool isUncertain() const;
    Span extent() const; ///< lowest begin to highest end; empty without segments
};

/// Numbers, "a..b", "<a..>b", "(a.b)..c", "a.b", "a^b", "ACCESSION.1:a..b", complement(), join(), order(), nested;
/// nullopt for what is none of these. Source: the feature table definition of DDBJ, EMBL and GenBank, section 3.4.
std::optional<FeatureLocation> parseLocation(const QByteArray& text);

/// For a circular sequence of `length` letters: a segment that ends before it begins becomes two, and where a feature
/// goes on beyond the origin both segments are open at the sequence's ends.
void cutAtOrigin(FeatureLocation& location, std::int64_t length);

struct GenBankFeature
{
    QByteArray key;
    FeatureLocation location;
    QByteArray badLocation; ///< its text where that is not understood; empty: it is
    std::int64_t line = 0;
    QVector<std::pair<QByteArray, QByteArray>> qualifiers; ///< name and value, quotes taken off; in the file's order

    bool has(const char* name) const;
    QByteArray qualifier(const char* name) const; ///< the first of that name; empty when absent
};

/// An entry of a GenBank or EMBL flat file.
struct GenBankEntry
{
    QString locus;
    QString definition;
    QString accession; ///< the first
    QString version;   ///< accession.version; empty when absent
    bool circular = false;
    bool protein = false;           ///< LOCUS counts aa
    std::int64_t statedLength = -1; ///< of the LOCUS or ID line; -1: none
    std::int64_t line = 0;          ///< of LOCUS or ID
    QByteArray sequence;            ///< upper case
    QVector<GenBankFeature> features;
    QString fault; ///< why the entry is not sound, with its line; empty: sound

    QString name() const; ///< version, accession or locus
    /// Sets the fault, unless there is one.
    void blame(std::int64_t at, const QString& reason);
};

/// How a format calls the lines that say how long the sequence is ("LOCUS", "ID") and that hold it ("ORIGIN", "SQ").
struct EntryWords
{
    QString head;
    QString sequence;
};

/// Cuts the locations of a circular entry at its origin; blames an entry without sequence, of another length than it
/// says, truncated (`ended`: its "//" was there), with a CDS that is not understood, or features outside its sequence.
void checkEntry(GenBankEntry& entry, const EntryWords& words, bool ended);

} // namespace corespan
