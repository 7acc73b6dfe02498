// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QObject>

#include <functional>
#include <thread>

namespace corespan {
class StoreService;
}

namespace corespan::gui {

/// Something that is computed from the project on a thread of its own, of which only the latest asked for counts: a
/// list that follows a slider, say. It begins once all corrections made so far are on disk.
class LatestJob : public QObject
{
    Q_OBJECT
public:
    /// Runs on the job's thread, with a reader of its own; what it returns is called on the thread of the job, unless
    /// something else has been asked for since.
    using Work = std::function<std::function<void()>(const std::stop_token& stop)>;

    explicit LatestJob(QObject* parent = nullptr);
    ~LatestJob() override;

    /// \param store whose queue is waited for; null: nothing is being written
    void start(StoreService* store, Work work);
    void cancel();

private:
    void launch(quint64 generation, const Work& work);

    std::jthread m_thread;
    quint64 m_generation = 0; ///< of what is wanted
};

} // namespace corespan::gui
