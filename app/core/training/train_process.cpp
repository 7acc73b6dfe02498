// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/train_process.h"

#include "core/training/log_tail.h"
#include "core/training/train_progress.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTimer>

#include <csignal>

namespace corespan {

namespace {

constexpr int lookEvery = 250; // ms

/// State and start of a process, from "pid (name) state ...", where the name may hold brackets; empty: it is gone.
QByteArrayList statOf(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return {};
    const QByteArray line = stat.readAll();
    const qsizetype bracket = line.lastIndexOf(')');
    return bracket < 0 ? QByteArrayList() : line.mid(bracket + 2).split(' ');
}

/// proc(5) counts from 1 and begins with the two fields before the state.
qint64 startOf(const QByteArrayList& stat)
{
    constexpr qsizetype field = 22 - 3;
    return stat.value(field).toLongLong();
}

/// True while the process does anything; one that has ended and waits for its parent does not.
bool isAlive(const ProcessId& process)
{
    const QByteArrayList stat = statOf(process.pid);
    if (stat.isEmpty() || stat.first() == "Z" || stat.first() == "X")
        return false;
    return process.started == 0 || startOf(stat) == process.started;
}

QString besideThisProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/corespan-cli");
}

} // namespace

struct TrainProcess::Private
{
    QString program;
    ProcessId process; ///< pid 0: none runs
    LogTail log;
    QTimer timer;
    bool ended = false;   ///< the log's last word has been read
    bool stopped = false; ///< it ended by request
    QString error;
    QString lastMessage;
};

TrainProcess::TrainProcess(const QString& program, QObject* parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->program = program.isEmpty() ? besideThisProgram() : program;
    d->timer.setInterval(lookEvery);
    connect(&d->timer, &QTimer::timeout, this, &TrainProcess::look);
}

TrainProcess::~TrainProcess() = default;

bool TrainProcess::start(const QStringList& arguments, const QString& logFile)
{
    if (isRunning())
        return false;
    QFile::remove(logFile);
    return launch(arguments, logFile);
}

bool TrainProcess::resume(const QStringList& arguments, const QString& logFile)
{
    if (isRunning())
        return false;
    QFile log(logFile);
    if (!log.open(QIODevice::Append) || log.write("{\"resumed\":true}\n") < 0)
        return false;
    log.close();
    return launch(arguments, logFile);
}

bool TrainProcess::launch(const QStringList& arguments, const QString& logFile)
{
    QProcess process;
    process.setProgram(d->program);
    process.setArguments(QStringList{QStringLiteral("train"), QStringLiteral("--log"), logFile} + arguments);
    // Both into the log: the process must not hold on to a pipe of a window that is gone.
    process.setStandardOutputFile(logFile, QIODevice::Append);
    process.setStandardErrorFile(logFile, QIODevice::Append);
    process.setStandardInputFile(QProcess::nullDevice());
    qint64 pid = 0;
    if (!process.startDetached(&pid))
        return false;
    return follow({pid, startOf(statOf(pid))}, logFile);
}

bool TrainProcess::follow(const ProcessId& process, const QString& logFile)
{
    if (isRunning())
        return false;
    d->process = process;
    d->log = LogTail(logFile);
    d->ended = d->stopped = false;
    d->error.clear();
    d->lastMessage.clear();
    d->timer.start();
    emit started();
    return true;
}

ProcessId TrainProcess::process() const
{
    return d->process;
}

void TrainProcess::stop()
{
    if (isRunning() && isAlive(d->process)) // its number may be another process's by now
        ::kill(static_cast<pid_t>(d->process.pid), SIGTERM);
}

bool TrainProcess::isRunning() const
{
    return d->process.pid != 0;
}

/// Reads what is new in the log, and sees whether the process is still there.
void TrainProcess::look()
{
    // In this order: what a process wrote before it ended is then read.
    const bool alive = isAlive(d->process);
    const QByteArrayList lines = d->log.newLines();
    for (const QByteArray& line : lines)
        take(line);
    if (alive)
        return;
    d->timer.stop();
    d->process = {};
    if (!d->ended)
        d->error =
            d->lastMessage.isEmpty() ? tr("Training ended without a word; its checkpoints are kept.") : d->lastMessage;
    emit finished(d->stopped, d->error);
}

void TrainProcess::take(const QByteArray& line)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    if (json.isEmpty()) {
        d->lastMessage = QString::fromUtf8(line);
        emit message(d->lastMessage);
    } else if (json.contains("resumed")) {
        d->ended = d->stopped = false;
        d->error.clear();
    } else if (const std::optional<TrainingStatus> status = trainingStatus(json)) {
        emit progress(*status);
    } else if (json.contains("finished")) {
        d->ended = true;
        d->stopped = json["cancelled"].toBool();
    } else if (json.contains("error")) {
        d->ended = true;
        d->error = json["error"].toString();
    }
}

} // namespace corespan
