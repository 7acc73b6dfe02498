// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_service.h"

#include "core/store/mailbox.h"
#include "core/store/request_queue.h"
#include "core/store/store_worker.h"

#include <QCoreApplication>
#include <QThread>

#include <atomic>
#include <future>
#include <thread>

namespace corespan {

namespace {

using Job = std::function<void(StoreWorker&)>;
using Queue = RequestQueue<Job>;
using Lane = Queue::Lane;

Error shuttingDown()
{
    return {QCoreApplication::translate("Store", "The project is being closed."), Error::Kind::Cancelled};
}

/// Called once on the worker's thread; `done` itself stays on the thread of its context.
template <typename T>
std::function<void(const Result<T>&)> replyTo(QObject* context, StoreService::Done<T> done)
{
    if (!context || !done)
        return [](const Result<T>&) {};
    Q_ASSERT(context->thread() == QThread::currentThread());
    auto* box = new Mailbox({}, context);
    box->setHandler([box, done = std::move(done)](std::any& value) {
        box->deleteLater();
        done(std::move(*std::any_cast<Result<T>>(&value)));
    });
    return [address = box->address()](const Result<T>& result) { address->send(result); };
}

} // namespace

class StoreService::Private
{
public:
    explicit Private(StoreService* service);
    ~Private();

    /// One request, one reply, whatever happens.
    template <typename T>
    void request(Lane lane, std::function<Result<T>(StoreWorker&)> work, std::function<void(const Result<T>&)> reply);
    template <typename T>
    Result<T> requestAndWait(std::function<Result<T>(StoreWorker&)> work);

    StoreMirror mirror;
    std::array<std::atomic<int>, 2> waiting{}; ///< by lane; goes down on the service's thread, after the messages

private:
    void push(Lane lane, Job job, const std::function<void()>& refuse);
    void tellActivity(Lane finished);
    void serve();

    Mailbox m_mailbox; ///< messages from the worker
    Queue m_queue;
    std::thread m_thread;
};

StoreService::Private::Private(StoreService* service)
    : m_mailbox([this](std::any& message) { (*std::any_cast<StoreMessage>(&message))(mirror); })
{
    mirror.service = service;
    m_thread = std::thread([this] { serve(); });
}

StoreService::Private::~Private()
{
    m_queue.close();
    m_thread.join();
}

void StoreService::Private::serve()
{
    // The worker, and with it the connection, is made and destroyed on this thread.
    StoreWorker worker(m_mailbox.address());
    while (std::optional<Queue::Entry> entry = m_queue.pop()) {
        entry->request(worker);
        m_mailbox.address()->send(StoreMessage([this, lane = entry->lane](StoreMirror& front) {
            --waiting[std::size_t(lane)];
            emit front.service->activityChanged(front.service->activity());
        }));
    }
    worker.finish();
}

void StoreService::Private::push(Lane lane, Job job, const std::function<void()>& refuse)
{
    ++waiting[std::size_t(lane)];
    if (!m_queue.push(lane, std::move(job))) {
        --waiting[std::size_t(lane)];
        refuse();
        return;
    }
    m_mailbox.address()->send(
        StoreMessage([](StoreMirror& front) { emit front.service->activityChanged(front.service->activity()); }));
}

template <typename T>
void StoreService::Private::request(Lane lane, std::function<Result<T>(StoreWorker&)> work,
                                    std::function<void(const Result<T>&)> reply)
{
    push(
        lane, [work = std::move(work), reply](StoreWorker& worker) { reply(work(worker)); },
        [reply] { reply(shuttingDown()); });
}

template <typename T>
Result<T> StoreService::Private::requestAndWait(std::function<Result<T>(StoreWorker&)> work)
{
    Q_ASSERT(QThread::currentThread() != mirror.service->thread());
    const auto promise = std::make_shared<std::promise<Result<T>>>();
    std::future<Result<T>> reply = promise->get_future();
    request<T>(Lane::Other, std::move(work), [promise](const Result<T>& result) { promise->set_value(result); });
    return reply.get();
}

StoreService::StoreService(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

StoreService::~StoreService() = default;

void StoreService::open(const QString& path, const OpenOptions& options, QObject* context, Done<OpenReport> done)
{
    d->request<OpenReport>(
        Lane::Other, [path, options](StoreWorker& worker) { return worker.open(path, options); },
        replyTo(context, std::move(done)));
}

void StoreService::create(const QString& path, const NewProject& project, const OpenOptions& options, QObject* context,
                          Done<OpenReport> done)
{
    d->request<OpenReport>(
        Lane::Other, [path, project, options](StoreWorker& worker) { return worker.create(path, project, options); },
        replyTo(context, std::move(done)));
}

void StoreService::close(QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [](StoreWorker& worker) { return worker.close(); }, replyTo(context, std::move(done)));
}

void StoreService::flush(QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [](StoreWorker&) { return ok(); }, replyTo(context, std::move(done)));
}

void StoreService::applyEdit(const Edit& edit, QObject* context, Done<Edit> done)
{
    d->request<Edit>(
        Lane::Curator, [edit](StoreWorker& worker) { return worker.applyEdit(edit); },
        replyTo(context, std::move(done)));
}

void StoreService::applyEdits(QVector<Edit> edits, const QString& title, std::stop_token stop, QObject* context,
                              Done<QVector<Edit>> done)
{
    d->request<QVector<Edit>>(
        Lane::Curator,
        [edits = std::move(edits), title, stop = std::move(stop)](StoreWorker& worker) {
            return worker.applyEdits(edits, title, stop);
        },
        replyTo(context, std::move(done)));
}

