// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/detect_rows.h"

#include <QRegularExpression>

#include <algorithm>

namespace corespan {

namespace {

bool isNumber(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The first lines that are no comments.
QByteArrayList rows(const QByteArrayList& lines, qsizetype count)
{
    QByteArrayList found;
    for (const QByteArray& line : lines) {
        if (found.size() == count)
            break;
        if (!line.startsWith('#'))
            found.append(line);
    }
    return found;
}

bool isGffRow(const QByteArray& line)
{
    const QByteArrayList columns = line.split('\t');
    return columns.size() == 9 && isNumber(columns[3]) && isNumber(columns[4]) && columns[6].size() == 1;
}

bool isBedRow(const QByteArray& line)
{
    const QByteArrayList columns = line.contains('\t') ? line.split('\t') : line.simplified().split(' ');
    return columns.size() >= 3 && columns.size() <= 12 && isNumber(columns[1]) && isNumber(columns[2].trimmed());
}

bool isConllRow(const QByteArray& line)
{
    static const QRegularExpression tag(QStringLiteral("^([O_]|[BIESLU](-\\S+)?)$"));
    const QByteArrayList columns = line.contains('\t') ? line.split('\t') : line.simplified().split(' ');
    return columns.size() >= 2 && columns.first().size() == 1 &&
           tag.match(QString::fromUtf8(columns.last().trimmed())).hasMatch();
}

} // namespace

bool looksLikeFastq(const QByteArrayList& lines)
{
    return lines.first().startsWith('@') && lines.first().indexOf('\t') != 3;
}

bool looksLikeGff(const QByteArrayList& lines)
{
    const QByteArrayList first = rows(lines, 3);
    return lines.first().startsWith("##gff-version") || std::any_of(first.begin(), first.end(), isGffRow);
}

bool looksLikeGtf(const QByteArrayList& lines)
{
    for (const QByteArray& line : rows(lines, 3)) {
        if (isGffRow(line) && line.mid(line.lastIndexOf('\t')).contains("gene_id \""))
            return true;
    }
    return false;
}

bool looksLikeBed(const QByteArrayList& lines)
{
    if (lines.first().startsWith("#corespan types"))
        return true;
    for (const QByteArray& line : lines) {
        const bool head = line.startsWith("track") || line.startsWith("browser");
        if (!head && !line.startsWith('#'))
            return isBedRow(line);
    }
    return lines.first().startsWith("track") || lines.first().startsWith("browser");
}

bool looksLikeConll(const QByteArrayList& lines)
{
    const auto named = [](const QByteArray& line) { return line.startsWith("# global.columns"); };
    if (std::any_of(lines.begin(), lines.end(), named))
        return true;
    QByteArrayList first = rows(lines, 10);
    first.removeIf([](const QByteArray& line) { return line.startsWith("-DOCSTART-"); });
    const auto fit = std::count_if(first.begin(), first.end(), isConllRow);
    return fit > 0 && fit * 10 >= first.size() * 6;
}

} // namespace corespan
