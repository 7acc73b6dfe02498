// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/predicted_set.h"

#include "core/importing/record_stream.h"
#include "core/training/evaluation.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <functional>
#include <numeric>

namespace corespan {

namespace {

/// Cores of one type; of all with an empty one.
QVector<Core> ofType(const QVector<Core>& cores, const QString& type)
{
    QVector<Core> chosen;
    std::ranges::copy_if(cores, std::back_inserter(chosen),
                         [&](const Core& core) { return type.isEmpty() || core.type == type; });
    return chosen;
}

/// Spans and types; open ends are a remark of the gold's.
bool same(const QVector<Core>& a, const QVector<Core>& b)
{
    return std::ranges::equal(a, b, [](const Core& x, const Core& y) { return x.span == y.span && x.type == y.type; });
}

ModelComparison compare(const QString& what, const QVector<EvaluatedRecord>& a, const QVector<EvaluatedRecord>& b,
                        const QString& type, const std::function<bool(const EvaluatedRecord&)>& applies)
{
    QVector<double> first, second;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (!applies(a[i]))
            continue;
        const QVector<Core> gold = ofType(a[i].gold, type);
        first.append(same(gold, ofType(a[i].predicted, type)) ? 1.0 : 0.0);
        second.append(same(gold, ofType(b[i].predicted, type)) ? 1.0 : 0.0);
    }
    const auto mean = [](const QVector<double>& values) {
        return values.isEmpty() ? 0.0 : std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    };
    return {what, first.size(), mean(first), mean(second), comparePaired(first, second)};
}

} // namespace

Result<PredictedSet> readPredictions(const QString& file, const std::optional<SegmentRule>& rule)
{
    ImportReport report;
    Result<RecordStream> stream = RecordStream::open(file, {}, report);
    if (!stream)
        return stream.error();
    PredictedSet set;
    for (;;) {
        const Result<std::optional<ImportedRecord>> record = stream->next();
        if (!record)
            return record.error();
        if (!*record)
            break;
        const ImportedRecord& read = **record;
        const bool letters = rule && !read.gold.labels.isEmpty();
        const QJsonObject told = read.record.meta.value(QStringLiteral("prediction")).toObject();
        set.records.insert(read.record.name, {letters ? segmentsOf(read.gold.labels, *rule).cores : read.gold.cores,
                                              told.value(QStringLiteral("score")).toDouble()});
    }
    for (const ImportIssue& issue : report.issues)
        set.issues.append(issue.text());
    if (set.records.isEmpty())
        return Error{QCoreApplication::translate("PredictedSet", "%1: no record with predictions").arg(file),
                     Error::Kind::BadInput};
    return set;
}

QVector<EvaluatedRecord> besideGold(const std::vector<model::TrainRecord>& gold, const QStringList& types,
                                    const PredictedSet& predictions, std::int64_t& missing)
{
    missing = 0;
    QVector<EvaluatedRecord> records;
    for (const model::TrainRecord& record : gold) {
        if (!record.annotated)
            continue;
        EvaluatedRecord evaluated = withGold(record, types);
        const auto told = predictions.records.constFind(QString::fromStdString(record.id));
        if (told == predictions.records.cend())
            ++missing;
        else {
            evaluated.predicted = told->cores;
            evaluated.score = told->score;
        }
        records.append(evaluated);
    }
    return records;
}

QVector<ModelComparison> compareModels(const QVector<EvaluatedRecord>& a, const QVector<EvaluatedRecord>& b)
{
    QVector<ModelComparison> rows;
    rows.append(compare(QCoreApplication::translate("PredictedSet", "all cores exact"), a, b, {},
                        [](const EvaluatedRecord& r) { return !r.gold.isEmpty(); }));
    rows.append(compare(QCoreApplication::translate("PredictedSet", "no core"), a, b, {},
                        [](const EvaluatedRecord& r) { return r.gold.isEmpty(); }));
    QSet<QString> seen;
    for (const EvaluatedRecord& record : a)
        for (const Core& core : record.gold)
            seen.insert(core.type);
    QStringList types(seen.begin(), seen.end());
    types.sort();
    for (const QString& type : types)
        rows.append(
            compare(type, a, b, type, [&](const EvaluatedRecord& r) { return !ofType(r.gold, type).isEmpty(); }));
    return rows;
}

} // namespace corespan
