// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

#include <utility>

namespace corespan {

void Mailbox::Address::send(std::any value)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_box)
        return;
    m_mail.push_back(std::move(value));
    if (!std::exchange(m_woken, true))
        QCoreApplication::postEvent(m_box, new QEvent(QEvent::User));
}

Mailbox::Mailbox(Handler handler, QObject* parent)
    : QObject(parent), m_handler(std::make_shared<const Handler>(std::move(handler)))
{
    const std::scoped_lock lock(m_address->m_mutex);
    m_address->m_box = this;
}

Mailbox::~Mailbox()
{
    std::deque<std::any> unread;
    const std::scoped_lock lock(m_address->m_mutex);
    m_address->m_box = nullptr;
    unread.swap(m_address->m_mail);
}

void Mailbox::setHandler(Handler handler)
{
    m_handler = std::make_shared<const Handler>(std::move(handler));
}

void Mailbox::customEvent(QEvent*)
{
    deliver();
}

void Mailbox::deliver()
{
    std::deque<std::any> mail;
    // The handler may delete this mailbox: nothing of it is touched after that, and the rest is dropped.
    const std::shared_ptr<Address> address = m_address;
    const std::shared_ptr<const Handler> handler = m_handler;
    {
        const std::scoped_lock lock(address->m_mutex);
        mail.swap(address->m_mail);
        address->m_woken = false;
    }
    for (std::any& value : mail) {
        {
            const std::scoped_lock lock(address->m_mutex);
            if (!address->m_box)
                return;
        }
        (*handler)(value);
    }
}

} // namespace corespan
