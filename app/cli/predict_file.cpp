// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict_file.h"

#include "interrupt.h"
#include "progress.h"

#include "core/exporting/prediction_writer.h"
#include "core/importing/record_stream.h"
#include "core/inference/abstract_predictor.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

namespace corespan::cli {

namespace {

// So much is read before it is predicted: enough to sort into full batches, little to hold.
constexpr qsizetype chunkRecords = 1000;
constexpr qint64 chunkPositions = 2'000'000;

struct Totals
{
    qint64 records = 0;
    qint64 withCore = 0;
    qint64 cores = 0;
    qint64 positions = 0;
};

Result<QVector<ImportedRecord>> readChunk(RecordStream& stream)
{
    QVector<ImportedRecord> chunk;
    qint64 positions = 0;
    while (chunk.size() < chunkRecords && positions < chunkPositions) {
        Result<std::optional<ImportedRecord>> next = stream.next();
        if (!next)
            return next.error();
        if (!*next)
            break;
        positions += (*next)->residues.size();
        chunk.append(*std::move(*next));
    }
    return chunk;
}

Run runOf(const ModelEntry& model, const PredictorInfo& info, const RunOptions& options)
{
    Run run;
    run.model = model.name;
    run.weightsSha256 = info.weightsSha256;
    run.options = formatRunOptions(options);
    run.device = info.device;
    run.precision = info.precision;
    run.labels = info.labels;
    run.types = runTypes(info, options);
    run.started = QDateTime::currentDateTimeUtc();
    return run;
}

/// False when it was interrupted.
bool predictChunk(AbstractPredictor& predictor, const RunOptions& options, const QVector<ImportedRecord>& chunk,
                  PredictionWriter& writer, Totals& totals, Progress& progress, const std::stop_token& stop)
{
    QVector<QByteArray> sequences;
    for (const ImportedRecord& record : chunk)
        sequences.append(record.residues);
    QVector<PredictionResult> results(chunk.size());
    qint64 positions = 0;
    for (const QByteArray& sequence : sequences)
        positions += sequence.size();
    const auto take = [&](qsizetype index, PredictionResult result) { results[index] = std::move(result); };
    predictor.setOnProgress(
        [&](double share) { progress.update(totals.positions + qRound64(share * static_cast<double>(positions)), 0); });
    predictor.predict(sequences, options, take, stop);
    predictor.setOnProgress({});
    if (stop.stop_requested())
        return false;
    for (qsizetype i = 0; i < chunk.size(); ++i) {
        writer.write(chunk[i], results[i]);
        totals.cores += results[i].summary.predicted.size();
        totals.withCore += results[i].summary.predicted.isEmpty() ? 0 : 1;
        totals.positions += chunk[i].residues.size();
    }
    totals.records += chunk.size();
    return true;
}

void printTotals(const Totals& totals, double seconds, double encoder, const QString& out, bool json)
{
    if (json) {
        const QJsonObject object{{"records", totals.records},
                                 {"with_core", totals.withCore},
                                 {"cores", totals.cores},
                                 {"positions", totals.positions},
                                 {"seconds", seconds},
                                 {"encoder_seconds", encoder},
                                 {"out", out}};
        print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
        return;
    }
    print(QStringLiteral("%1 records, %2 with a core, %3 cores, %4 s (encoder %5 %): %6")
              .arg(totals.records)
              .arg(totals.withCore)
              .arg(totals.cores)
              .arg(seconds, 0, 'f', 1)
              .arg(seconds > 0.0 ? encoder / seconds * 100.0 : 0.0, 0, 'f', 0)
              .arg(out));
}

} // namespace

ExitCode predictFile(const QString& in, const QString& out, const ModelEntry& model, const PredictorSettings& settings,
                     const RunOverrides& overrides, bool json)
{
    const std::optional<PredictionFormat> format = predictionFormat(out);
    if (!format) {
        complain(QStringLiteral("%1: the name has to end in .jsonl, .gff3 or .tsv").arg(out));
        return ExitCode::Usage;
    }
    ImportReport report;
    Result<RecordStream> stream = RecordStream::open(in, {}, report);
    if (!stream)
        return fail(stream.error());
    const auto predictor = loadPredictor(model.directory, settings);
    const PredictorInfo& info = predictor->info();
    complain(QStringLiteral("%1, device %2 (%3)").arg(model.directory, info.device, info.reason));
    const RunOptions options = overrides.applied(info.defaults);
    if (const Status possible = checkRunOptions(info, options); !possible)
        return fail(possible.error());
    const std::stop_token stop = interruptToken(); // before there is a file to be taken away again
    const auto writer = PredictionWriter::open(out, *format, runOf(model, info, options));
    if (!writer)
        return fail(writer.error());

    QElapsedTimer clock;
    clock.start();
    Totals totals;
    Progress progress(QStringLiteral("Predicting"), QStringLiteral("positions"));
    while (true) {
        const Result<QVector<ImportedRecord>> chunk = readChunk(*stream);
        if (!chunk)
            return fail(chunk.error());
        if (chunk->isEmpty())
            break;
        if (!predictChunk(*predictor, options, *chunk, **writer, totals, progress, stop)) {
            complain(QStringLiteral("stopped; %1 not written").arg(out));
            return ExitCode::Interrupted;
        }
    }
    progress.clear();
    const Status written = (*writer)->commit();
    if (!written)
        return fail(written.error());
    for (const ImportIssue& issue : report.issues)
        complain(issue.text());
    printTotals(totals, static_cast<double>(clock.elapsed()) / 1000.0, predictor->encoderSeconds(), out, json);
    return report.isClean() ? ExitCode::Ok : ExitCode::Partly;
}

} // namespace corespan::cli
