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

/// True while the process does anything; one that has ended and waits for its parent does not.
bool isAlive(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QIODevice::ReadOnly))
        return false;
    // "pid (name) state ...", where the name may hold brackets.
    const QByteArray line = stat.readAll();
    const qsizetype bracket = line.lastIndexOf(')');
    return bracket >= 0 && bracket + 2 < line.size() && line[bracket + 2] != 'Z' && line[bracket + 2] != 'X';
}

QString besideThisProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/corespan-cli");
}

} // namespace

struct TrainProcess::Private
{
    QString program;
    qint64 pid = 0; ///< 0: none runs
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
    QProcess process;
    process.setProgram(d->program);
    process.setArguments(QStringList{QStringLiteral("train"), QStringLiteral("--log"), logFile} + arguments);
    // Both into the log: the process must not hold on to a pipe of a window that is gone.
    process.setStandardOutputFile(logFile, QIODevice::Append);
    process.setStandardErrorFile(logFile, QIODevice::Append);
    process.setStandardInputFile(QProcess::nullDevice());
    if (!process.startDetached(&d->pid)) {
        d->pid = 0;
        return false;
    }
    d->log = LogTail(logFile);
    d->ended = d->stopped = false;
    d->error.clear();
    d->lastMessage.clear();
    d->timer.start();
    emit started();
    return true;
}

void TrainProcess::stop()
{
    if (isRunning())
        ::kill(static_cast<pid_t>(d->pid), SIGTERM);
}

bool TrainProcess::isRunning() const
{
    return d->pid != 0;
}

/// Reads what is new in the log, and sees whether the process is still there.
void TrainProcess::look()
{
    // In this order: what a process wrote before it ended is then read.
    const bool alive = isAlive(d->pid);
    const QByteArrayList lines = d->log.newLines();
    for (const QByteArray& line : lines)
        take(line);
    if (alive)
        return;
    d->timer.stop();
    d->pid = 0;
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
