// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include <functional>

namespace corespan {

/// An object that runs tasks on its own thread, by that thread's event loop, in the order of posting.
///
/// Qt's event queue orders the two threads. It is told once more, by an atomic, in code that ThreadSanitizer can see:
/// distributions' Qt libraries are built without it, and QMetaObject::invokeMethod offers no place for that.
class TaskReceiver : public QObject
{
public:
    /// From any thread. A task that is still waiting when the receiver is destroyed is dropped.
    void post(std::function<void()> task);

protected:
    void customEvent(QEvent* event) override;
};

} // namespace corespan
