// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/coded_lines.h"
#include "core/importing/feature_table.h"

#include <optional>

namespace corespan {

/// Reads EMBL flat files entry by entry, with the ID line as it was until 2006 ("U87107 standard; DNA; SYN; 8840 BP.")
/// and as it is since ("X56734; SV 1; linear; mRNA; STD; PLN; 1859 BP."). Source: EMBL user manual, section 3.4. An
/// entry of CO lines is put together from others and holds no sequence: it is at fault.
class EmblReader
{
public:
    explicit EmblReader(LineReader lines) : m_lines(std::move(lines)) {}

    /// The next entry, sound or with its `fault` set; nullopt at the end. Error: the file cannot be read further.
    Result<std::optional<GenBankEntry>> next();

    const LineReader& lines() const { return m_lines.lines(); }

private:
    void readLine(const CodedLines::Line& line, GenBankEntry& entry);

    CodedLines m_lines;
    FeatureTable m_table;
    bool m_constructed = false; ///< the entry has CO lines
};

} // namespace corespan
