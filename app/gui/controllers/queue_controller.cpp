// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/queue_controller.h"

#include "core/domain/names.h"
#include "core/settings/settings.h"
#include "gui/models/queue_model.h"
#include "gui/panels/queue_panel.h"

#include <QLineEdit>
#include <QTimer>

#include <algorithm>

namespace corespan::gui {

namespace {
constexpr int kCountPause = 100; ///< ms

/// Nothing that a run says of a record without a decision.
void withholdRow(QueueRow& row)
{
    if (isReviewed(row.state) || row.state == ReviewState::Ambiguous || row.curated)
        return;
    row.span.reset();
    row.cores = 0;
    row.score.reset();
    row.margin.reset();
    row.reasons = {};
}

} // namespace

QueueController::QueueController(Document& document, QueuePanel& panel, Settings& settings, QObject* parent)
    : QObject(parent), m_document(document), m_panel(panel), m_settings(settings), m_counting(new QTimer(this))
{
    m_panel.setOrder(m_settings.get(keys::queueOrder));
    m_counting->setSingleShot(true);
    m_counting->setInterval(kCountPause);
    connect(m_counting, &QTimer::timeout, this, [this] { m_panel.setCounts(m_document.counts()); });
    connect(&m_panel, &QueuePanel::chosen, this, &QueueController::select);
    connect(&m_panel, &QueuePanel::filterChanged, this, &QueueController::reload);
    connect(&m_panel, &QueuePanel::orderChanged, this,
            [this] { m_settings.set(keys::queueOrder, m_panel.orderName()); });
    connect(&m_document, &Document::opened, this, [this] {
        m_panel.searchField().clear();
        refill();
        m_panel.setCounts(m_document.counts());
        select(m_panel.model().recordAt(0));
    });
    connect(&m_document, &Document::closed, this, [this] {
        m_panel.model().clear();
        m_panel.setCounts({});
    });
    connect(&m_document, &Document::queueChanged, this, &QueueController::reload);
    connect(&m_document, &Document::kinChanged, this, [this] {
        const QueueConditions conditions = m_panel.filter().more;
        if (conditions.oneOfEqual || !conditions.group.isEmpty() || conditions.reasons)
            reload();
        else
            m_panel.model().refreshAll();
    });
    connect(&m_document, &Document::currentChanged, this, [this] { m_panel.mark(m_document.current().record.id); });
    connect(&m_document, &Document::recordsChanged, this, [this](const QVector<RecordId>& records) {
        // A correction is a reason to look at those that are like it. How many there are says its own row; to read
        // which they are would take longer than reading anew what is on screen.
        const Result<Kin> kin = records.size() == 1 ? m_document.reader().kin(records.first()) : Result<Kin>(Kin{});
        if (kin && kin->nearCount > 1)
            m_panel.model().refreshAll();
        else
            m_panel.model().refresh(records);
        countSoon();
    });
}

void QueueController::refill()
{
    QueueFilter filter = m_panel.filter();
    filter.run = m_document.shownRun();
    if (auto limits = m_document.reader().reasonLimits(filter.run))
        m_limits = *std::move(limits);
    auto ids = m_document.reader().queue(filter);
    const bool refused = !ids && ids.error().kind == Error::Kind::BadInput; // no regular expression, for one
    m_panel.setProblem(refused ? ids.error().message : QString());
    if (refused) {
        m_panel.model().clear();
        return;
    }
    if (!ids) {
        emit m_document.failed(tr("Queue not read"), ids.error().message);
        return;
    }
    // The record that is looked at stays in the list, in its row, though it may have been decided meanwhile.
    const RecordId current = m_document.current().record.id;
    if (current != RecordId::None && filter.text.isEmpty() && filter.more.isEmpty() && !ids->contains(current))
        if (const int row = m_panel.model().rowOf(current); row >= 0)
            ids->insert(qMin<qsizetype>(row, ids->size()), current);
    m_panel.model().setRecords(*std::move(ids), [this](const QVector<RecordId>& wanted) {
        auto rows = m_document.reader().rows(wanted, m_document.shownRun(), m_limits);
        if (rows && m_document.isBlind())
            std::ranges::for_each(*rows, withholdRow);
        return rows ? *std::move(rows) : QVector<QueueRow>{};
    });
}

QVector<RecordId> QueueController::filtered()
{
    QueueFilter filter = m_panel.filter();
    filter.run = m_document.shownRun();
    auto ids = m_document.reader().queue(filter);
    if (!ids)
        emit m_document.failed(tr("Queue not read"), ids.error().message);
    return ids ? *std::move(ids) : QVector<RecordId>{};
}

QString QueueController::filterText() const
{
    return m_panel.filterText();
}

void QueueController::reload()
{
    if (!m_document.isOpen())
        return;
    m_panel.replaceKeepingPlace([this] { refill(); });
    m_panel.mark(m_document.current().record.id);
    countSoon();
    if (!m_document.current().isValid())
        select(m_panel.model().recordAt(0));
}

void QueueController::countSoon()
{
    if (!m_counting->isActive())
        m_counting->start();
}

void QueueController::select(RecordId record)
{
    if (record == m_document.current().record.id)
        return;
    emit aboutToLeave();
    m_document.select(record);
}

bool QueueController::choose(const QString& name)
{
    if (!m_document.isOpen())
        return false;
    const auto record = m_document.reader().findRecord(name);
    if (!record || *record == RecordId::None)
        return false;
    select(*record);
    return true;
}

void QueueController::first()
{
    const RecordId record = m_panel.first();
    if (record != RecordId::None)
        select(record);
}

void QueueController::go(int steps)
{
    const RecordId record = m_panel.neighbour(steps);
    if (record == RecordId::None)
        emit atEnd(steps);
    else
        select(record);
}

} // namespace corespan::gui
