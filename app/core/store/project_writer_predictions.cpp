// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/boundary_entropy.h"
#include "core/domain/span_text.h"
#include "core/store/codec.h"
#include "core/store/connection.h"
#include "core/store/project_lock.h"
#include "core/store/project_writer.h"

#include <algorithm>

namespace corespan {

namespace {

QVariant halfBlob(const QVector<float>& values)
{
    return values.isEmpty() ? QVariant() : QVariant(codec::packHalf(values));
}

/// Prepared once for a whole batch. Deleting the prediction takes its candidates and tracks along.
class PredictionInserter
{
public:
    explicit PredictionInserter(const Connection& connection)
        : m_remove(connection, QStringLiteral("DELETE FROM predictions WHERE run_id = ? AND record_id = ?")),
          m_prediction(connection,
                       QStringLiteral("INSERT INTO predictions (run_id, record_id, begin_pos, end_pos, score, "
                                      "margin, null_score, start_entropy, end_entropy, vaguest_entropy) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
          m_core(connection, QStringLiteral("INSERT INTO predicted_cores (run_id, record_id, begin_pos, end_pos, type, "
                                            "open, probability) VALUES (?, ?, ?, ?, ?, ?, ?)")),
          m_candidate(connection, QStringLiteral("INSERT INTO candidates (run_id, record_id, rank, begin_pos, end_pos, "
                                                 "score, probability, type) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")),
          m_tracks(connection,
                   QStringLiteral("INSERT INTO tracks (run_id, record_id, start_track, end_track, core_track, "
                                  "top_label, top_probability, type_tracks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))
    {
    }

    Status add(RunId run, const PredictionResult& result)
    {
        const PredictionSummary& summary = result.summary;
        const qint64 runId = qint64(run);
        const qint64 recordId = qint64(summary.record);
        if (!m_remove.run({runId, recordId}))
            return m_remove.error();
        const std::optional<Span> best = summary.best();
        const QVariant begin = best ? QVariant(qint64(best->begin)) : QVariant();
        const QVariant end = best ? QVariant(qint64(best->end)) : QVariant();
        QVariantList row{runId, recordId, begin, end, summary.score, summary.margin, summary.nullScore};
        if (const auto entropy = boundaryEntropy(summary.predicted, result.tracks))
            row << entropy->start << entropy->end << std::max(entropy->start, entropy->end);
        else
            row << QVariant() << QVariant() << QVariant();
        if (!m_prediction.run(row))
            return m_prediction.error();
        for (const PredictedCore& each : summary.predicted) {
            const Span span = each.core.span;
            if (!m_core.run({runId, recordId, qint64(span.begin), qint64(span.end), each.core.type, openText(each.core),
                             each.probability}))
                return m_core.error();
        }
        for (qsizetype rank = 0; rank < summary.candidates.size(); ++rank) {
            const Candidate& candidate = summary.candidates[rank];
            if (!m_candidate.run({runId, recordId, rank, qint64(candidate.span.begin), qint64(candidate.span.end),
                                  candidate.score, candidate.probability, candidate.type}))
                return m_candidate.error();
        }
        const Tracks& tracks = result.tracks;
        if (tracks.start.isEmpty() && tracks.end.isEmpty() && tracks.core.isEmpty() && tracks.topLabel.isEmpty())
            return ok();
        const QVariant labels = tracks.topLabel.isEmpty() ? QVariant() : QVariant(codec::packInt16(tracks.topLabel));
        if (!m_tracks.run({runId, recordId, halfBlob(tracks.start), halfBlob(tracks.end), halfBlob(tracks.core), labels,
                           halfBlob(tracks.topLabelProbability), halfBlob(tracks.types)}))
            return m_tracks.error();
        return ok();
    }

private:
    Statement m_remove;
    Statement m_prediction;
    Statement m_core;
    Statement m_candidate;
    Statement m_tracks;
};

} // namespace

Result<std::int64_t> ProjectWriter::savePredictions(RunId run, std::span<const PredictionResult> results)
{
    Transaction transaction(*m_connection);
    if (!transaction.begun())
        return transaction.begun().error();
    {
        PredictionInserter inserter(*m_connection);
        for (const PredictionResult& result : results) {
            if (Status status = inserter.add(run, result); !status)
                return status.error();
        }
    }
    if (Status status = transaction.commit(); !status)
        return status.error();
    return std::int64_t(results.size());
}

} // namespace corespan
