// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/balance_dataset.h"

#include "core/datasets/read_twice.h"
#include "core/importing/random.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace corespan {

namespace {

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

QString tr(const char* text)
{
    return QCoreApplication::translate("BalanceDataset", text);
}

/// Counts what stays and says whether one more fits.
class Limits
{
public:
    explicit Limits(const BalanceOptions& options)
        : m_options(options), m_bins(options.lengthBins.size() + 1, std::int64_t(0))
    {
    }

    bool take(const RecordSketch& record)
    {
        if (m_options.maxRecords > 0 && m_records >= m_options.maxRecords)
            return false;
        const auto bin = std::upper_bound(m_options.lengthBins.begin(), m_options.lengthBins.end(), record.length) -
                         m_options.lengthBins.begin();
        if (m_options.perBin > 0 && m_bins[bin] >= m_options.perBin)
            return false;
        for (const auto& [type, count] : record.cores) {
            const auto most = m_options.maxByType.constFind(type);
            if (most != m_options.maxByType.cend() && m_types.value(type) + count > *most)
                return false;
        }
        ++m_records;
        ++m_bins[bin];
        for (const auto& [type, count] : record.cores)
            m_types[type] += count;
        return true;
    }

private:
    const BalanceOptions& m_options;
    std::int64_t m_records = 0;
    QVector<std::int64_t> m_bins;
    QMap<QString, std::int64_t> m_types;
};

RecordSketch sketchOf(const ImportedRecord& record)
{
    QMap<QString, int> types;
    for (const Core& core : record.gold.cores)
        ++types[core.type];
    RecordSketch sketch{record.residues.size(), record.gold.annotated, {}};
    for (auto type = types.cbegin(); type != types.cend(); ++type)
        sketch.cores.append({type.key(), type.value()});
    return sketch;
}

Status check(const BalanceOptions& options)
{
    for (qsizetype i = 0; i < options.lengthBins.size(); ++i) {
        if (options.lengthBins[i] < 1 || (i > 0 && options.lengthBins[i] <= options.lengthBins[i - 1]))
            return bad(tr("the ends of length bins have to be above 0 and rise"));
    }
    if (!options.lengthBins.isEmpty() && options.perBin == 0)
        return bad(tr("length bins need a number of records for each"));
    if (options.noCore && !(*options.noCore >= 0.0))
        return bad(tr("the share of records without a core must not be negative"));
    return ok();
}

} // namespace

QJsonObject BalanceOptions::toJson() const
{
    QJsonObject types;
    for (auto type = maxByType.cbegin(); type != maxByType.cend(); ++type)
        types[type.key()] = qint64(type.value());
    QJsonArray bins;
    for (const std::int64_t end : lengthBins)
        bins.append(qint64(end));
    return {{"max_by_type", types},
            {"length_bins", bins},
            {"per_bin", qint64(perBin)},
            {"no_core", noCore ? QJsonValue(*noCore) : QJsonValue()},
            {"max_records", qint64(maxRecords)},
            {"seed", qint64(seed)}};
}

QJsonObject BalanceReport::toJson() const
{
    return {{"before", before.toJson()}, {"after", after.toJson()}, {"skipped", qint64(read.skipped)}};
}

QVector<bool> chooseBalanced(const QVector<RecordSketch>& records, const BalanceOptions& options)
{
    QVector<qsizetype> order(records.size());
    std::iota(order.begin(), order.end(), qsizetype(0));
    Random(options.seed).shuffle(order);
    const auto empty = [&](qsizetype i) { return records[i].annotated && records[i].cores.isEmpty(); };
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) { return !empty(a) && empty(b); });
    Limits limits(options);
    QVector<bool> stays(records.size(), false);
    std::int64_t withCore = 0;
    std::int64_t without = 0;
    for (const qsizetype i : std::as_const(order)) {
        const auto most = std::floor(options.noCore.value_or(0.0) * static_cast<double>(withCore) + 1e-9);
        if (empty(i) && options.noCore && static_cast<double>(without) >= most)
            continue;
        stays[i] = limits.take(records[i]);
        withCore += stays[i] && !records[i].cores.isEmpty() ? 1 : 0;
        without += stays[i] && empty(i) ? 1 : 0;
    }
    return stays;
}

Result<BalanceReport> balanceDataset(const QStringList& in, const QString& out, const BalanceOptions& options,
                                     const DatasetControl& control)
{
    if (const Status sound = check(options); !sound)
        return sound.error();
    BalanceReport report;
    QVector<RecordSketch> sketches;
    const auto look = [&](const ImportedRecord& record) -> Status {
        sketches.append(sketchOf(record));
        report.before.add(record);
        return ok();
    };
    if (const Status read = forEachRecord(in, options.reading, report.read, control, Reading::First, look); !read)
        return read.error();
    const QVector<bool> stays = chooseBalanced(sketches, options);
    DatasetFile file(out);
    if (const Status opened = file.open(); !opened)
        return opened.error();
    ImportReport again; // the first reading has told what is wrong
    qsizetype number = 0;
    const auto write = [&](const ImportedRecord& record) -> Status {
        if (number >= stays.size())
            return bad(tr("the input has changed while it was read"));
        if (stays[number++])
            file.write(record);
        return ok();
    };
    if (const Status read = forEachRecord(in, options.reading, again, control, Reading::Second, write); !read)
        return read.error();
    report.after = file.counts();
    if (report.after.records == 0)
        return bad(tr("no record is left of %1; nothing was written").arg(report.before.records));
    if (const Status saved = commitDataset(file, out, {QStringLiteral("dataset balance"), in, options.toJson()});
        !saved)
        return saved.error();
    return report;
}

} // namespace corespan
