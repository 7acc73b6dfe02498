// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/handoff.h"

#include <QCoreApplication>
#include <QEvent>

#include <atomic>

namespace corespan {

namespace {

std::atomic<unsigned> handoffs{0};

QEvent::Type taskType()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

class TaskEvent final : public QEvent
{
public:
    explicit TaskEvent(std::function<void()> task) : QEvent(taskType()), m_task(std::move(task)) {}
    /// May be the first that the receiving thread does with it, where the receiver goes first.
    ~TaskEvent() override { handoffs.fetch_add(1, std::memory_order_acquire); }

    void run() { m_task(); }

private:
    std::function<void()> m_task;
};

} // namespace

void TaskReceiver::post(std::function<void()> task)
{
    auto event = std::make_unique<TaskEvent>(std::move(task));
    handoffs.fetch_add(1, std::memory_order_release);
    QCoreApplication::postEvent(this, event.release());
}

void TaskReceiver::customEvent(QEvent* event)
{
    handoffs.fetch_add(1, std::memory_order_acquire);
    if (event->type() == taskType())
        static_cast<TaskEvent*>(event)->run();
}

} // namespace corespan
