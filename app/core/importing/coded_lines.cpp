// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/coded_lines.h"

#include <QCoreApplication>

#include <cctype>
#include <utility>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("GenBankReader", text);
}

bool isCoded(const QByteArray& line)
{
    if (line.startsWith("     "))
        return true;
    const bool code = line.size() >= 2 && line[0] > ' ' && line[1] > ' ';
    return code && (line.trimmed().size() == 2 || line.mid(2).startsWith("   "));
}

} // namespace

Result<CodedLines::Line> CodedLines::next()
{
    Line line;
    for (;;) {
        const Result<bool> more = m_inside ? m_lines.nextUntil("ID   ", line.text) : m_lines.next(line.text);
        if (!more)
            return more.error();
        if (!*more) {
            line.kind = m_inside ? Kind::Cut : Kind::FileEnd;
            m_inside = false;
            return line;
        }
        if (line.text.startsWith("//")) {
            line.kind = Kind::Finish;
            if (!std::exchange(m_inside, false))
                continue;
            return line;
        }
        if (line.text.trimmed().isEmpty())
            continue;
        line.code = line.text.left(2);
        line.kind = isCoded(line.text) ? Kind::Coded : Kind::Wrong;
        if (!m_inside)
            line.kind = line.text.startsWith("ID   ") ? Kind::Head : Kind::Wrong;
        m_inside = true;
        return line;
    }
}

void CodedLines::blameWrong(GenBankEntry& entry) const
{
    entry.blame(number(), entry.locus.isEmpty() ? tr("text before the ID line that begins an entry")
                                                : tr("the line has no code of two letters and three blanks before it"));
}

void addSequence(GenBankEntry& entry, const QByteArray& line, std::int64_t number, const QString& section)
{
    for (const char letter : line) {
        if (letter == ' ' || letter == '\t' || (letter >= '0' && letter <= '9'))
            continue;
        if (std::isalpha(static_cast<unsigned char>(letter)) == 0 && letter != '*')
            entry.blame(number, tr("illegal letter \"%1\" in %2").arg(QLatin1Char(letter)).arg(section));
        entry.sequence += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
}

} // namespace corespan
