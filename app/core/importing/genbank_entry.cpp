// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/genbank_entry.h"

#include <algorithm>

namespace corespan {

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

} // namespace corespan
