// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/genbank_reader.h"

#include <QCoreApplication>

#include <cctype>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("GenBankReader", text);
}

constexpr qsizetype featureKeyColumn = 5;
constexpr qsizetype featureTextColumn = 21;

/// Quotes off, doubled quotes inside made single.
QByteArray unquoted(QByteArray value)
{
    if (value.startsWith('"'))
        value.remove(0, 1);
    if (value.endsWith('"'))
        value.chop(1);
    return value.replace("\"\"", "\"");
}

/// A value that runs over lines: words are joined by a blank, a protein by nothing.
void appendValue(std::pair<QByteArray, QByteArray>& qualifier, const QByteArray& text)
{
    if (qualifier.first != "translation" && !qualifier.second.isEmpty())
        qualifier.second += ' ';
    qualifier.second += text;
}

void parseLocus(const QByteArray& line, GenBankEntry& entry)
{
    const QByteArrayList words = line.simplified().split(' ');
    entry.locus = QString::fromUtf8(words.value(1));
    for (qsizetype i = 3; i < words.size(); ++i) {
        if (words[i] == "bp" || words[i] == "aa") {
            bool ok = false;
            const qint64 length = words[i - 1].toLongLong(&ok);
            entry.statedLength = ok ? length : -1;
            entry.protein = words[i] == "aa";
        }
        entry.circular |= words[i] == "circular";
    }
}

} // namespace

void GenBankReader::blame(GenBankEntry& entry, std::int64_t line, const QString& reason)
{
    if (entry.fault.isEmpty())
        entry.fault = tr("line %1: %2").arg(line).arg(reason);
}

Result<std::optional<GenBankEntry>> GenBankReader::next()
{
    GenBankEntry entry;
    QByteArray line;
    bool inside = false;
    for (;;) {
        const Result<bool> more = inside ? m_lines.nextUntil("LOCUS", line) : m_lines.next(line);
        if (!more)
            return more.error();
        if (inside && (!*more || line.startsWith("//"))) {
            closeFeature(entry);
            check(entry, *more);
            return std::optional(std::move(entry));
        }
        if (!*more)
            return std::optional<GenBankEntry>();
        if (line.startsWith("LOCUS")) {
            inside = true;
            entry.line = m_lines.line();
            m_section = Section::Header;
            parseLocus(line, entry);
        } else if (inside && !line.isEmpty()) {
            if (line[0] != ' ')
                headerLine(line, entry);
            else if (m_section == Section::Features)
                featureLine(line, entry);
            else if (m_section == Section::Origin)
                originLine(line, entry);
            else if (m_section == Section::Definition)
                entry.definition += QLatin1Char(' ') + QString::fromUtf8(line.trimmed());
        }
    }
}

void GenBankReader::headerLine(const QByteArray& line, GenBankEntry& entry)
{
    closeFeature(entry);
    const QByteArray value = line.mid(12).trimmed();
    m_section = Section::Other;
    if (line.startsWith("DEFINITION")) {
        entry.definition = QString::fromUtf8(value);
        m_section = Section::Definition;
    } else if (line.startsWith("ACCESSION")) {
        entry.accession = QString::fromUtf8(value.split(' ').first());
    } else if (line.startsWith("VERSION")) {
        entry.version = QString::fromUtf8(value.split(' ').first());
    } else if (line.startsWith("FEATURES")) {
        m_section = Section::Features;
    } else if (line.startsWith("ORIGIN")) {
        m_section = Section::Origin;
        if (entry.statedLength > 0 && entry.statedLength < (qint64(1) << 31))
            entry.sequence.reserve(entry.statedLength);
    }
}

void GenBankReader::featureLine(const QByteArray& line, GenBankEntry& entry)
{
    if (line.size() > featureKeyColumn && line[featureKeyColumn] != ' ') {
        closeFeature(entry);
        const QByteArray text = line.mid(featureKeyColumn);
        const qsizetype blank = text.indexOf(' ');
        m_feature.emplace();
        m_feature->key = blank < 0 ? text.trimmed() : text.left(blank);
        m_feature->line = m_lines.line();
        m_location = blank < 0 ? QByteArray() : text.mid(blank).trimmed();
        m_inLocation = true;
        m_inQuotes = false;
        return;
    }
    if (!m_feature)
        return;
    const QByteArray text = line.mid(std::min(featureTextColumn, line.size())).trimmed();
    if (!m_inQuotes && text.startsWith('/')) {
        const qsizetype equals = text.indexOf('=');
        m_inLocation = false;
        m_feature->qualifiers.append(
            {text.mid(1, equals < 0 ? -1 : equals - 1), equals < 0 ? QByteArray() : text.mid(equals + 1)});
        m_inQuotes = m_feature->qualifiers.last().second.count('"') % 2 == 1;
    } else if (m_inLocation) {
        m_location += text;
    } else if (!m_feature->qualifiers.isEmpty()) {
        appendValue(m_feature->qualifiers.last(), text);
        m_inQuotes ^= text.count('"') % 2 == 1;
    }
}

void GenBankReader::closeFeature(GenBankEntry& entry)
{
    if (!m_feature)
        return;
    for (auto& qualifier : m_feature->qualifiers)
        qualifier.second = unquoted(std::move(qualifier.second));
    if (auto location = parseLocation(m_location))
        m_feature->location = std::move(*location);
    else if (m_feature->key == "CDS")
        blame(entry, m_feature->line,
              tr("the location \"%1\" of a CDS is not understood").arg(QString::fromUtf8(m_location)));
    entry.features.append(std::move(*m_feature));
    m_feature.reset();
}

void GenBankReader::originLine(const QByteArray& line, GenBankEntry& entry)
{
    for (const char letter : line) {
        if (letter == ' ' || letter == '\t' || (letter >= '0' && letter <= '9'))
            continue;
        if (!std::isalpha(static_cast<unsigned char>(letter)) && letter != '*')
            blame(entry, m_lines.line(), tr("illegal letter \"%1\" in ORIGIN").arg(QLatin1Char(letter)));
        entry.sequence += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
}

void GenBankReader::check(GenBankEntry& entry, bool ended)
{
    const qint64 length = entry.sequence.size();
    if (length == 0)
        return blame(entry, entry.line, tr("the entry has no sequence (no ORIGIN)"));
    if (entry.statedLength >= 0 && entry.statedLength != length)
        return blame(entry, entry.line, tr("LOCUS says %1 letters, ORIGIN has %2").arg(entry.statedLength).arg(length));
    if (!ended && entry.statedLength < 0)
        return blame(entry, entry.line, tr("the entry does not end with \"//\""));
    for (const GenBankFeature& feature : entry.features) {
        for (const auto& segment : feature.location.segments) {
            const Span span = segment.span;
            if (span.begin < 0 || span.end > length || span.isEmpty()) {
                return blame(entry, feature.line,
                             tr("feature %1 at %2..%3 lies outside the sequence of %4 letters")
                                 .arg(QString::fromUtf8(feature.key))
                                 .arg(span.begin + 1)
                                 .arg(span.end)
                                 .arg(length));
            }
        }
    }
}

} // namespace corespan
