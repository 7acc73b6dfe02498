// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include <chrono>
#include <cstdint>

namespace corespan::cli {

/// A progress line on stderr: "Reading 12,000 of 48,502 · 3,100/s · 12 s left". Drawn at most ten times a second, and
/// only where stderr is a terminal; elsewhere it says nothing.
class Progress
{
public:
    /// `what` is a verb phrase, `unit` what is counted ("records").
    Progress(QString what, QString unit);
    ~Progress(); ///< clears the line

    /// `total` <= 0: not known.
    void update(std::int64_t done, std::int64_t total);
    /// A ready-made line instead of counts, e.g. losses during training.
    void say(const QString& line);
    void clear();

private:
    bool due();
    void draw(const QString& line);

    QString m_what;
    QString m_unit;
    bool m_terminal = false;
    bool m_shown = false;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_last;
};

} // namespace corespan::cli
