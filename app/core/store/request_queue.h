// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace corespan {

/// Blocking queue of two lanes: while the first one holds something, the second one waits. Each lane keeps its order.
template <typename Request>
class RequestQueue
{
public:
    enum class Lane : std::size_t { Curator, Other };

    struct Entry
    {
        Lane lane;
        Request request;
    };

    /// False once the queue is closed.
    bool push(Lane lane, Request request)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_closed)
                return false;
            m_lanes[std::size_t(lane)].push_back(std::move(request));
        }
        m_changed.notify_one();
        return true;
    }

    /// Waits; nothing once the queue is closed and empty.
    std::optional<Entry> pop()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_closed || !m_lanes[0].empty() || !m_lanes[1].empty(); });
        for (const Lane lane : {Lane::Curator, Lane::Other}) {
            auto& requests = m_lanes[std::size_t(lane)];
            if (requests.empty())
                continue;
            Entry entry{lane, std::move(requests.front())};
            requests.pop_front();
            return entry;
        }
        return std::nullopt;
    }

    /// Takes nothing more; what is queued is still handed out.
    void close()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_closed = true;
        }
        m_changed.notify_all();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::array<std::deque<Request>, 2> m_lanes; ///< guarded
    bool m_closed = false;                      ///< guarded
};

} // namespace corespan
