// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/feature_table.h"

#include <algorithm>
#include <utility>

namespace corespan {

namespace {

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

} // namespace

void FeatureTable::addLine(const QByteArray& line, std::int64_t number)
{
    if (line.size() > featureKeyColumn && line[featureKeyColumn] != ' ') {
        closeFeature();
        const QByteArray text = line.mid(featureKeyColumn);
        const qsizetype blank = text.indexOf(' ');
        m_feature.emplace();
        m_feature->key = blank < 0 ? text.trimmed() : text.left(blank);
        m_feature->line = number;
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

QVector<GenBankFeature> FeatureTable::take()
{
    closeFeature();
    return std::exchange(m_features, {});
}

void FeatureTable::closeFeature()
{
    if (!m_feature)
        return;
    for (auto& qualifier : m_feature->qualifiers)
        qualifier.second = unquoted(std::move(qualifier.second));
    if (auto location = parseLocation(m_location))
        m_feature->location = std::move(*location);
    else
        m_feature->badLocation = m_location.isEmpty() ? QByteArray(" ") : m_location;
    m_features.append(std::move(*m_feature));
    m_feature.reset();
}

} // namespace corespan
