// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/confusion.h"

#include "core/evaluation/core_pairs.h"
#include "core/evaluation/label_positions.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <numeric>

namespace corespan {

namespace {

constexpr qsizetype mostInJson = 500; ///< names; a matrix of more is for nobody

QStringList typesOf(const QVector<EvaluatedCores>& records)
{
    QSet<QString> seen;
    for (const EvaluatedCores& record : records)
        for (const QVector<Core>* cores : {&record.gold, &record.predicted})
            for (const Core& core : *cores)
                seen.insert(core.type);
    QStringList types(seen.begin(), seen.end());
    types.sort();
    return types;
}

} // namespace

void Confusion::add(qsizetype gold, qsizetype predicted)
{
    QVector<std::int64_t>& row = m_rows[gold];
    if (row.isEmpty())
        row.resize(m_rows.size());
    ++row[predicted];
}

bool Confusion::isEmpty() const
{
    return std::ranges::all_of(m_rows, [](const QVector<std::int64_t>& row) { return row.isEmpty(); });
}

std::int64_t Confusion::goldTotal(qsizetype name) const
{
    return std::accumulate(m_rows[name].begin(), m_rows[name].end(), std::int64_t(0));
}

std::int64_t Confusion::predictedTotal(qsizetype name) const
{
    std::int64_t total = 0;
    for (const QVector<std::int64_t>& row : m_rows)
        total += row.value(name);
    return total;
}

double Confusion::recall(qsizetype name) const
{
    return share(at(name, name), goldTotal(name));
}

double Confusion::precision(qsizetype name) const
{
    return share(at(name, name), predictedTotal(name));
}

double Confusion::f1(qsizetype name) const
{
    return share(2 * at(name, name), goldTotal(name) + predictedTotal(name));
}

double Confusion::macroF1() const
{
    double sum = 0.0;
    std::int64_t occurring = 0;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        if (goldTotal(i) == 0)
            continue;
        sum += f1(i);
        ++occurring;
    }
    return occurring == 0 ? 0.0 : sum / static_cast<double>(occurring);
}

QJsonObject Confusion::toJson() const
{
    const QJsonArray names = QJsonArray::fromStringList(m_names);
    if (m_names.size() > mostInJson)
        return {{"names", names}};
    QJsonArray counts;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        QJsonArray row;
        for (qsizetype j = 0; j < m_rows.size(); ++j)
            row.append(qint64(at(i, j)));
        counts.append(row);
    }
    return {{"names", names}, {"counts", counts}};
}

Confusion confusionOfLabels(const EvaluatedSet& set)
{
    // Of a large vocabulary few labels occur: the matrix has these alone.
    QVector<qsizetype> places(set.labels.size(), -1);
    const auto visit = [&set](const auto& seen) {
        for (const EvaluatedRecord& record : set.records)
            forEachLabelledPosition(record, [&seen](const LabelledPosition& at) {
                seen(at.gold, at.inPredicted ? at.predicted : std::int16_t(-1));
            });
    };
    const auto isLabel = [&places](std::int16_t label) { return label >= 0 && label < places.size(); };
    visit([&](std::int16_t gold, std::int16_t predicted) {
        for (const std::int16_t label : {gold, predicted})
            if (isLabel(label))
                places[label] = 0;
    });
    QStringList names;
    for (qsizetype i = 0; i < places.size(); ++i) {
        if (places[i] < 0)
            continue;
        places[i] = names.size();
        names.append(set.labels[i]);
    }
    Confusion confusion(names);
    const auto place = [&](std::int16_t label) { return isLabel(label) ? places[label] : confusion.none(); };
    visit([&](std::int16_t gold, std::int16_t predicted) { confusion.add(place(gold), place(predicted)); });
    return confusion;
}

Confusion confusionOfTypes(const QVector<EvaluatedCores>& records)
{
    Confusion confusion(typesOf(records));
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < confusion.none(); ++i)
        places.insert(confusion.names()[i], i);
    for (const EvaluatedCores& record : records) {
        QVector<qsizetype> goldMet(record.gold.size(), confusion.none());
        QVector<bool> taken(record.predicted.size(), false);
        for (const CorePair& pair : pairByOverlap(record, PairTypes::Any)) {
            goldMet[pair.gold] = places.value(record.predicted[pair.predicted].type);
            taken[pair.predicted] = true;
        }
        for (qsizetype i = 0; i < record.gold.size(); ++i)
            confusion.add(places.value(record.gold[i].type), goldMet[i]);
        for (qsizetype i = 0; i < record.predicted.size(); ++i)
            if (!taken[i])
                confusion.add(confusion.none(), places.value(record.predicted[i].type));
    }
    return confusion;
}

} // namespace corespan
