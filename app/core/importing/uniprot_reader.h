// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/coded_lines.h"

#include <optional>

namespace corespan {

/// Where a UniProt feature lies: positions "24", "<1", ">74", "?", "?31" (1-based), the same one twice where it is one.
/// Uncertain ends ("?") make the segment uncertain; an unknown one lets it run to the sequence's end, [.., INT64_MAX).
/// Nullopt: not positions.
std::optional<FeatureLocation> uniProtLocation(const QByteArray& first, const QByteArray& last);

/// Reads UniProt flat files entry by entry; a record is called by its first accession. Features in the layout since
/// 2019_11 ("FT   SIGNAL          1..24", qualifiers on lines of their own) and the one before, of fixed columns ("FT
/// SIGNAL        1     24       Potential."). Source: UniProt Knowledgebase user manual, section 3.21.
class UniProtReader
{
public:
    explicit UniProtReader(LineReader lines) : m_lines(std::move(lines)) {}

    /// The next entry, sound or with its `fault` set; nullopt at the end. Error: the file cannot be read further.
    Result<std::optional<GenBankEntry>> next();

    const LineReader& lines() const { return m_lines.lines(); }

private:
    void readLine(const CodedLines::Line& line, GenBankEntry& entry);

    CodedLines m_lines;
};

} // namespace corespan
