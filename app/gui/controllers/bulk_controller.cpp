// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/bulk_controller.h"

#include "core/inference/inference_types.h"
#include "core/review/propagation.h"
#include "core/review/redecode.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/queue_controller.h"
#include "gui/dialogs/dialogs.h"
#include "gui/document/record_text.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/status_line.h"

#include <QAction>
#include <QLocale>

namespace corespan::gui {

namespace {

QString scopeText(qsizetype records, const QString& filter)
{
    return BulkController::tr("%1 records: %2").arg(QLocale().toString(qlonglong(records)), filter);
}

Result<EditPlan> planOf(const QString& path, RunId run, const QVector<RecordId>& records, const PlanRule& rule,
                        const std::stop_token& stop)
{
    const auto reader = ProjectReader::open(path);
    if (!reader)
        return reader.error();
    return planEdits(**reader, records, run, rule,
                     [&stop](std::int64_t, std::int64_t) { return !stop.stop_requested(); });
}

/// As the run read its cores.
RedecodeOptions standardOf(const Run& run)
{
    const RunOptions options = parseRunOptions(run.options);
    RedecodeOptions standard;
    standard.threshold = options.threshold;
    standard.minLength = options.minLength;
    standard.maxLength = options.maxLength;
    standard.mergeGap = options.mergeGap;
    return standard;
}

} // namespace

BulkController::BulkController(Document& document, Actions& actions, QueueController& queue, StatusLine& status,
                               Dialogs& dialogs, QWidget* window)
    : QObject(window), m_document(document), m_queue(queue), m_status(status), m_dialogs(dialogs), m_window(window),
      m_job(std::make_unique<LatestJob>())
{
    connect(actions.review.bulk, &QAction::triggered, this, &BulkController::askBulk);
    connect(actions.review.redecode, &QAction::triggered, this, &BulkController::askRedecode);
    connect(actions.review.propagate, &QAction::triggered, this, &BulkController::askPropagation);
    connect(&document, &Document::stepProgress, this, &BulkController::showProgress);
    connect(&document, &Document::closed, this, &BulkController::stop);
    connect(&document, &Document::undoStateChanged, this, [this] {
        if (m_undoing && !m_document.isStepping())
            m_status.endJob(Job::Edit, {});
        m_undoing = m_undoing && m_document.isStepping();
    });
    connect(&status, &StatusLine::cancelRequested, this, [this](Job job) {
        if (job == Job::Edit)
            m_document.stopStep();
    });
}

BulkController::~BulkController() = default;

void BulkController::askBulk()
{
    if (!m_document.isWritable())
        return;
    emit m_queue.aboutToLeave(); // a note that is being written counts
    const QVector<RecordId> records = m_queue.filtered();
    BulkQuestion question;
    question.scope = scopeText(records.size(), m_queue.filterText());
    question.preview = [this, records](const BulkRequest& request,
                                       std::function<void(const Result<EditPlan>&)> onPlan) {
        plan(records, bulkRule(request), std::move(onPlan));
    };
    m_dialogs.askBulk(m_window, question, [this](const BulkRequest& request, const EditPlan& plan) {
        apply(plan, bulkTitle(request.action, plan.edits.size()));
    });
}

void BulkController::askRedecode()
{
    if (!m_document.isWritable())
        return;
    if (m_document.shownRun() == RunId::None) {
        emit hint(tr("There is no run yet: predict first."));
        return;
    }
    const Result<Run> run = m_document.reader().run(m_document.shownRun());
    if (!run) {
        emit m_document.failed(tr("Run not read"), run.error().message);
        return;
    }
    emit m_queue.aboutToLeave();
    const QVector<RecordId> records = m_queue.filtered();
    RedecodeQuestion question;
    question.scope = scopeText(records.size(), m_queue.filterText());
    question.run = runText(*run);
    question.standard = standardOf(*run);
    question.preview = [this, records, run = *run](const RedecodeRequest& request,
                                                   std::function<void(const Result<EditPlan>&)> onPlan) {
        plan(records, redecodeRule(run, request), std::move(onPlan));
    };
    m_dialogs.askRedecode(m_window, question, [this](const RedecodeRequest& request, const EditPlan& plan) {
        apply(plan, redecodeTitle(request, plan.edits.size()));
    });
}

void BulkController::askPropagation()
{
    const CurrentRecord& current = m_document.current();
    if (!m_document.isWritable() || !current.isValid())
        return;
    if (!current.curation.annotated) {
        emit hint(tr("There is nothing to take over: set or accept the core of this record first."));
        return;
    }
    const Result<QVector<RecordId>> like = m_document.reader().kinRecords(current.record.id, false);
    if (!like) {
        emit m_document.failed(tr("Like records not read"), like.error().message);
        return;
    }
    QVector<RecordId> records = *like;
    records.removeOne(current.record.id);
    if (records.isEmpty()) {
        emit hint(tr("No other record has this sequence, or nearly."));
        return;
    }
    const Propagation what{current.residues, current.curation.cores, hasCodons(current, m_document.labels().names())};
    const QString name = current.record.name;
    PropagationQuestion question;
    question.scope = tr("%1 of %2 in %3")
                         .arg(coresText(what.cores), name,
                              records.size() == 1 ? tr("1 record like it")
                                                  : tr("%1 records like it").arg(QLocale().toString(records.size())));
    question.preview = [this, records, what](bool decidedToo, std::function<void(const Result<EditPlan>&)> onPlan) {
        plan(records, propagationRule(what, decidedToo), std::move(onPlan));
    };
    m_dialogs.askPropagation(m_window, question, [this, name, what](const EditPlan& plan) {
        apply(plan, propagationTitle(name, what.cores, plan.edits.size()));
    });
}

void BulkController::plan(const QVector<RecordId>& records, const PlanRule& rule,
                          std::function<void(const Result<EditPlan>&)> onPlan)
{
    m_job->start(&m_document.store(), [path = m_document.path(), run = m_document.shownRun(), records, rule,
                                       onPlan = std::move(onPlan)](const std::stop_token& stop) {
        const auto made = std::make_shared<Result<EditPlan>>(planOf(path, run, records, rule, stop));
        return [made, onPlan] { onPlan(*made); };
    });
}

void BulkController::apply(const EditPlan& plan, const QString& title)
{
    m_applying = true;
    const qint64 total = plan.edits.size();
    m_status.showJob(Job::Edit, {tr("Writing %1 changes").arg(QLocale().toString(total)), 0, total, {}, {}});
    m_document.editAll(plan.edits, title, [this, title](const Result<std::int64_t>& changed) {
        m_applying = false;
        if (changed) {
            m_status.endJob(Job::Edit, tr("%1 · Ctrl+Z takes it back").arg(title));
            emit applied(*changed);
            return;
        }
        m_status.endJob(Job::Edit, tr("Nothing was changed"));
        if (changed.error().kind != Error::Kind::Cancelled)
            m_dialogs.fail(m_window, tr("Nothing was changed"), changed.error().message);
    });
}

void BulkController::showProgress(qint64 done, qint64 total)
{
    m_undoing = !m_applying;
    m_status.showJob(Job::Edit, {tr("Writing %1 changes").arg(QLocale().toString(total)), done, total, {}, {}});
}

void BulkController::stop()
{
    m_job->cancel();
    if (m_applying || m_undoing)
        m_status.endJob(Job::Edit, {});
    m_applying = m_undoing = false;
}

} // namespace corespan::gui
