// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/clusters.h"

#include "core/datasets/dataset_file.h"
#include "core/importing/line_reader.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>

#include <numeric>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Clusters", text);
}

constexpr int pollEvery = 200; // ms between two looks at the stop token

QStringList arguments(const QString& fasta, const QString& folder, const SimilarityOptions& options)
{
    const QDir dir(folder);
    QStringList all{options.linear ? QStringLiteral("easy-linclust") : QStringLiteral("easy-cluster"),
                    fasta,
                    dir.filePath(QStringLiteral("out")),
                    dir.filePath(QStringLiteral("tmp")),
                    QStringLiteral("--min-seq-id"),
                    QString::number(options.minIdentity),
                    QStringLiteral("-c"),
                    QString::number(options.coverage)};
    // Coverage of the target, which is the shorter one; clusters are connected components.
    all << QStringLiteral("--cov-mode") << QStringLiteral("1") << QStringLiteral("--cluster-mode")
        << QStringLiteral("1");
    all << QStringLiteral("-v") << QStringLiteral("1");
    if (options.threads > 0)
        all << QStringLiteral("--threads") << QString::number(options.threads);
    return all;
}

Error notThere(const QString& program)
{
    return {tr("%1 cannot be started: splitting by similarity needs MMseqs2. Install it (Debian and Ubuntu: apt-get "
               "install mmseqs2), or split by group or position")
                .arg(program),
            Error::Kind::NotFound};
}

/// The last line that says something.
QString lastWords(const QByteArray& output)
{
    for (const QByteArray& line : QByteArrayList(output.trimmed().split('\n'))) {
        if (line.startsWith("Error") || line.contains("rror:"))
            return QString::fromUtf8(line.trimmed());
    }
    return QString::fromUtf8(output.trimmed().split('\n').last().trimmed());
}

Status readClusters(const QString& path, DisjointSets& sets)
{
    Result<LineReader> lines = LineReader::open(path);
    if (!lines)
        return lines.error();
    QByteArray line;
    for (;;) {
        const Result<bool> more = lines->next(line);
        if (!more)
            return more.error();
        if (!*more)
            return ok();
        const QByteArrayList pair = line.split('\t');
        sets.join(pair.value(0).toULongLong(), pair.value(1).toULongLong());
    }
}

} // namespace

DisjointSets::DisjointSets(std::size_t count) : m_parent(count)
{
    std::iota(m_parent.begin(), m_parent.end(), std::size_t(0));
}

std::size_t DisjointSets::find(std::size_t item)
{
    while (m_parent[item] != item) {
        m_parent[item] = m_parent[m_parent[item]];
        item = m_parent[item];
    }
    return item;
}

void DisjointSets::join(std::size_t a, std::size_t b)
{
    const std::size_t first = find(a);
    const std::size_t second = find(b);
    m_parent[std::max(first, second)] = std::min(first, second);
}

Result<QString> mmseqsVersion(const QString& program)
{
    QProcess process;
    process.start(program, {QStringLiteral("version")});
    if (!process.waitForStarted() || !process.waitForFinished() || process.exitCode() != 0)
        return notThere(program);
    return QString::fromUtf8(process.readAllStandardOutput().trimmed());
}

Status joinSimilar(const QString& fasta, const QString& folder, const SimilarityOptions& options, DisjointSets& sets,
                   const std::stop_token& stop)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(options.program, arguments(fasta, folder, options));
    if (!process.waitForStarted())
        return notThere(options.program);
    while (!process.waitForFinished(pollEvery) && process.state() != QProcess::NotRunning) {
        if (!stop.stop_requested())
            continue;
        process.terminate(); // its workers end with it
        process.waitForFinished();
        return interrupted();
    }
    if (stop.stop_requested())
        return interrupted();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Error{tr("%1 failed: %2").arg(options.program, lastWords(process.readAll()))};
    return readClusters(QDir(folder).filePath(QStringLiteral("out_cluster.tsv")), sets);
}

} // namespace corespan
