// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_worker.h"

#include "core/store/store_service.h"

#include <QCoreApplication>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Error noProject()
{
    return {Text::tr("No project is open."), Error::Kind::NotFound};
}

/// Edits that met these can be saved later; the others never fit.
bool worthKeeping(const Error& error)
{
    return error.kind != Error::Kind::BadInput && error.kind != Error::Kind::NotFound;
}

} // namespace

void StoreMirror::setUndo(const UndoState& state)
{
    if (undo == state)
        return;
    undo = state;
    emit service->undoStateChanged(undo);
}

StoreWorker::StoreWorker(std::shared_ptr<Mailbox::Address> service) : m_service(std::move(service)) {}

void StoreWorker::tell(StoreMessage message)
{
    m_service->send(std::move(message));
}

Result<OpenReport> StoreWorker::open(const QString& path, const OpenOptions& options)
{
    if (Status status = close(); !status)
        return status.error();
    Result<std::unique_ptr<ProjectWriter>> writer = ProjectWriter::open(path, options);
    if (!writer)
        return writer.error();
    m_writer = *std::move(writer);
    const OpenReport report = m_writer->report();
    const Result<UndoState> undo = m_writer->undoState();
    tell([report, undo = undo ? *undo : UndoState()](StoreMirror& mirror) {
        mirror.open = true;
        mirror.report = report;
        mirror.setUndo(undo);
        emit mirror.service->opened(report);
    });
    return report;
}

Result<OpenReport> StoreWorker::create(const QString& path, const NewProject& project, const OpenOptions& options)
{
    if (Status status = close(); !status)
        return status.error();
    if (Status status = ProjectWriter::create(path, project); !status)
        return status.error();
    return open(path, options);
}

Status StoreWorker::close()
{
    if (!m_writer)
        return ok();
    if (Status status = saveUnsaved(); !status)
        return status;
    m_writer.reset();
    tell([](StoreMirror& mirror) {
        mirror.open = false;
        mirror.report = {};
        mirror.setUndo({});
        emit mirror.service->closed();
    });
    return ok();
}

void StoreWorker::finish()
{
    (void)saveUnsaved();
    m_writer.reset();
}

void StoreWorker::tellSaved(const Edit& edit)
{
    const Result<UndoState> state = m_writer->undoState();
    tell([edit, undo = state ? *state : UndoState()](StoreMirror& mirror) {
        emit mirror.service->editSaved(edit, undo);
        mirror.setUndo(undo);
    });
}

void StoreWorker::tellStepSaved(EditId step)
{
    const Result<UndoState> state = m_writer->undoState();
    tell([step, undo = state ? *state : UndoState()](StoreMirror& mirror) {
        emit mirror.service->stepSaved(step, undo);
        mirror.setUndo(undo);
    });
}

StepProgress StoreWorker::progress(const std::stop_token& stop)
{
    return [this, stop](std::int64_t done, std::int64_t total) {
        constexpr std::int64_t every = 500;
        if (done % every == 0)
            tell([done, total](StoreMirror& mirror) { emit mirror.service->stepProgress(done, total); });
        return !stop.stop_requested();
    };
}

void StoreWorker::tellNotSaved(const Edit& edit, const Error& error, bool kept)
{
    tell([edit, error, kept](StoreMirror& mirror) { emit mirror.service->editNotSaved(edit, error, kept); });
}

void StoreWorker::tellUnsaved()
{
    tell([unsaved = QVector<Edit>(m_unsaved.begin(), m_unsaved.end())](StoreMirror& mirror) {
        mirror.unsaved = unsaved;
    });
}

Status StoreWorker::saveUnsaved()
{
    Status status = ok();
    bool changed = false;
    while (m_writer && !m_unsaved.empty()) {
        const Edit edit = m_unsaved.front();
        const Result<Edit> saved = m_writer->applyEdit(edit);
        if (!saved && worthKeeping(saved.error())) {
            status = saved.error();
            break;
        }
        m_unsaved.pop_front();
        changed = true;
        if (saved)
            tellSaved(*saved);
        else
            tellNotSaved(edit, saved.error(), false);
    }
    if (changed)
        tellUnsaved();
    return status;
}

Result<Edit> StoreWorker::applyEdit(const Edit& edit)
{
    if (!m_writer) {
        tellNotSaved(edit, noProject(), false);
        return noProject();
    }
    const Status earlier = saveUnsaved();
    const Result<Edit> saved = earlier ? m_writer->applyEdit(edit) : Result<Edit>(earlier.error());
    if (saved) {
        tellSaved(*saved);
        return saved;
    }
    const bool kept = worthKeeping(saved.error());
    if (kept) {
        m_unsaved.push_back(edit);
        tellUnsaved();
    }
    tellNotSaved(edit, saved.error(), kept);
    return saved;
}

