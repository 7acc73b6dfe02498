// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QDialog>

#include <functional>

class QLabel;
class QPlainTextEdit;

namespace corespan::gui {

/// Options as JSON text. It closes only when they are taken; what is wrong with them stands below the text.
class OptionsDialog : public QDialog
{
    Q_OBJECT
public:
    /// What is wrong with the text; empty: it is taken.
    using Take = std::function<QString(const QString& text)>;
    OptionsDialog(const QString& text, Take take, QWidget* parent = nullptr);

    QPlainTextEdit& text() { return *m_text; }
    QString problem() const;

    void accept() override;

private:
    Take m_take;
    QPlainTextEdit* m_text;
    QLabel* m_problem;
};

} // namespace corespan::gui
