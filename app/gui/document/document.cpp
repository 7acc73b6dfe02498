// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/document.h"

#include <QFileInfo>

namespace corespan::gui {

Document::Document(BackendFactory backend, QObject* parent) : QObject(parent), m_backend(std::move(backend)) {}

Document::~Document()
{
    release();
}

void Document::open(const QString& path, const QString& author)
{
    if (isOpen() && isWritable() && QFileInfo(path) == QFileInfo(m_path)) {
        emit opened();
        return;
    }
    // Names what is wrong with the file before the project that is open is touched.
    if (auto look = ProjectReader::open(path); !look) {
        emit openFailed(path, look.error());
        return;
    }
    opening(path, author, [this, path, author](StoreService& store, StoreService::Done<OpenReport> done) {
        OpenOptions options;
        options.author = author;
        store.open(path, options, this, std::move(done));
    });
}

void Document::create(const QString& path, const NewProject& project, const QString& author)
{
    opening(path, author, [this, path, project, author](StoreService& store, StoreService::Done<OpenReport> done) {
        OpenOptions options;
        options.author = author;
        store.create(path, project, options, this, std::move(done));
    });
}

void Document::opening(const QString& path, const QString& author,
                       const std::function<void(StoreService&, StoreService::Done<OpenReport>)>& start)
{
    m_next = std::make_unique<StoreService>();
    StoreService* const asked = m_next.get();
    start(*asked, [this, asked, path, author](const Result<OpenReport>& report) {
        if (m_next.get() != asked)
            return; // another project was asked for meanwhile
        if (report) {
            adopt(std::move(m_next), path);
            m_author = author;
            return;
        }
        m_next.release()->deleteLater(); // this call comes out of it
        emit openFailed(path, report.error());
    });
}

void Document::openReadOnly(const QString& path)
{
    auto reader = ProjectReader::open(path);
    if (!reader) {
        emit openFailed(path, reader.error());
        return;
    }
    release();
    m_reader = *std::move(reader);
    m_path = path;
    readLabels();
    if (auto run = m_reader->latestRun())
        m_run = *run;
    emit opened();
}

void Document::adopt(std::unique_ptr<StoreService> store, const QString& path)
{
    auto reader = ProjectReader::open(path);
    if (!reader) {
        store.release()->deleteLater();
        emit openFailed(path, reader.error());
        return;
    }
    release();
    m_store = std::move(store);
    m_reader = *std::move(reader);
    m_path = path;
    InferenceBackend backend = m_backend(*m_store);
    m_sink = std::make_shared<ContinuingSink>(backend.sink);
    backend.sink = m_sink;
    m_inference = std::make_unique<InferenceService>(std::move(backend));
    wireStore();
    wireInference();
    readLabels();
    if (auto run = m_reader->latestRun())
        m_run = *run;
    emit opened();
}

void Document::close()
{
    if (!isOpen())
        return;
    release();
    emit closed();
}

void Document::release()
{
    m_inference.reset(); // before the store, which gets what the worker has finished
    m_reader.reset();
    m_store.reset();
    m_path.clear();
    m_labels = {};
    m_run = m_started = m_compared = RunId::None;
    m_current = {};
    m_pending.clear();
    m_stepping = false;
    m_waiting.clear();
}

void Document::wireStore()
{
    StoreService* const store = m_store.get();
    connect(store, &StoreService::activityChanged, this, &Document::activityChanged);
    connect(store, &StoreService::undoStateChanged, this, &Document::undoStateChanged);
    connect(store, &StoreService::editNotSaved, this, [this](const corespan::Edit&, const Error& error, bool kept) {
        if (kept)
            emit notSaved(error.message);
    });
    connect(store, &StoreService::stepProgress, this, &Document::stepProgress);
    connect(store, &StoreService::projectChanged, this, [this] { readLabels(); });
    connect(store, &StoreService::runAdded, this, [this] {
        readLabels();
        emit runsChanged();
    });
    connect(store, &StoreService::predictionsNotSaved, this, [this](RunId, const Error& error) {
        emit failed(tr("Predictions not saved"),
                    tr("%1\nPredictions saved before, and all corrections, are kept.").arg(error.message));
    });
}

void Document::wireInference()
{
    connect(m_inference.get(), &InferenceService::predicted, this, &Document::predicted);
    connect(m_inference.get(), &InferenceService::finished, this, &Document::inferenceFinished);
    connect(m_inference.get(), &InferenceService::runStarted, this, [this](const Run& run) {
        m_started = run.id;
        if (m_run == RunId::None)
            showRun(run.id); // nothing else is there to look at
    });
}

void Document::readLabels()
{
    auto labels = m_reader->labels();
    if (!labels || *labels == m_labels)
        return;
    m_labels = *std::move(labels);
    emit labelsChanged();
}

StateCounts Document::counts() const
{
    if (!isOpen())
        return {};
    auto counts = m_reader->counts();
    return counts ? *counts : StateCounts{};
}

QVector<Run> Document::runs() const
{
    if (!isOpen())
        return {};
    auto runs = m_reader->runs();
    return runs ? *runs : QVector<Run>{};
}

QStringList Document::types() const
{
    QStringList types;
    for (const Run& run : runs())
        types << run.types;
    for (const Core& core : m_current.gold.cores + m_current.curation.cores)
        types << core.type;
    types.removeDuplicates();
    return types.isEmpty() ? QStringList{Core().type} : types;
}

void Document::showRun(RunId run)
{
    if (!isOpen() || run == m_run)
        return;
    m_run = run;
    if (m_current.isValid()) {
        showOrWithhold();
        emit predictionChanged();
    }
    emit runsChanged();
    emit queueChanged();
}

/// The shown run's prediction, unless the curator is not to see it.
void Document::showOrWithhold()
{
    if (m_current.withheld)
        return;
    if (auto read = readPrediction(*m_reader, m_run, m_current); !read)
        emit failed(tr("Prediction not shown"), tr("%1: %2").arg(m_current.record.name, read.error().message));
}

void Document::setBlind(bool blind)
{
    m_blind = blind;
    if (!isOpen())
        return;
    if (m_current.isValid() && m_blind && !m_current.withheld && isUndecided(m_current.curation)) {
        withhold(m_current);
        emit currentChanged();
    } else if (!m_blind) {
        reveal();
    }
    emit queueChanged();
}

void Document::reveal()
{
    if (!std::exchange(m_current.withheld, false))
        return;
    if (auto gold = m_reader->gold(m_current.record.id))
        m_current.gold = *std::move(gold);
    showOrWithhold();
    readHistory();
    emit curationChanged();
    emit predictionChanged();
}

void Document::compareWith(RunId run)
{
    if (!isOpen() || run == m_compared)
        return;
    m_compared = run;
    emit comparedChanged();
}

void Document::select(RecordId record)
{
    if (!isOpen() || record == m_current.record.id)
        return;
    if (record == RecordId::None) {
        m_current = {};
        emit currentChanged();
        return;
    }
    auto read = readRecord(*m_reader, record, m_run);
    if (!read) {
        emit failed(tr("Record not shown"), read.error().message);
        return;
    }
    m_current = *std::move(read);
    showUnwritten();
    if (m_blind && isUndecided(m_current.curation))
        withhold(m_current);
    emit currentChanged();
}

void Document::predicted(const QVector<RecordId>& records)
{
    if (!isOpen() || m_run != m_started)
        return;
    if (m_current.isValid() && records.contains(m_current.record.id)) {
        showOrWithhold();
        readHistory();
        emit predictionChanged();
    }
    emit recordsChanged(records);
}

void Document::inferenceFinished(const InferenceOutcome& outcome)
{
    if (!isOpen() || outcome.run == RunId::None)
        return;
    // A run beside older ones is shown once it is whole; a cancelled one can still be chosen.
    if (outcome.state == InferenceOutcome::State::Done && m_run != outcome.run)
        showRun(outcome.run);
    else if (m_run == outcome.run)
        emit queueChanged();
}

void Document::refresh()
{
    if (!isOpen())
        return;
    readLabels();
    emit runsChanged();
    emit queueChanged();
}

void Document::readKin()
{
    if (!isOpen())
        return;
    if (m_current.isValid())
        if (auto kin = m_reader->kin(m_current.record.id))
            m_current.kin = *kin;
    emit kinChanged();
}

} // namespace corespan::gui