Result<QVector<Edit>> StoreWorker::applyEdits(const QVector<Edit>& edits, const QString& title,
                                              const std::stop_token& stop)
{
    if (!m_writer)
        return noProject();
    if (Status earlier = saveUnsaved(); !earlier)
        return earlier.error();
    Result<QVector<Edit>> saved = m_writer->applyEdits(edits, title, progress(stop));
    if (saved && !saved->isEmpty())
        tellStepSaved(saved->first().step);
    return saved;
}

Result<Edit> StoreWorker::step(bool undo, const std::stop_token& stop)
{
    if (!m_writer)
        return noProject();
    // What is undone is the last edit that was made, not the last one that could be saved.
    if (Status earlier = saveUnsaved(); !earlier)
        return earlier.error();
    Result<Edit> saved = undo ? m_writer->undo(progress(stop)) : m_writer->redo(progress(stop));
    if (saved && saved->step != EditId::None)
        tellStepSaved(saved->step);
    else if (saved)
        tellSaved(*saved);
    return saved;
}

Result<Edit> StoreWorker::undo(const std::stop_token& stop)
{
    return step(true, stop);
}

Result<Edit> StoreWorker::redo(const std::stop_token& stop)
{
    return step(false, stop);
}

void StoreWorker::retryUnsaved()
{
    const Status status = saveUnsaved();
    if (status)
        return;
    for (const Edit& edit : m_unsaved)
        tellNotSaved(edit, status.error(), true);
}

void StoreWorker::discardUnsaved()
{
    m_unsaved.clear();
    tellUnsaved();
}

Result<Run> StoreWorker::addRun(const Run& run)
{
    if (!m_writer)
        return noProject();
    Result<Run> added = m_writer->addRun(run);
    if (added)
        tell([run = *added](StoreMirror& mirror) { emit mirror.service->runAdded(run); });
    return added;
}

Result<std::int64_t> StoreWorker::savePredictions(RunId run, const QVector<PredictionResult>& results)
{
    const Result<std::int64_t> saved =
        m_writer ? m_writer->savePredictions(run, results) : Result<std::int64_t>(noProject());
    if (!saved) {
        tell([run, error = saved.error()](StoreMirror& mirror) {
            emit mirror.service->predictionsNotSaved(run, error);
        });
        return saved;
    }
    QVector<RecordId> records;
    for (const PredictionResult& result : results)
        records.append(result.summary.record);
    tell([run, records](StoreMirror& mirror) { emit mirror.service->predictionsSaved(run, records); });
    return saved;
}

Result<AddReport> StoreWorker::addRecords(const QVector<ImportedRecord>& records)
{
    if (!m_writer)
        return noProject();
    Result<AddReport> report = m_writer->addRecords(records);
    if (report)
        tell([report = *report](StoreMirror& mirror) { emit mirror.service->recordsAdded(report); });
    return report;
}

Status StoreWorker::projectChanged(Status status)
{
    if (status)
        tell([](StoreMirror& mirror) { emit mirror.service->projectChanged(); });
    return status;
}

Status StoreWorker::setLabels(const LabelSet& labels)
{
    return m_writer ? projectChanged(m_writer->setLabels(labels)) : Status(noProject());
}

Status StoreWorker::setTitle(const QString& title)
{
    return m_writer ? projectChanged(m_writer->setTitle(title)) : Status(noProject());
}

Status StoreWorker::saveView(const NamedView& view)
{
    return m_writer ? projectChanged(m_writer->saveView(view)) : Status(noProject());
}

Status StoreWorker::removeView(const QString& name)
{
    return m_writer ? projectChanged(m_writer->removeView(name)) : Status(noProject());
}

Result<Bookmark> StoreWorker::addBookmark(const Bookmark& bookmark)
{
    if (!m_writer)
        return noProject();
    Result<Bookmark> added = m_writer->addBookmark(bookmark);
    const Status status = projectChanged(added ? ok() : Status(added.error()));
    return status ? added : Result<Bookmark>(status.error());
}

Status StoreWorker::removeBookmark(qint64 id)
{
    return m_writer ? projectChanged(m_writer->removeBookmark(id)) : Status(noProject());
}

Status StoreWorker::beginKin()
{
    return m_writer ? m_writer->beginKin() : Status(noProject());
}

Status StoreWorker::addKin(const QVector<Kin>& kin)
{
    return m_writer ? m_writer->addKin(kin) : Status(noProject());
}

Status StoreWorker::endKin(RecordId searchedTo)
{
    return m_writer ? m_writer->endKin(searchedTo) : Status(noProject());
}

void StoreWorker::setMaxPages(std::int64_t pages)
{
    if (m_writer)
        (void)m_writer->setMaxPages(pages);
}

} // namespace corespan
