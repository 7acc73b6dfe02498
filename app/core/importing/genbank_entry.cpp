// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/genbank_entry.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("GenBankReader", text);
}

/// Why the segment does not fit into a sequence of `length` letters; empty: it does.
QString misfit(const GenBankFeature& feature, const Span& span, std::int64_t length)
{
    const QString key = QString::fromUtf8(feature.key);
    if (span.isEmpty())
        return tr("feature %1 at %2..%3 ends before it begins, and the sequence is not circular")
            .arg(key)
            .arg(span.begin + 1)
            .arg(span.end);
    if (span.begin < 0 || span.end > length)
        return tr("feature %1 at %2..%3 lies outside the sequence of %4 letters")
            .arg(key)
            .arg(span.begin + 1)
            .arg(span.end)
            .arg(length);
    return {};
}

} // namespace

bool FeatureLocation::isUncertain() const
{
    return std::any_of(segments.begin(), segments.end(), [](const Segment& segment) { return segment.uncertain; });
}

Span FeatureLocation::extent() const
{
    Span whole;
    for (const Segment& segment : segments) {
        const bool first = &segment == &segments.first();
        whole.begin = first ? segment.span.begin : std::min(whole.begin, segment.span.begin);
        whole.end = std::max(whole.end, segment.span.end);
    }
    return whole;
}

bool GenBankFeature::has(const char* name) const
{
    return std::any_of(qualifiers.begin(), qualifiers.end(), [&](const auto& pair) { return pair.first == name; });
}

QByteArray GenBankFeature::qualifier(const char* name) const
{
    const auto found =
        std::find_if(qualifiers.begin(), qualifiers.end(), [&](const auto& pair) { return pair.first == name; });
    return found == qualifiers.end() ? QByteArray() : found->second;
}

QString GenBankEntry::name() const
{
    if (!version.isEmpty())
        return version;
    return accession.isEmpty() ? locus : accession;
}

void GenBankEntry::blame(std::int64_t at, const QString& reason)
{
    if (fault.isEmpty())
        fault = tr("line %1: %2").arg(at).arg(reason);
}

void checkEntry(GenBankEntry& entry, const EntryWords& words, bool ended)
{
    const qint64 length = entry.sequence.size();
    for (const GenBankFeature& feature : std::as_const(entry.features)) {
        if (!feature.badLocation.isEmpty() && feature.key == "CDS")
            entry.blame(
                feature.line,
                tr("the location \"%1\" of a CDS is not understood").arg(QString::fromUtf8(feature.badLocation)));
    }
    const QString cut = ended ? QString() : tr("; its end, \"//\", is missing");
    if (length == 0)
        return entry.blame(entry.line, tr("the entry has no sequence (no %1)").arg(words.sequence) + cut);
    if (entry.statedLength >= 0 && entry.statedLength != length)
        return entry.blame(entry.line, tr("%1 says %2 letters, %3 has %4%5")
                                           .arg(words.head)
                                           .arg(entry.statedLength)
                                           .arg(words.sequence)
                                           .arg(length)
                                           .arg(cut));
    if (!ended && entry.statedLength < 0)
        return entry.blame(entry.line, tr("the entry does not end with \"//\""));
    for (GenBankFeature& feature : entry.features) {
        if (entry.circular)
            cutAtOrigin(feature.location, length);
        for (const auto& segment : std::as_const(feature.location.segments)) {
            if (const QString reason = misfit(feature, segment.span, length); !reason.isEmpty())
                return entry.blame(feature.line, reason);
        }
    }
}

} // namespace corespan
