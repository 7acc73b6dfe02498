// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include <atomic>
#include <utility>

namespace corespan {

namespace detail {
inline std::atomic<unsigned> handoffs{0};
}

/// Runs `task` on the thread of `receiver`, by its event loop; not at all when `receiver` is gone by then.
///
/// Qt's event queue orders the two threads already. The atomic says so once more in code that ThreadSanitizer can see:
/// distributions' Qt libraries are built without it.
template <typename Task>
void post(QObject* receiver, Task task)
{
    auto received = [task = std::move(task)]() mutable {
        detail::handoffs.fetch_add(1, std::memory_order_acquire);
        task();
    };
    detail::handoffs.fetch_add(1, std::memory_order_release);
    QMetaObject::invokeMethod(receiver, std::move(received), Qt::QueuedConnection);
}

} // namespace corespan