void StoreService::undo(QObject* context, Done<Edit> done, std::stop_token stop)
{
    d->request<Edit>(
        Lane::Curator, [stop = std::move(stop)](StoreWorker& worker) { return worker.undo(stop); },
        replyTo(context, std::move(done)));
}

void StoreService::redo(QObject* context, Done<Edit> done, std::stop_token stop)
{
    d->request<Edit>(
        Lane::Curator, [stop = std::move(stop)](StoreWorker& worker) { return worker.redo(stop); },
        replyTo(context, std::move(done)));
}

QVector<Edit> StoreService::unsavedEdits() const
{
    return d->mirror.unsaved;
}

void StoreService::retryUnsaved()
{
    d->request<std::monostate>(
        Lane::Curator,
        [](StoreWorker& worker) {
            worker.retryUnsaved();
            return ok();
        },
        replyTo<std::monostate>(nullptr, {}));
}

void StoreService::discardUnsaved()
{
    d->request<std::monostate>(
        Lane::Curator,
        [](StoreWorker& worker) {
            worker.discardUnsaved();
            return ok();
        },
        replyTo<std::monostate>(nullptr, {}));
}

void StoreService::addRun(const Run& run, QObject* context, Done<Run> done)
{
    d->request<Run>(
        Lane::Other, [run](StoreWorker& worker) { return worker.addRun(run); }, replyTo(context, std::move(done)));
}

void StoreService::savePredictions(RunId run, QVector<PredictionResult> results, QObject* context,
                                   Done<std::int64_t> done)
{
    d->request<std::int64_t>(
        Lane::Other,
        [run, results = std::move(results)](StoreWorker& worker) { return worker.savePredictions(run, results); },
        replyTo(context, std::move(done)));
}

void StoreService::addRecords(QVector<ImportedRecord> records, QObject* context, Done<AddReport> done)
{
    d->request<AddReport>(
        Lane::Other, [records = std::move(records)](StoreWorker& worker) { return worker.addRecords(records); },
        replyTo(context, std::move(done)));
}

void StoreService::setLabels(const LabelSet& labels, QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [labels](StoreWorker& worker) { return worker.setLabels(labels); },
        replyTo(context, std::move(done)));
}

void StoreService::setTitle(const QString& title, QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [title](StoreWorker& worker) { return worker.setTitle(title); },
        replyTo(context, std::move(done)));
}

void StoreService::saveView(const NamedView& view, QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [view](StoreWorker& worker) { return worker.saveView(view); }, replyTo(context, std::move(done)));
}

void StoreService::removeView(const QString& name, QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [name](StoreWorker& worker) { return worker.removeView(name); },
        replyTo(context, std::move(done)));
}

void StoreService::addBookmark(const Bookmark& bookmark, QObject* context, Done<Bookmark> done)
{
    d->request<Bookmark>(
        Lane::Other, [bookmark](StoreWorker& worker) { return worker.addBookmark(bookmark); },
        replyTo(context, std::move(done)));
}

void StoreService::removeBookmark(qint64 id, QObject* context, Done<std::monostate> done)
{
    d->request<std::monostate>(
        Lane::Other, [id](StoreWorker& worker) { return worker.removeBookmark(id); },
        replyTo(context, std::move(done)));
}

void StoreService::saveKin(const QVector<Kin>& kin, RecordId searchedTo, QObject* context, Done<std::monostate> done)
{
    constexpr qsizetype page = 2000;
    // Of the worker's thread alone: what went wrong first; nothing is written after that.
    const auto status = std::make_shared<Status>(ok());
    const auto push = [this, status](std::function<Status(StoreWorker&)> work,
                                     const std::function<void(const Status&)>& reply) {
        d->request<std::monostate>(
            Lane::Other,
            [status, work = std::move(work)](StoreWorker& worker) {
                if (*status)
                    *status = work(worker);
                return *status;
            },
            reply);
    };
    const auto noReply = replyTo<std::monostate>(nullptr, {});
    push([](StoreWorker& worker) { return worker.beginKin(); }, noReply);
    for (qsizetype at = 0; at < kin.size(); at += page)
        push([part = kin.mid(at, page)](StoreWorker& worker) { return worker.addKin(part); }, noReply);
    push([searchedTo](StoreWorker& worker) { return worker.endKin(searchedTo); }, replyTo(context, std::move(done)));
}

void StoreService::setMaxPages(std::int64_t pages)
{
    d->request<std::monostate>(
        Lane::Other,
        [pages](StoreWorker& worker) {
            worker.setMaxPages(pages);
            return ok();
        },
        replyTo<std::monostate>(nullptr, {}));
}

Result<Run> StoreService::addRunAndWait(const Run& run)
{
    return d->requestAndWait<Run>([&run](StoreWorker& worker) { return worker.addRun(run); });
}

Result<std::int64_t> StoreService::savePredictionsAndWait(RunId run, QVector<PredictionResult> results)
{
    return d->requestAndWait<std::int64_t>(
        [run, &results](StoreWorker& worker) { return worker.savePredictions(run, results); });
}

Result<AddReport> StoreService::addRecordsAndWait(QVector<ImportedRecord> records)
{
    return d->requestAndWait<AddReport>([&records](StoreWorker& worker) { return worker.addRecords(records); });
}

StoreActivity StoreService::activity() const
{
    return {d->waiting[std::size_t(Lane::Curator)].load(), d->waiting[std::size_t(Lane::Other)].load(),
            int(d->mirror.unsaved.size())};
}

UndoState StoreService::undoState() const
{
    return d->mirror.undo;
}

bool StoreService::isOpen() const
{
    return d->mirror.open;
}

OpenReport StoreService::openReport() const
{
    return d->mirror.report;
}

} // namespace corespan
