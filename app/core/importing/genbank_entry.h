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
        Span span;
        bool reverse = false;
        bool operator==(const Segment&) const = default;
    };
    QVector<Segment> segments;
    bool partialStart = false; ///< "<" on the lowest coordinate
    bool partialEnd = false;   ///< ">" on the highest
    bool remote = false;       ///< a part lies in another record; it is not among the segments

    bool isPartial() const { return partialStart || partialEnd || remote; }
    Span extent() const; ///< lowest begin to highest end; empty without segments
};

/// Numbers, "a..b", "<a..>b", "a^b", complement(), join(), order(), nested; nullopt for what is none of these.
std::optional<FeatureLocation> parseLocation(const QByteArray& text);

struct GenBankFeature
{
    QByteArray key;
    FeatureLocation location;
    std::int64_t line = 0;
    QVector<std::pair<QByteArray, QByteArray>> qualifiers; ///< name and value, quotes taken off; in the file's order

    bool has(const char* name) const;
    QByteArray qualifier(const char* name) const; ///< the first of that name; empty when absent
};

struct GenBankEntry
{
    QString locus;
    QString definition;
    QString accession; ///< the first
    QString version;   ///< accession.version; empty when absent
    bool circular = false;
    bool protein = false;           ///< LOCUS counts aa
    std::int64_t statedLength = -1; ///< of the LOCUS line; -1: none
    std::int64_t line = 0;          ///< of LOCUS
    QByteArray sequence;            ///< upper case
    QVector<GenBankFeature> features;
    QString fault; ///< why the entry is not sound, with its line; empty: sound

    QString name() const; ///< version, accession or locus
};

} // namespace corespan
