// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_rows.h"

#include "core/domain/names.h"
#include "core/domain/span_text.h"
#include "core/store/codec.h"
#include "core/store/project_file.h"
#include "core/store/rows.h"

#include <QJsonDocument>

namespace corespan::rows {

namespace {

QJsonObject metaOf(const QString& text)
{
    return text == QLatin1String("{}") ? QJsonObject() : QJsonDocument::fromJson(text.toUtf8()).object();
}

/// Gold labels as stored, by record.
using PackedLabels = QHash<qint64, QByteArray>;

Status nameLabels(const Connection& connection, const PackedLabels& packed, QHash<qint64, Gold>& golds)
{
    if (packed.isEmpty())
        return ok();
    const Result<QHash<QString, std::int64_t>> ids = labelIds(connection);
    if (!ids)
        return ids.error();
    QHash<std::int64_t, QString> names;
    for (auto it = ids->begin(); it != ids->end(); ++it)
        names.insert(it.value(), it.key());
    for (auto it = packed.cbegin(); it != packed.cend(); ++it) {
        QVector<QString>& labels = golds[it.key()].labels;
        labels.reserve(it->size() / 2);
        for (const std::int16_t label : codec::unpackInt16(*it))
            labels.append(names.value(std::uint16_t(label)));
    }
    return ok();
}

Result<Gold> goldOf(const Statement& row)
{
    Gold gold;
    gold.annotated = row.integer(1) != 0;
    Result<QVector<Core>> cores = codec::coresFromText(row.text(2));
    if (!cores)
        return cores.error();
    gold.cores = *std::move(cores);
    Result<QVector<Span>> ambiguous = codec::spansFromText(row.text(4));
    if (!ambiguous)
        return ambiguous.error();
    gold.ambiguous = *std::move(ambiguous);
    gold.target = codec::namesFromText(row.text(5));
    return gold;
}

Status addCores(const Connection& connection, RunId run, const QString& ids, QHash<qint64, PredictionSummary>& found)
{
    Statement cores(connection,
                    QStringLiteral("SELECT record_id, begin_pos, end_pos, type, open, probability FROM predicted_cores "
                                   "WHERE run_id = ? AND record_id IN (%1) ORDER BY record_id, begin_pos")
                        .arg(ids),
                    {qint64(run)});
    while (cores.next())
        found[cores.integer(0)].predicted.append(
            {withOpenEnds({{cores.integer(1), cores.integer(2)}, cores.text(3)}, cores.text(4)), cores.real(5)});
    return cores.failed() ? Status(cores.error()) : ok();
}

Status addCandidates(const Connection& connection, RunId run, const QString& ids,
                     QHash<qint64, PredictionSummary>& found)
{
    Statement candidates(
        connection,
        QStringLiteral("SELECT record_id, begin_pos, end_pos, score, probability, type FROM candidates "
                       "WHERE run_id = ? AND record_id IN (%1) ORDER BY record_id, rank")
            .arg(ids),
        {qint64(run)});
    while (candidates.next())
        found[candidates.integer(0)].candidates.append({{candidates.integer(1), candidates.integer(2)},
                                                        candidates.real(3),
                                                        candidates.real(4),
                                                        candidates.text(5)});
    return candidates.failed() ? Status(candidates.error()) : ok();
}

} // namespace

Result<QHash<qint64, Record>> records(const Connection& connection, const QString& ids)
{
    QHash<qint64, Record> found;
    Statement row(connection,
                  QStringLiteral("SELECT id, name, description, alphabet, length, source, meta FROM records "
                                 "WHERE id IN (%1)")
                      .arg(ids),
                  {});
    while (row.next()) {
        Record& record = found[row.integer(0)];
        record.id = RecordId(row.integer(0));
        record.name = row.text(1);
        record.description = row.text(2);
        record.alphabet = alphabetFromText(row.text(3)).value_or(Alphabet::Protein);
        record.length = row.integer(4);
        record.source = row.text(5);
        record.meta = metaOf(row.text(6));
    }
    if (row.failed())
        return row.error();
    return found;
}

Result<QHash<qint64, QByteArray>> residues(const Connection& connection, const QString& ids)
{
    QHash<qint64, std::int64_t> lengths;
    Statement records(connection, QStringLiteral("SELECT id, length FROM records WHERE id IN (%1)").arg(ids), {});
    while (records.next())
        lengths.insert(records.integer(0), records.integer(1));
    if (records.failed())
        return records.error();
    QHash<qint64, QByteArray> found;
    Statement chunks(
        connection,
        QStringLiteral("SELECT record_id, data FROM residues WHERE record_id IN (%1) ORDER BY record_id, chunk")
            .arg(ids),
        {});
    while (chunks.next())
        found[chunks.integer(0)] += chunks.blob(1);
    if (chunks.failed())
        return chunks.error();
    for (auto it = lengths.cbegin(); it != lengths.cend(); ++it)
        if (found.value(it.key()).size() != it.value())
            return projectfile::damaged(connection.path(),
                                        QStringLiteral("residues of record %1 are missing").arg(it.key()));
    return found;
}

Result<QHash<qint64, Gold>> golds(const Connection& connection, const QString& ids)
{
    QHash<qint64, Gold> found;
    PackedLabels packed;
    {
        Statement row(connection,
                      QStringLiteral("SELECT record_id, annotated, cores, labels, ambiguous, target FROM gold "
                                     "WHERE record_id IN (%1)")
                          .arg(ids),
                      {});
        while (row.next()) {
            Result<Gold> gold = goldOf(row);
            if (!gold)
                return gold.error();
            found.insert(row.integer(0), *std::move(gold));
            if (QByteArray labels = row.blob(3); !labels.isEmpty())
                packed.insert(row.integer(0), std::move(labels));
        }
        if (row.failed())
            return row.error();
    }
    if (const Status named = nameLabels(connection, packed, found); !named)
        return named.error();
    return found;
}

Result<QHash<qint64, PredictionSummary>> predictions(const Connection& connection, RunId run, const QString& ids)
{
    QHash<qint64, PredictionSummary> found;
    Statement row(connection,
                  QStringLiteral("SELECT record_id, score, margin, null_score FROM predictions "
                                 "WHERE run_id = ? AND record_id IN (%1)")
                      .arg(ids),
                  {qint64(run)});
    while (row.next()) {
        PredictionSummary& summary = found[row.integer(0)];
        summary.record = RecordId(row.integer(0));
        summary.run = run;
        summary.score = row.real(1);
        summary.margin = row.real(2);
        summary.nullScore = row.real(3);
    }
    if (row.failed())
        return row.error();
    if (found.isEmpty())
        return found;
    if (const Status added = addCores(connection, run, ids, found); !added)
        return added.error();
    if (const Status added = addCandidates(connection, run, ids, found); !added)
        return added.error();
    return found;
}

Result<QHash<qint64, QVector<Edit>>> edits(const Connection& connection, const QString& ids)
{
    QHash<qint64, QVector<Edit>> found;
    Statement statement(connection,
                        QStringLiteral("SELECT %1 FROM edits WHERE record_id IN (%2) ORDER BY id DESC")
                            .arg(QLatin1String(editColumns), ids),
                        {});
    while (statement.next()) {
        Result<Edit> edit = rows::edit(statement);
        if (!edit)
            return edit.error();
        found[qint64(edit->record)].append(*std::move(edit));
    }
    if (statement.failed())
        return statement.error();
    return found;
}

} // namespace corespan::rows
