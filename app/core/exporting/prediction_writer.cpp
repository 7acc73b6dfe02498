// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/prediction_writer.h"

#include "core/domain/strand.h"
#include "core/exporting/curated_gold.h"
#include "core/exporting/gff3.h"
#include "core/exporting/gold_jsonl.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace corespan {

namespace {

/// The predicted labels inside the cores; empty where there are no cores.
QVector<QString> labelsInside(const PredictionResult& prediction, const Run& run)
{
    const QVector<QString> all = labelNames(prediction.tracks, run.labels);
    if (all.isEmpty() || prediction.summary.predicted.isEmpty())
        return {};
    QVector<QString> labels(all.size());
    for (const PredictedCore& each : prediction.summary.predicted)
        std::copy(all.begin() + each.core.span.begin, all.begin() + each.core.span.end,
                  labels.begin() + each.core.span.begin);
    return labels;
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
        out.gold.labels = labelsInside(prediction, m_run);
        out.gold.cores = summary.cores();
        QJsonArray candidates;
        for (const Candidate& candidate : summary.candidates) {
            QJsonArray one{qint64(candidate.span.begin), qint64(candidate.span.end), candidate.score,
                           candidate.probability};
            if (candidate.type != QLatin1String("core"))
                one.append(candidate.type);
            candidates.append(one);
        }
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
        const QVector<PredictedCore>& predicted = prediction.summary.predicted;
        const Gff3Record line(record.record);
        for (qsizetype i = 0; i < predicted.size(); ++i)
            m_file.write((i == 0 ? line.region() : QByteArray()) +
                         line.line(predicted[i].core, int(i) + 1, predicted[i].probability,
                                   {{"evidence", "predicted"},
                                    {"model", m_run.model.toUtf8()},
                                    {"margin", QByteArray::number(prediction.summary.margin, 'g', 6)}}));
    }
};

class TsvPredictions final : public PredictionWriter
{
public:
    TsvPredictions(const QString& path, const Run& run) : PredictionWriter(path, run) {}

    void begin() override { m_file.write("id\tlength\tbegin\tend\tscore\tmargin\tnull_score\tlabels\ttype\tstrand\n"); }

    /// A line a core; one without coordinates for "no core", its score the probability of that.
    void write(const ImportedRecord& record, const PredictionResult& prediction) override
    {
        const QVector<QString> labels = labelNames(prediction.tracks, m_run.labels);
        for (const PredictedCore& each : prediction.summary.predicted)
            writeLine(record, prediction.summary, each.core, each.probability, labels);
        if (prediction.summary.predicted.isEmpty())
            writeLine(record, prediction.summary, Core{{}, {}}, prediction.summary.score, {});
    }

private:
    void writeLine(const ImportedRecord& record, const PredictionSummary& summary, const Core& core, double score,
                   const QVector<QString>& labels)
    {
        const bool any = !core.span.isEmpty();
        QByteArrayList columns{record.record.name.simplified().toUtf8(),
                               QByteArray::number(qlonglong(record.record.length))};
        columns << (any ? QByteArray::number(qlonglong(core.span.begin + 1)) : QByteArray())
                << (any ? QByteArray::number(qlonglong(core.span.end)) : QByteArray());
        for (const double value : {score, summary.margin, summary.nullScore})
            columns << QByteArray::number(value, 'g', 6);
        QVector<QString> read = labels.mid(core.span.begin, core.span.length());
        if (isReverseType(core.type))
            std::reverse(read.begin(), read.end());
        columns << joined(read) << ownStrandType(core.type).toUtf8()
                << (!any                       ? ""
                    : isReverseType(core.type) ? "-"
                                               : "+");
        m_file.write(columns.join('\t') + '\n');
    }

    /// Letters side by side; names of several letters with commas.
    static QByteArray joined(const QVector<QString>& labels)
    {
        QStringList parts;
        bool letters = true;
        for (const QString& label : labels) {
            parts << (label.isEmpty() ? QStringLiteral(".") : label);
            letters = letters && parts.last().size() == 1;
        }
        return parts.join(letters ? QString() : QStringLiteral(",")).toUtf8();
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
