// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/grouping.h"

#include "core/datasets/read_twice.h"
#include "core/datasets/record_key.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>

namespace corespan {

namespace {

Error cannotWrite(const QFile& file)
{
    return {QCoreApplication::translate("Grouping", "%1: %2").arg(file.fileName(), file.errorString()),
            file.error() == QFileDevice::ResourceError ? Error::Kind::DiskFull : Error::Kind::Failed};
}

/// Gathers which records belong together.
class Groups
{
public:
    Groups(const SplitOptions& options, const QString& folder)
        : m_options(options), m_key(options.key, options.pattern),
          m_fasta(QDir(folder).filePath(QStringLiteral("in.fa")))
    {
    }

    Status open()
    {
        if (m_options.by == SplitOptions::By::Similarity && !m_fasta.open(QIODevice::WriteOnly))
            return cannotWrite(m_fasta);
        return ok();
    }

    Status add(const ImportedRecord& record, SplitReport& report)
    {
        const std::size_t number = m_count++;
        const bool known =
            joinSame(m_bySequence, QCryptographicHash::hash(record.residues, QCryptographicHash::Sha256), number);
        if (m_options.by == SplitOptions::By::Group) {
            const QString group = m_key.of(record);
            report.withoutKey += group.isEmpty() ? 1 : 0;
            if (!group.isEmpty())
                joinSame(m_byKey, group, number);
        }
        return m_fasta.isOpen() && !known ? writeFasta(number, record.residues) : ok();
    }

    Result<QVector<qsizetype>> finish(const QString& folder, const std::stop_token& stop)
    {
        DisjointSets sets(m_count);
        for (const auto& [first, second] : m_joins)
            sets.join(first, second);
        if (m_fasta.isOpen() && m_count > 0) {
            m_fasta.close();
            if (m_fasta.error() != QFileDevice::NoError)
                return cannotWrite(m_fasta);
            const Status joined = joinSimilar(m_fasta.fileName(), folder, m_options.similarity, sets, stop);
            if (!joined)
                return joined.error();
        }
        QHash<std::size_t, qsizetype> numbers;
        QVector<qsizetype> groups;
        for (std::size_t i = 0; i < m_count; ++i) {
            const std::size_t root = sets.find(i);
            if (!numbers.contains(root))
                numbers.insert(root, numbers.size());
            groups.append(numbers.value(root));
        }
        return groups;
    }

private:
    /// True if another record came under the key: the two belong together.
    template <typename Key>
    bool joinSame(QHash<Key, std::size_t>& first, const Key& key, std::size_t number)
    {
        const auto known = first.constFind(key);
        if (known == first.constEnd()) {
            first.insert(key, number);
            return false;
        }
        m_joins.emplace_back(*known, number);
        return true;
    }

    Status writeFasta(std::size_t number, const QByteArray& residues)
    {
        const QByteArray text = '>' + QByteArray::number(qulonglong(number)) + '\n' + residues + '\n';
        return m_fasta.write(text) == text.size() ? ok() : Status(cannotWrite(m_fasta));
    }

    const SplitOptions& m_options;
    RecordKey m_key;
    QFile m_fasta;
    std::size_t m_count = 0;
    QHash<QByteArray, std::size_t> m_bySequence;
    QHash<QString, std::size_t> m_byKey;
    std::vector<std::pair<std::size_t, std::size_t>> m_joins;
};

} // namespace

Result<QVector<qsizetype>> groupRecords(const QStringList& in, const QString& folder, const SplitOptions& options,
                                        SplitReport& report, const DatasetControl& control)
{
    Groups groups(options, folder);
    if (const Status opened = groups.open(); !opened)
        return opened.error();
    const auto visit = [&](const ImportedRecord& record) { return groups.add(record, report); };
    if (const Status read = forEachRecord(in, options.reading, report.read, control, Reading::First, visit); !read)
        return read.error();
    return groups.finish(folder, control.stop);
}

} // namespace corespan
