// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QFrame>
#include <QPointer>
#include <QVector>

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;
class QMenuBar;

namespace corespan::gui {

/// Every command of the menus in one list, found by a few letters of it. It closes when one is chosen or the focus
/// leaves.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    /// With what the menus hold now.
    void open(const QMenuBar& menus);
    QLineEdit& field() { return *m_field; }
    /// Texts that are shown, from top to bottom.
    QStringList shown() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Command
    {
        QString text; ///< "Review › Accept"
        QString help; ///< its tool tip
        QPointer<QAction> action;
    };
    void collect(const QList<QAction*>& actions, const QString& path);
    void filter();
    void run();

    QVector<Command> m_commands;
    QLineEdit* m_field;
    QListWidget* m_list;
    QLabel* m_nothing; ///< instead of the list where no command fits
};

/// How well `wanted` fits the command `text` ("Review › Accept"): 0 if a word of its last part begins so, 1 if all
/// words of `wanted` are in its last part, 2 if they are somewhere in it, 3 if the explanation `help` has to be read as
/// well, in any order and case; -1: they are not.
int commandRank(const QString& text, const QString& wanted, const QString& help = {});

} // namespace corespan::gui
