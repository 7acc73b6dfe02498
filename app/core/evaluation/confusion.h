// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/evaluated_record.h"

#include <QJsonObject>

namespace corespan {

/// How often gold's i-th name met the prediction's j-th. The last row and column, beyond the names, stand for "none":
/// what is predicted where gold has nothing, and what is not found.
class Confusion
{
public:
    explicit Confusion(QStringList names) : m_names(std::move(names)), m_rows(m_names.size() + 1) {}

    const QStringList& names() const { return m_names; }
    qsizetype none() const { return m_names.size(); }
    void add(qsizetype gold, qsizetype predicted);
    std::int64_t at(qsizetype gold, qsizetype predicted) const { return m_rows[gold].value(predicted); }
    bool isEmpty() const;

    std::int64_t goldTotal(qsizetype name) const;
    std::int64_t predictedTotal(qsizetype name) const;
    double recall(qsizetype name) const;
    double precision(qsizetype name) const;
    double f1(qsizetype name) const; ///< harmonic mean of the two; 0 where both are
    /// Mean F1 of the names that occur in gold.
    double macroF1() const;

    /// {"names": [...], "counts": [[...], ...] with a row and a column more than there are names}; no counts where the
    /// names are more than 500.
    QJsonObject toJson() const;

private:
    QStringList m_names;
    QVector<QVector<std::int64_t>> m_rows; ///< a row is empty until something is added: many labels never occur
};

/// Of the labels that occur. Positions inside gold cores or predicted ones; a label counts as predicted inside
/// predicted cores only, so that the figures are those of what the program says in the end.
Confusion confusionOfLabels(const EvaluatedSet& set);

/// Cores, paired by the largest overlap whatever their types.
Confusion confusionOfTypes(const QVector<EvaluatedCores>& records);

} // namespace corespan
