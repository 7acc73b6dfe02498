// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QTableView>

namespace corespan::gui {

class CoreModel;

/// The shown cores, one a row, with cells to type over; the row that is chosen is the active core.
class CoreTable : public QTableView
{
    Q_OBJECT
public:
    explicit CoreTable(QWidget* parent = nullptr);

    void setCores(const QVector<Core>& cores, std::int64_t length, bool writable);
    /// Follows the picture; emits nothing.
    void choose(int row);
    CoreModel& cores() { return *m_model; }

signals:
    void chosen(int row);
    void edited(const QVector<corespan::Core>& cores);
    void refused(const QString& text);

private:
    CoreModel* m_model;
    bool m_following = false; ///< the choice comes from the picture
};

} // namespace corespan::gui
