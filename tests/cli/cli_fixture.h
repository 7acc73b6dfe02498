// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <functional>

namespace corespan::test {

/// How a run of corespan-cli ended.
struct Outcome
{
    int code = -1; ///< -1: killed, crashed, or not done in two minutes
    QString out;
    QString err;

    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

/// corespan-cli as a user starts it; ended, if it still runs, with the test.
class Cli
{
public:
    /// `prepare` runs in the child, before the program begins: limits and the like.
    explicit Cli(const QStringList& arguments, const std::function<void()>& prepare = {})
    {
        m_process.setChildProcessModifier(prepare);
        m_process.start(QStringLiteral(CORESPAN_BIN_DIR "/corespan-cli"), arguments);
        m_process.waitForStarted();
    }

    qint64 pid() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    void kill() { m_process.kill(); }

    Outcome wait()
    {
        if (!m_process.waitForFinished(600000))
            return {};
        return {m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1,
                QString::fromUtf8(m_process.readAllStandardOutput()),
                QString::fromUtf8(m_process.readAllStandardError())};
    }

private:
    QProcess m_process;
};

inline Outcome run(const QStringList& arguments)
{
    return Cli(arguments).wait();
}

} // namespace corespan::test
