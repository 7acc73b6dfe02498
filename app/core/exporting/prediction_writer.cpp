// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/prediction_writer.h"

#include "core/exporting/curated_gold.h"
#include "core/exporting/gff3.h"
#include "core/exporting/gold_jsonl.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace corespan {

namespace {

/// The predicted labels inside the best span; empty where there are none.
QVector<QString> bestLabels(const PredictionResult& prediction, const Run& run)
{
    QVector<QString> labels = labelNames(prediction.tracks, run.labels);
    const Span best = prediction.summary.best.value_or(Span{});
    for (qsizetype i = 0; i < labels.size(); ++i) {
        if (!best.contains(i))
            labels[i].clear();
    }
    return best.isEmpty() ? QVector<QString>() : labels;
}

class JsonlPredictions final : public PredictionWriter
{
public:
    JsonlPredictions(const QString& path, const Run& run) : PredictionWriter(path, run) {}

    void write(const ImportedRecord& record, const PredictionResult& prediction) override
    {
        const PredictionSummary& summary = prediction.summary;
        ImportedRecord out = record;
        out.gold = {};
        out.gold.annotated = true;
        out.gold.labels = bestLabels(prediction, m_run);
        if (summary.best)
            out.gold.cores = {Core{*summary.best}};
        QJsonArray candidates;
        for (const Candidate& candidate : summary.candidates)
            candidates.append(QJsonArray{qint64(candidate.span.begin), qint64(candidate.span.end), candidate.score,
                                         candidate.probability});
        const QJsonObject extra{
            {"model", m_run.model},     {"weights_sha256", m_run.weightsSha256}, {"score", summary.score},
            {"margin", summary.margin}, {"null_score", summary.nullScore},       {"candidates", candidates}};
        out.record.meta["prediction"] = extra; // in meta, so that the file can be imported as it is
        m_file.write(toJsonLine(out) + '\n');
    }
};

class Gff3Predictions final : public PredictionWriter
{
public:
    Gff3Predictions(const QString& path, const Run& run) : PredictionWriter(path, run) {}
    void begin() override { m_file.write(gff3Header); }

    void write(const ImportedRecord& record, const PredictionResult& prediction) override
    {
        if (!prediction.summary.best)
            return;
        const Gff3Record line(record.record);
        m_file.write(line.region() + line.line(Core{*prediction.summary.best}, 1, prediction.summary.score,
                                               {{"evidence", "predicted"},
                                                {"model", m_run.model.toUtf8()},
                                                {"margin", QByteArray::number(prediction.summary.margin, 'g', 6)}}));
    }
};

class TsvPredictions final : public PredictionWriter
{
public:
    TsvPredictions(const QString& path, const Run& run) : PredictionWriter(path, run) {}

    void begin() override { m_file.write("id\tlength\tbegin\tend\tscore\tmargin\tnull_score\tlabels\n"); }

    void write(const ImportedRecord& record, const PredictionResult& prediction) override
    {
        const PredictionSummary& summary = prediction.summary;
        QByteArrayList columns{record.record.name.simplified().toUtf8(),
                               QByteArray::number(qlonglong(record.record.length))};
        columns << (summary.best ? QByteArray::number(qlonglong(summary.best->begin + 1)) : QByteArray())
                << (summary.best ? QByteArray::number(qlonglong(summary.best->end)) : QByteArray());
        for (const double value : {summary.score, summary.margin, summary.nullScore})
            columns << QByteArray::number(value, 'g', 6);
        const QVector<QString> labels = bestLabels(prediction, m_run);
        QStringList inside;
        bool letters = true;
        for (std::int64_t i = 0; summary.best && i < labels.size(); ++i) {
            if (!summary.best->contains(i))
                continue;
            inside << (labels[i].isEmpty() ? QStringLiteral(".") : labels[i]);
            letters = letters && inside.last().size() == 1;
        }
        columns << inside.join(letters ? QString() : QStringLiteral(",")).toUtf8();
        m_file.write(columns.join('\t') + '\n');
    }
};

} // namespace

std::optional<PredictionFormat> predictionFormat(const QString& path)
{
    const QString lower = path.toLower();
    if (lower.endsWith(QLatin1String(".jsonl")))
        return PredictionFormat::Jsonl;
    if (lower.endsWith(QLatin1String(".gff3")) || lower.endsWith(QLatin1String(".gff")))
        return PredictionFormat::Gff3;
    if (lower.endsWith(QLatin1String(".tsv")))
        return PredictionFormat::Tsv;
    return std::nullopt;
}

Result<std::unique_ptr<PredictionWriter>> PredictionWriter::open(const QString& path, PredictionFormat format,
                                                                 const Run& run)
{
    std::unique_ptr<PredictionWriter> writer;
    switch (format) {
    case PredictionFormat::Jsonl:
        writer = std::make_unique<JsonlPredictions>(path, run);
        break;
    case PredictionFormat::Gff3:
        writer = std::make_unique<Gff3Predictions>(path, run);
        break;
    case PredictionFormat::Tsv:
        writer = std::make_unique<TsvPredictions>(path, run);
        break;
    }
    if (const Status opened = writer->m_file.open(); !opened)
        return opened.error();
    writer->begin();
    return writer;
}

} // namespace corespan
