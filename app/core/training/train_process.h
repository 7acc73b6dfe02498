// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QMetaType>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace corespan {

/// One progress line of `corespan-cli train --log`.
struct TrainingStatus
{
    qint64 step = 0;
    double epoch = 0.0;
    double minutes = 0.0;
    double minutesLeft = -1.0; ///< < 0: not known yet
    double translatorLoss = 0.0;
    double selectorLoss = 0.0;
    double tokensPerSecond = 0.0;
    bool validated = false; ///< exact and labelAccuracy are fresh
    double exact = 0.0;
    double labelAccuracy = 0.0;
    double bestExact = 0.0;
};

/// A process, told apart from another that gets its number later.
struct ProcessId
{
    qint64 pid = 0;     ///< 0: none
    qint64 started = 0; ///< clock ticks after boot, as /proc/PID/stat has it; 0: not known
    bool operator==(const ProcessId&) const = default;
};

/// Training in a process of its own, so that it survives the window and the window survives it.
class TrainProcess : public QObject
{
    Q_OBJECT
public:
    /// `program`: corespan-cli; empty: the one beside the running program.
    explicit TrainProcess(const QString& program = {}, QObject* parent = nullptr);
    /// A running training is left running (it keeps its checkpoints); call stop() first to end it.
    ~TrainProcess() override;

    /// `arguments` after "train", e.g. {"--config", "train.json"}; `logFile` takes its progress lines and outlives this
    /// object. False when one is running, or the program does not start.
    bool start(const QStringList& arguments, const QString& logFile);
    /// The same with a log that is there already: its lines are told again, then those that come.
    bool resume(const QStringList& arguments, const QString& logFile);
    /// Takes up a training that another object started: the log's lines are told from the first on. If it has ended
    /// since, `finished` tells how. False when one is running.
    bool follow(const ProcessId& process, const QString& logFile);
    /// What runs; pid 0: nothing does.
    ProcessId process() const;
    /// Asks it to save a checkpoint and end; `finished` follows.
    void stop();
    bool isRunning() const;

signals:
    void started();
    void progress(const corespan::TrainingStatus& status);
    /// A line that is no progress: a notice or an error.
    void message(const QString& line);
    /// Exactly one for each start(), resume() or follow() that returned true. `error` empty: it ended well or was
    /// stopped.
    void finished(bool stopped, const QString& error);

private:
    bool launch(const QStringList& arguments, const QString& logFile);
    void look();
    void take(const QByteArray& line);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace corespan

Q_DECLARE_METATYPE(corespan::TrainingStatus)
