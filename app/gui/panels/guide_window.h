// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/key_table.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QTextBrowser;

namespace corespan::gui {

/// The guide with the keys that commands have now: each <kbd data-command="ID">…</kbd> becomes their text. Ids that are
/// not known keep what they say.
QString guideWithKeys(QString html, const KeyTable& keys);

/// The user guide beside the window that it is about.
class GuideWindow : public QDialog
{
    Q_OBJECT
public:
    explicit GuideWindow(QWidget* parent = nullptr);
    void setKeys(const KeyTable& keys);
    QTextBrowser& text() { return *m_text; }
    QLineEdit& searchField() { return *m_search; }
    /// The file as it is shipped.
    static QString source();

private:
    void find(bool backward);

    QTextBrowser* m_text;
    QLineEdit* m_search;
    QLabel* m_found;
};

} // namespace corespan::gui
