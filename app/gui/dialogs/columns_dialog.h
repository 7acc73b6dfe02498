// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/table_preview.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace corespan::gui {

/// What the columns of a table hold: its first rows, with a choice above each column. What the header tells by the
/// usual names is chosen already. "Import" is there only once the columns make sense.
class ColumnsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ColumnsDialog(TablePreview table, QWidget* parent = nullptr);

    /// Of what is chosen.
    TableOptions options() const;
    QString problem() const;
    QComboBox& columnBox(int column) { return *m_columns[column]; }

private:
    void fill();
    void layOut();
    void check();

    TablePreview m_table;
    QTableWidget* m_rows;
    QVector<QComboBox*> m_columns; ///< what each holds
    QCheckBox* m_header;
    QComboBox* m_coordinates;
    QLabel* m_problem;
    QPushButton* m_import = nullptr;
};

} // namespace corespan::gui
