// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/bookmarks_controller.h"

#include "core/domain/span_text.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/lanes_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/dialogs/dialogs.h"

#include <QAction>
#include <QMenu>

namespace corespan::gui {

namespace {

const QString lanesName = QStringLiteral("bookmarks");
constexpr qsizetype mostEntries = 40; ///< of the menu; more would not fit a screen

Span spanOf(widgets::PositionRange range)
{
    return {range.begin, range.end};
}

} // namespace

BookmarksController::BookmarksController(Document& document, const Actions& actions, QueueController& queue,
                                         widgets::TrackView& tracks, LanesController& lanes, Dialogs& dialogs,
                                         QWidget* window)
    : QObject(window), m_document(document), m_actions(actions), m_queue(queue), m_tracks(tracks), m_lanes(lanes),
      m_dialogs(dialogs), m_window(window)
{
    connect(actions.bookmarks.add, &QAction::triggered, this, &BookmarksController::ask);
    connect(actions.bookmarks.remove, &QAction::triggered, this, &BookmarksController::removeHere);
    connect(&document, &Document::opened, this, &BookmarksController::read);
    connect(&document, &Document::closed, this, [this] {
        m_bookmarks.clear();
        fillMenu();
    });
    connect(&document, &Document::currentChanged, this, &BookmarksController::showLane);
    fillMenu();
}

void BookmarksController::read()
{
    auto found = m_document.isOpen() ? m_document.reader().bookmarks() : Result<QVector<Bookmark>>(QVector<Bookmark>());
    if (!found)
        return emit told(found.error().message);
    m_bookmarks = *std::move(found);
    fillMenu();
    showLane();
}

void BookmarksController::fillMenu()
{
    qDeleteAll(std::exchange(m_entries, {}));
    QMenu* menu = m_actions.bookmarks.menu;
    for (const Bookmark& bookmark : m_bookmarks.mid(0, mostEntries)) {
        const auto record = m_document.reader().record(bookmark.record);
        const QString text =
            tr("%1 · %2 %3").arg(bookmark.name, record ? record->name : QString(), closedText(bookmark.span));
        QAction* entry = menu->addAction(QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")));
        entry->setToolTip(tr("By %1").arg(bookmark.author));
        connect(entry, &QAction::triggered, this, [this, bookmark] { go(bookmark); });
        m_entries << entry;
    }
    if (m_bookmarks.size() > mostEntries) {
        QAction* more = menu->addAction(tr("%1 more").arg(m_bookmarks.size() - mostEntries));
        more->setEnabled(false);
        m_entries << more;
    }
}

void BookmarksController::showLane()
{
    AnnotationLane lane{tr("bookmarks")};
    for (const Bookmark& bookmark : m_bookmarks)
        if (bookmark.record == m_document.current().record.id)
            lane.features.append({bookmark.span, bookmark.name, LaneTone::Strong});
    m_lanes.setOwn(lanesName, lane.features.isEmpty() ? QVector<AnnotationLane>() : QVector{lane});
}

void BookmarksController::ask()
{
    const widgets::PositionRange chosen = m_tracks.selection();
    if (!m_document.isWritable() || !m_document.current().isValid())
        return;
    if (chosen.isEmpty())
        return emit told(tr("Select positions first: click or drag over the letters, or Shift+arrows."));
    const RecordId record = m_document.current().record.id;
    m_dialogs.askText(m_window, {tr("Bookmark"), tr("Name of %1").arg(closedText(spanOf(chosen))), {}, tr("odd start")},
                      [this, record, chosen](const QString& name) { add(record, chosen, name.trimmed()); });
}

void BookmarksController::add(RecordId record, widgets::PositionRange range, const QString& name)
{
    if (!m_document.isWritable() || name.isEmpty())
        return;
    m_document.store().addBookmark(
        {0, record, spanOf(range), name, {}, {}}, this, [this](const Result<Bookmark>& added) {
            if (!added)
                return m_dialogs.fail(m_window, tr("Bookmark not saved"), added.error().message);
            read();
            emit told(tr("Bookmark \"%1\" saved in the project").arg(added->name));
        });
}

void BookmarksController::removeHere()
{
    const Span chosen = spanOf(m_tracks.selection());
    if (!m_document.isWritable())
        return;
    QVector<qint64> here;
    for (const Bookmark& bookmark : m_bookmarks)
        if (bookmark.record == m_document.current().record.id && bookmark.span.overlaps(chosen))
            here << bookmark.id;
    if (here.isEmpty())
        return emit told(tr("There is no bookmark at the selected positions."));
    for (const qint64 id : here)
        m_document.store().removeBookmark(id, this, [this](const Status& status) {
            if (!status)
                m_dialogs.fail(m_window, tr("Bookmark not removed"), status.error().message);
            read();
        });
}

void BookmarksController::go(const Bookmark& bookmark)
{
    m_queue.select(bookmark.record);
    m_tracks.goTo({bookmark.span.begin, bookmark.span.end});
    m_tracks.setSelection({bookmark.span.begin, bookmark.span.end});
    m_tracks.setFocus();
}

} // namespace corespan::gui
