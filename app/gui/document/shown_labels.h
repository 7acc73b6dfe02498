// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"
#include "gui/document/current_record.h"

#include <QStringList>
#include <QVector>

namespace corespan::gui {

/// The label that each position of a record shows: the curator's, else the file's, else, inside the cores, the run's.
/// Kept up with edits at the cost of what they change: a record may be a chromosome. 0-based half-open positions.
class ShownLabels
{
public:
    /// Anew, whatever was known.
    void read(const CurrentRecord& current, const QStringList& names);
    /// After an edit of the same record, with the same run and names. Ranges outside of which nothing has changed.
    QVector<Span> update(const CurrentRecord& current);
    void clear() { *this = {}; }

    /// Index into the names for each position, -1 for none.
    const QVector<qint16>& labels() const { return m_labels; }
    /// How often each label occurs inside the cores.
    const QVector<qint64>& counts() const { return m_counts; }

private:
    QVector<Span> differences(const QVector<Core>& cores, const QMap<std::int64_t, QString>& curated) const;
    void fill(const Span& range, const CurrentRecord& current);
    void count(const Span& range, int sign);

    QStringList m_names;
    QVector<Core> m_cores;
    QMap<std::int64_t, QString> m_curated;
    QVector<qint16> m_labels;
    QVector<qint64> m_counts;
};

} // namespace corespan::gui
