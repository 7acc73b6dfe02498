// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/dialogs/dialogs.h"

#include <QDialog>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace corespan::gui {

/// Where the project shall be and what its letters are. "Create" is there only once both are known, and a line says
/// what is missing.
class NewProjectDialog : public QDialog
{
    Q_OBJECT
public:
    explicit NewProjectDialog(const NewProjectQuestion& question, QWidget* parent = nullptr);

    /// Of what is filled in; an absolute path that ends in .corespan.
    NewProjectAnswer answer() const;
    /// Why it cannot be created yet; empty: it can.
    QString problem() const;

private:
    void layOut();
    void browse();
    void check();
    QString path() const;

    QLineEdit* m_path;
    QButtonGroup* m_alphabets; ///< ids are Alphabet's values
    QLabel* m_problem;
    QPushButton* m_create = nullptr;
};

} // namespace corespan::gui
