// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/edits.h"
#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "core/store/codec.h"
#include "core/store/project_writer.h"
#include "core/store/rows.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

QString problem(const ImportedRecord& imported)
{
    const std::int64_t length = imported.residues.size();
    if (imported.record.name.isEmpty())
        return Text::tr("it has no name");
    if (const QString cores = coresProblem(imported.gold.cores, length); !cores.isEmpty())
        return cores;
    if (!imported.gold.labels.isEmpty() && imported.gold.labels.size() != length)
        return Text::tr("it has %1 labels for %2 positions").arg(imported.gold.labels.size()).arg(length);
    for (const Span& zone : imported.gold.ambiguous) {
        if (zone.begin < 0 || zone.isEmpty() || zone.end > length)
            return Text::tr("its ambiguous zone %1 is not in the sequence").arg(closedText(zone));
    }
    return {};
}

/// Labels of the gold annotations, in the order of their first use.
QStringList goldLabels(std::span<const ImportedRecord> records)
{
    QStringList names;
    QSet<QString> seen;
    for (const ImportedRecord& imported : records) {
        for (const QString& label : imported.gold.labels + imported.gold.target) {
            if (!label.isEmpty() && !seen.contains(label)) {
                seen.insert(label);
                names << label;
            }
        }
    }
    return names;
}

Status addLabels(const Connection& connection, const QStringList& names)
{
    if (names.isEmpty())
        return ok();
    Result<LabelSet> set = rows::labelSet(connection);
    if (!set)
        return set.error();
    if (!addMissingLabels(*set, names))
        return ok();
    return rows::writeLabelSet(connection, *set);
}

QVariant labelBlob(const Gold& gold, const QHash<QString, std::int64_t>& ids)
{
    if (gold.labels.isEmpty())
        return {};
    QVector<std::int16_t> packed;
    packed.reserve(gold.labels.size());
    for (const QString& label : gold.labels)
        packed.append(std::int16_t(std::uint16_t(label.isEmpty() ? 0 : ids.value(label))));
    return codec::packInt16(packed);
}

/// Prepared once for a whole batch.
class RecordInserter
{
public:
    RecordInserter(const Connection& connection, QHash<QString, std::int64_t> labelIds)
        : m_record(connection, QStringLiteral("INSERT INTO records (name, description, alphabet, length, source, meta) "
                                              "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING id")),
          m_chunk(connection, QStringLiteral("INSERT INTO residues (record_id, chunk, data) VALUES (?, ?, ?)")),
          m_gold(connection, QStringLiteral("INSERT INTO gold (record_id, annotated, cores, labels, ambiguous, target) "
                                            "VALUES (?, ?, ?, ?, ?, ?)")),
          m_labelIds(std::move(labelIds))
    {
    }

    /// None: the name is taken.
    Result<RecordId> add(const ImportedRecord& imported)
    {
        const Record& record = imported.record;
        const QString meta = QString::fromUtf8(QJsonDocument(record.meta).toJson(QJsonDocument::Compact));
        m_record.run(
            {record.name, record.description, toText(record.alphabet), imported.residues.size(), record.source, meta});
        const bool added = m_record.next();
        if (m_record.failed())
            return m_record.error();
        if (!added)
            return RecordId::None;
        const qint64 id = m_record.integer(0);
        m_record.finish();
        for (qsizetype at = 0; at < imported.residues.size(); at += rows::chunkSize) {
            if (!m_chunk.run({id, at / rows::chunkSize, imported.residues.mid(at, rows::chunkSize)}))
                return m_chunk.error();
        }
        const Gold& gold = imported.gold;
        if (gold == Gold{})
            return RecordId(id);
        if (!m_gold.run({id, int(gold.annotated), codec::coresText(gold.cores), labelBlob(gold, m_labelIds),
                         codec::spansText(gold.ambiguous), codec::namesText(gold.target)}))
            return m_gold.error();
        return RecordId(id);
    }

private:
    Statement m_record;
    Statement m_chunk;
    Statement m_gold;
    QHash<QString, std::int64_t> m_labelIds;
};

} // namespace

Result<AddReport> ProjectWriter::addRecords(std::span<const ImportedRecord> records)
{
    for (const ImportedRecord& imported : records) {
        if (const QString what = problem(imported); !what.isEmpty())
            return Error{Text::tr("Record %1 cannot be added: %2.").arg(imported.record.name, what),
                         Error::Kind::BadInput};
    }
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    if (Status status = addLabels(*m_connection, goldLabels(records)); !status)
        return status.error();
    Result<QHash<QString, std::int64_t>> labels = rows::labelIds(*m_connection);
    if (!labels)
        return labels.error();
    for (const std::int64_t id : *labels) {
        if (id > rows::maxLabelId)
            return Error{Text::tr("There are more than %1 different labels.").arg(rows::maxLabelId),
                         Error::Kind::BadInput};
    }
    AddReport report;
    {
        RecordInserter inserter(*m_connection, *std::move(labels));
        for (const ImportedRecord& imported : records) {
            const Result<RecordId> id = inserter.add(imported);
            if (!id)
                return id.error();
            if (*id == RecordId::None)
                report.duplicates << imported.record.name;
            else
                report.added << *id;
        }
    }
    if (Status status = transaction.commit(); !status)
        return status.error();
    return report;
}

Result<Run> ProjectWriter::addRun(Run run)
{
    if (!run.started.isValid())
        run.started = QDateTime::currentDateTimeUtc();
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    if (Status status = addLabels(*m_connection, run.labels); !status)
        return status.error();
    {
        Statement insert(
            *m_connection,
            QStringLiteral("INSERT INTO runs (model, weights_sha256, options, device, precision, labels, started, "
                           "types) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
            {run.model, run.weightsSha256, run.options, run.device, run.precision, codec::namesText(run.labels),
             codec::timeText(run.started), codec::namesText(run.types)});
        if (insert.failed())
            return insert.error();
        run.id = RunId(insert.lastInsertId());
    }
    if (Status status = transaction.commit(); !status)
        return status.error();
    return run;
}

} // namespace corespan
