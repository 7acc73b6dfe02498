// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/latest_job.h"

#include "core/store/store_service.h"

namespace corespan::gui {

LatestJob::LatestJob(QObject* parent) : QObject(parent) {}

LatestJob::~LatestJob() = default; // m_thread asks to stop and joins

void LatestJob::start(StoreService* store, Work work)
{
    const quint64 generation = ++m_generation;
    m_thread.request_stop();
    if (store == nullptr) {
        launch(generation, work);
        return;
    }
    store->flush(this, [this, generation, work = std::move(work)](const Status&) {
        if (generation == m_generation)
            launch(generation, work);
    });
}

void LatestJob::cancel()
{
    ++m_generation;
    m_thread.request_stop();
}

void LatestJob::launch(quint64 generation, const Work& work)
{
    m_thread = std::jthread([this, generation, work](const std::stop_token& stop) {
        const std::function<void()> tell = work(stop);
        QMetaObject::invokeMethod(this, [this, generation, tell] {
            if (generation == m_generation)
                tell();
        });
    });
}

} // namespace corespan::gui
