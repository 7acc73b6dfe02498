// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/view_controller.h"

#include "gui/controllers/actions.h"
#include "gui/dialogs/dialogs.h"
#include "gui/panels/queue_panel.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>

namespace corespan::gui {

ViewController::ViewController(Document& document, Actions& actions, QueuePanel& panel, Dialogs& dialogs,
                               QWidget* window)
    : QObject(window), m_document(document), m_actions(actions), m_panel(panel), m_dialogs(dialogs), m_window(window)
{
    m_panel.filterButton().setText(tr("Filter…"));
    m_panel.filterButton().setToolTip(actions.queue.filter->toolTip());
    m_panel.viewsButton().setText(tr("Views"));
    m_panel.viewsButton().setToolTip(tr("Filters that have a name"));
    m_panel.viewsButton().setMenu(actions.queue.views);
    connect(&m_panel.filterButton(), &QPushButton::clicked, actions.queue.filter, &QAction::trigger);
    connect(actions.queue.filter, &QAction::triggered, this, &ViewController::askFilter);
    connect(actions.queue.clear, &QAction::triggered, this, [this] { m_panel.setConditions({}); });
    connect(actions.queue.like, &QAction::triggered, this, &ViewController::showLike);
    connect(actions.queue.saveView, &QAction::triggered, this, &ViewController::askName);
    connect(&m_document, &Document::opened, this, &ViewController::fillMenu);
    connect(&m_document, &Document::closed, this, &ViewController::fillMenu);
}

void ViewController::askFilter()
{
    if (!m_document.isOpen())
        return;
    m_dialogs.askFilter(m_window, {m_panel.filter().more, m_document.types(), m_document.runs(), m_document.shownRun()},
                        [this](const QueueConditions& conditions) { m_panel.setConditions(conditions); });
}

/// The current record and those like it; a second time, the whole queue again.
void ViewController::showLike()
{
    const CurrentRecord& current = m_document.current();
    if (!current.isValid())
        return;
    QueueFilter filter = m_panel.filter();
    if (filter.more.group == current.record.name) {
        filter.more.group.clear();
    } else {
        if (current.kin.nearCount == 1) {
            emit told(tr("No other record has this sequence, or nearly."));
            return;
        }
        filter = {};
        filter.order = m_panel.filter().order;
        filter.more.group = current.record.name;
    }
    m_panel.setFilter(filter);
}

void ViewController::askName()
{
    m_dialogs.askText(m_window, {tr("Save this view"), tr("Name of the view"), {}, tr("moved far")},
                      [this](const QString& name) { save(name.trimmed()); });
}

void ViewController::save(const QString& name)
{
    if (!m_document.isWritable())
        return;
    m_document.store().saveView({name, m_panel.filter()}, this, [this, name](const Status& status) {
        if (!status) {
            m_dialogs.fail(m_window, tr("View not saved"), status.error().message);
            return;
        }
        fillMenu();
        emit told(tr("View \"%1\" saved in the project").arg(name));
    });
}

void ViewController::show(const NamedView& view)
{
    m_panel.setFilter(view.filter);
}

void ViewController::fillMenu()
{
    qDeleteAll(std::exchange(m_shown, {}));
    m_actions.queue.removeView->clear();
    const auto views =
        m_document.isOpen() ? m_document.reader().views() : Result<QVector<NamedView>>(QVector<NamedView>());
    if (!views)
        return;
    QMenu* menu = m_actions.queue.views;
    for (const NamedView& view : *views) {
        auto* action = new QAction(QString(view.name).replace(QLatin1Char('&'), QStringLiteral("&&")), this);
        connect(action, &QAction::triggered, this, [this, view] { show(view); });
        menu->insertAction(m_actions.queue.saveView, action);
        m_shown << action;
        m_actions.queue.removeView->addAction(action->text(), this, [this, name = view.name] {
            m_document.store().removeView(name, this, [this](const Status& status) {
                if (!status)
                    m_dialogs.fail(m_window, tr("View not removed"), status.error().message);
                fillMenu();
            });
        });
    }
    if (!m_shown.isEmpty()) {
        auto* line = new QAction(this);
        line->setSeparator(true);
        menu->insertAction(m_actions.queue.saveView, line);
        m_shown << line;
    }
    m_actions.queue.removeView->menuAction()->setEnabled(m_document.isOpen() && m_document.isWritable() &&
                                                         !views->isEmpty());
}

} // namespace corespan::gui
