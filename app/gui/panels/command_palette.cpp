// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/command_palette.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QVBoxLayout>

#include <algorithm>

namespace corespan::gui {

namespace {
constexpr int kWidth = 560;
constexpr int kHeight = 380;
constexpr int kTop = 70; ///< px below the window's upper edge
} // namespace

int commandRank(const QString& text, const QString& wanted, const QString& help)
{
    const QStringList words = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto holdsAll = [&words](const QString& where) {
        return std::all_of(words.begin(), words.end(),
                           [&where](const QString& word) { return where.contains(word, Qt::CaseInsensitive); });
    };
    if (!holdsAll(text))
        return holdsAll(text + QLatin1Char(' ') + help) ? 3 : -1;
    const QString last = text.section(QStringLiteral(" › "), -1);
    if (!holdsAll(last))
        return 2;
    const QStringList parts = last.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const bool begins = !words.isEmpty() && std::any_of(parts.begin(), parts.end(), [&words](const QString& part) {
        return part.startsWith(words.first(), Qt::CaseInsensitive);
    });
    return begins ? 0 : 1;
}

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window, Qt::Popup), m_field(new QLineEdit), m_list(new QListWidget),
      m_nothing(new QLabel(tr("No command holds these words.")))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Commands"));
    m_field->setPlaceholderText(tr("What shall be done?"));
    m_field->setAccessibleName(tr("Search commands"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    m_nothing->setObjectName(QStringLiteral("muted"));
    m_nothing->setAlignment(Qt::AlignCenter);
    layout->addWidget(m_nothing, 1);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    resize(kWidth, kHeight);
}

void CommandPalette::open(const QMenuBar& menus)
{
    m_commands.clear();
    collect(menus.actions(), {});
    m_field->clear();
    filter();
    const QWidget* window = parentWidget();
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, kTop)));
    show();
    m_field->setFocus();
}

void CommandPalette::collect(const QList<QAction*>& actions, const QString& path)
{
    for (QAction* action : actions) {
        const QString text = action->text().section(QLatin1Char('\t'), 0, 0).remove(QLatin1Char('&'));
        if (action->isSeparator() || text.isEmpty())
            continue;
        const QString full = path.isEmpty() ? text : path + QStringLiteral(" › ") + text;
        if (action->menu() != nullptr)
            collect(action->menu()->actions(), full);
        else if (std::none_of(m_commands.cbegin(), m_commands.cend(),
                              [action](const Command& each) { return each.action == action; }))
            m_commands.append({full, action->toolTip(), action}); // what stands in two menus is listed once
    }
}

void CommandPalette::filter()
{
    m_list->clear();
    QVector<std::pair<int, int>> found; // rank, place in the menus
    for (int at = 0; at < m_commands.size(); ++at)
        if (const int rank = commandRank(m_commands[at].text, m_field->text(), m_commands[at].help);
            rank >= 0 && m_commands[at].action)
            found.append({rank, at});
    std::sort(found.begin(), found.end());
    m_list->setVisible(!found.isEmpty());
    m_nothing->setVisible(found.isEmpty());
    for (const auto& [rank, at] : found) {
        const Command& command = m_commands[at];
        const QString keys = command.action->property("shownKeys").toString();
        auto* item =
            new QListWidgetItem(keys.isEmpty() ? command.text : tr("%1    %2").arg(command.text, keys), m_list);
        item->setData(Qt::UserRole, at);
        if (!command.action->isEnabled())
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->flags() & Qt::ItemIsEnabled) {
            m_list->setCurrentRow(row);
            break;
        }
}

QStringList CommandPalette::shown() const
{
    QStringList texts;
    for (int row = 0; row < m_list->count(); ++row)
        texts << m_commands[m_list->item(row)->data(Qt::UserRole).toInt()].text;
    return texts;
}

void CommandPalette::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr)
        return;
    const QPointer<QAction> action = m_commands[item->data(Qt::UserRole).toInt()].action;
    close(); // first: the command may want the focus
    if (action)
        action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        QKeyEvent forwarded(QEvent::KeyPress, key->key(), key->modifiers());
        QCoreApplication::sendEvent(m_list, &forwarded);
        return true;
    }
    default:
        return false;
    }
}

} // namespace corespan::gui
