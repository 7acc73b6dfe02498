// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "progress.h"

#include "core/result.h"
#include "core/training/supervision_text.h"
#include "core/training/train_progress.h"

#include <QFile>

#include <chrono>

namespace corespan::cli {

/// Where training tells how it goes: a line on stderr (redrawn on a terminal, once a minute and after each validation
/// elsewhere), and every step it is told as JSON in the log file.
class TrainLog
{
public:
    /// `file` empty: no log file.
    explicit TrainLog(const QString& file);
    Status open();

    void begin(const model::SupervisionCounts& training, std::size_t validation,
               const std::vector<model::SamplingGroup>& groups);
    void beginPretraining(std::size_t training, std::size_t validation);
    void progress(const model::TrainProgress& progress);
    void end(const model::TrainReport& report, const QString& output);
    void fail(const QString& message);

private:
    void write(const QJsonObject& line);
    void tell(const QString& line);

    QFile m_file;
    Progress m_line;
    bool m_terminal = false;
    std::chrono::steady_clock::time_point m_lastTold;
};

} // namespace corespan::cli
