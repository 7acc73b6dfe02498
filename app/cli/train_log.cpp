// SPDX-License-Identifier: GPL-3.0-or-later
#include "train_log.h"

#include "command.h"

#include "model/trainer.h"

#include <QJsonDocument>

#include <cstdio>

#include <unistd.h>

namespace corespan::cli {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto tellEvery = std::chrono::seconds(60);

} // namespace

TrainLog::TrainLog(const QString& file)
    : m_file(file), m_line(QStringLiteral("Training"), QStringLiteral("steps")), m_terminal(isatty(STDERR_FILENO) == 1),
      m_lastTold(Clock::now() - tellEvery)
{
}

Status TrainLog::open()
{
    if (m_file.fileName().isEmpty() || m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return ok();
    return Error{QStringLiteral("%1: %2").arg(m_file.fileName(), m_file.errorString())};
}

void TrainLog::begin(const model::SupervisionCounts& training, std::size_t validation,
                     const std::vector<model::SamplingGroup>& groups)
{
    tell(QStringLiteral("training on %1 records, %2 for validation").arg(training.records).arg(validation));
    tell(describe(training));
    if (groups.size() > 1)
        for (const QString& line : describe(groups))
            tell(QStringLiteral("  ") + line);
    write({{"training_records", qint64(training.records)},
           {"validation_records", qint64(validation)},
           {"supervision", toJson(training)}});
}

void TrainLog::beginPretraining(std::size_t training, std::size_t validation)
{
    tell(QStringLiteral("pretraining on %1 sequences, %2 for validation").arg(training).arg(validation));
    write({{"training_records", qint64(training)}, {"validation_records", qint64(validation)}});
}

void TrainLog::progress(const model::TrainProgress& progress)
{
    write(toJson(progress));
    const auto now = Clock::now();
    if (progress.validated || (!m_terminal && now - m_lastTold >= tellEvery)) {
        tell(describe(progress));
        m_lastTold = now;
    } else if (m_terminal) {
        m_line.say(describe(progress));
    }
}

void TrainLog::end(const model::TrainReport& report, const QString& output)
{
    write(toJson(report));
    if (report.cancelled) {
        tell(
            QStringLiteral("stopped after %1 steps; checkpoint kept in %2/checkpoint, the same command goes on from it")
                .arg(report.steps)
                .arg(output));
        return;
    }
    tell(QStringLiteral("%1 steps, %2 epochs, %3 min; model in %4")
             .arg(report.steps)
             .arg(report.epochs, 0, 'f', 2)
             .arg(report.minutes, 0, 'f', 1)
             .arg(output));
}

void TrainLog::fail(const QString& message)
{
    write({{"error", message}});
    m_line.clear();
    complain(message);
}

/// Flushed line by line: whoever follows the file sees whole lines soon.
void TrainLog::write(const QJsonObject& line)
{
    if (!m_file.isOpen())
        return;
    m_file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    m_file.flush();
}

void TrainLog::tell(const QString& line)
{
    m_line.clear();
    std::fprintf(stderr, "%s\n", line.toUtf8().constData());
}

} // namespace corespan::cli
