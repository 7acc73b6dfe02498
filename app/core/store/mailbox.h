// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include <any>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

namespace corespan {

/// Values for a thread with an event loop. The handler is called, and destroyed, on the mailbox's own thread; senders
/// hold an Address, which may outlive the mailbox: what is sent after that is dropped.
///
/// Qt's queued calls are not used because a sender must be able to race with the receiver's destruction.
class Mailbox : public QObject
{
public:
    using Handler = std::function<void(std::any& value)>;

    class Address
    {
    public:
        /// From any thread. Values of one sender arrive in order.
        void send(std::any value);

    private:
        friend class Mailbox;
        std::mutex m_mutex;
        Mailbox* m_box = nullptr;    ///< guarded; null once the mailbox is gone
        std::deque<std::any> m_mail; ///< guarded
        bool m_woken = false;        ///< guarded; an event is under way
    };

    explicit Mailbox(Handler handler, QObject* parent = nullptr);
    ~Mailbox() override;

    std::shared_ptr<Address> address() const { return m_address; }
    void setHandler(Handler handler);

protected:
    void customEvent(QEvent* event) override; ///< only send() posts any

private:
    void deliver();

    std::shared_ptr<Address> m_address = std::make_shared<Address>();
    std::shared_ptr<const Handler> m_handler; ///< shared with a call of it, which may delete the mailbox
};

} // namespace corespan
