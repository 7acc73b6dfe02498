// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/genbank_entry.h"
#include "core/importing/line_reader.h"

#include <optional>

namespace corespan {

/// Reads GenBank flat files entry by entry. Sections that CoreSpan does not use are passed over.
class GenBankReader
{
public:
    explicit GenBankReader(LineReader lines) : m_lines(std::move(lines)) {}

    /// The next entry, sound or with its `fault` set; nullopt at the end. Error: the file cannot be read further.
    Result<std::optional<GenBankEntry>> next();

    const LineReader& lines() const { return m_lines; }

private:
    enum class Section { Header, Definition, Features, Origin, Other };

    void headerLine(const QByteArray& line, GenBankEntry& entry);
    void featureLine(const QByteArray& line, GenBankEntry& entry);
    void closeFeature(GenBankEntry& entry);
    void originLine(const QByteArray& line, GenBankEntry& entry);
    void check(GenBankEntry& entry, bool ended);
    void blame(GenBankEntry& entry, std::int64_t line, const QString& reason);

    LineReader m_lines;
    Section m_section = Section::Header;
    std::optional<GenBankFeature> m_feature; ///< being read
    QByteArray m_location;                   ///< its location's text so far
    bool m_inQuotes = false;
    bool m_inLocation = false;
};

} // namespace corespan
