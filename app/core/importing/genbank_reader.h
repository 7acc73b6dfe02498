// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/feature_table.h"
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

    LineReader m_lines;
    Section m_section = Section::Header;
    FeatureTable m_table;
};

} // namespace corespan
