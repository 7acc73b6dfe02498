// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QHash>
#include <QKeyCombination>
#include <QObject>
#include <QPointer>
#include <QVector>

class QAction;
class QKeyEvent;
class QWidget;

namespace corespan::gui {

/// Single keys that review records. They work while one of the surfaces (tracks, lists) has the focus, and never while
/// somebody types.
class ReviewKeys : public QObject
{
    Q_OBJECT
public:
    explicit ReviewKeys(QWidget* window);

    void bind(QKeyCombination keys, QAction* action);
    void clear() { m_actions.clear(); }
    /// \param own keys that the surface answers itself
    void addSurface(QWidget* surface, const QVector<QKeyCombination>& own = {});

    /// Where letters go into a text.
    static bool isTextInput(const QWidget* widget);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isWantedBy(QObject* surface, const QKeyEvent& key);

    QWidget* m_window;
    QHash<int, QPointer<QAction>> m_actions; ///< by QKeyCombination::toCombined
    QHash<QObject*, QVector<QKeyCombination>> m_surfaces;
};

} // namespace corespan::gui
