// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/genbank_entry.h"
#include "core/importing/line_reader.h"

namespace corespan {

/// The lines of EMBL and UniProt flat files: a code of two letters, three blanks, text. Entries go from "ID" to "//".
class CodedLines
{
public:
    explicit CodedLines(LineReader lines) : m_lines(std::move(lines)) {}

    enum class Kind {
        Head,    ///< "ID": an entry begins
        Coded,   ///< a line of the entry, or one of its sequence (code "  ")
        Wrong,   ///< neither of these, within an entry or, perhaps, before one
        Finish,  ///< "//"
        Cut,     ///< the entry ends without "//": at the file's end or at the next "ID", which comes after this
        FileEnd, ///< outside an entry
    };
    struct Line
    {
        Kind kind = Kind::FileEnd;
        QByteArray code;
        QByteArray text; ///< the whole line
    };
    /// Error: the file cannot be read further.
    Result<Line> next();

    void blameWrong(GenBankEntry& entry) const; ///< for the line that came last
    std::int64_t number() const { return m_lines.line(); }
    const LineReader& lines() const { return m_lines; }

private:
    LineReader m_lines;
    bool m_inside = false;
};

/// What of a line stands behind its code.
inline QByteArray valueOf(const CodedLines::Line& line)
{
    return line.text.mid(5).trimmed();
}

/// Adds a line of sequence, its blanks and numbers taken off; blames the entry for letters that are none.
void addSequence(GenBankEntry& entry, const QByteArray& line, std::int64_t number, const QString& section);

} // namespace corespan
