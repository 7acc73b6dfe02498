// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/key_table.h"

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace corespan::gui {

/// All commands with their keys. Pressing keys in the field below gives them to the chosen command, unless another has
/// them: then a line says which.
class KeysDialog : public QDialog
{
    Q_OBJECT
public:
    explicit KeysDialog(KeyTable table, QWidget* parent = nullptr);

    const KeyTable& table() const { return m_keys; }
    void choose(const QString& id);
    QKeySequenceEdit& field() { return *m_field; }
    QString problem() const;

private:
    void layOut();
    void fill();
    void filter(const QString& text);
    void take();
    void give(const QKeySequence& keys);
    QString chosen() const;

    KeyTable m_keys;
    QLineEdit* m_search;
    QTableWidget* m_list;
    QKeySequenceEdit* m_field;
    QPushButton* m_none;
    QPushButton* m_standard;
    QLabel* m_problem;
};

} // namespace corespan::gui
