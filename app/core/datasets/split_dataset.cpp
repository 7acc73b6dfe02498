// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/split_dataset.h"

#include "core/datasets/grouping.h"
#include "core/datasets/read_twice.h"
#include "core/datasets/record_key.h"
#include "core/importing/random.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>
#include <numeric>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SplitDataset", text);
}

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

/// The part in whose ranges the record's place lies wholly; -1: in none.
int partByPosition(const ImportedRecord& record, const QVector<SplitOptions::Part>& parts)
{
    const QJsonObject& meta = record.record.meta;
    const Span place{meta["begin"].toInteger(-1), meta["end"].toInteger(-1)};
    for (int i = 0; i < parts.size(); ++i) {
        for (const PartRange& range : parts[i].ranges) {
            const bool contig = range.contig.isEmpty() || range.contig == meta["contig"].toString();
            if (contig && place.begin >= range.span.begin && place.end <= range.span.end)
                return i;
        }
    }
    return -1;
}

bool hasPlace(const ImportedRecord& record)
{
    const QJsonObject& meta = record.record.meta;
    return meta["begin"].toInteger(-1) >= 0 && meta["end"].toInteger(-1) > meta["begin"].toInteger(-1);
}

Status check(const SplitOptions& options)
{
    if (options.parts.isEmpty())
        return bad(tr("there are no parts"));
    QSet<QString> names;
    for (const SplitOptions::Part& part : options.parts) {
        if (part.name.isEmpty() || part.name.contains(QLatin1Char('/')) || names.contains(part.name))
            return bad(tr("\"%1\" is no name of a part: it has to be a file name of its own").arg(part.name));
        names.insert(part.name);
        if (options.by != SplitOptions::By::Position && !(part.share > 0.0))
            return bad(tr("the share of part \"%1\" has to be above 0").arg(part.name));
        if (options.by == SplitOptions::By::Position && part.ranges.isEmpty())
            return bad(tr("part \"%1\" has no range").arg(part.name));
    }
    return RecordKey(options.key, options.pattern).check();
}

/// The part of each record, by its group.
QVector<int> partsOf(const QVector<qsizetype>& groups, const SplitOptions& options, SplitReport& report)
{
    QVector<std::int64_t> sizes;
    for (const qsizetype group : groups) {
        sizes.resize(std::max(sizes.size(), group + 1));
        ++sizes[group];
    }
    report.groups = sizes.size();
    report.largestGroup = sizes.isEmpty() ? 0 : *std::max_element(sizes.begin(), sizes.end());
    QVector<double> shares;
    for (const SplitOptions::Part& part : options.parts)
        shares.append(part.share);
    const QVector<int> ofGroup = shareOut(sizes, shares, options.seed);
    QVector<int> ofRecord;
    for (const qsizetype group : groups)
        ofRecord.append(ofGroup[group]);
    return ofRecord;
}

/// Ranges of two parts that share a position would let records leak.
Status checkRanges(const QVector<SplitOptions::Part>& parts)
{
    for (qsizetype a = 0; a < parts.size(); ++a) {
        for (qsizetype b = a + 1; b < parts.size(); ++b) {
            for (const PartRange& first : parts[a].ranges) {
                for (const PartRange& second : parts[b].ranges) {
                    const bool contig =
                        first.contig.isEmpty() || second.contig.isEmpty() || first.contig == second.contig;
                    if (contig && first.span.overlaps(second.span))
                        return bad(tr("the ranges of \"%1\" and \"%2\" overlap").arg(parts[a].name, parts[b].name));
                }
            }
        }
    }
    return ok();
}

/// The files of the parts, all open.
Result<std::vector<std::unique_ptr<DatasetFile>>> openParts(const QString& folder, const SplitOptions& options)
{
    std::vector<std::unique_ptr<DatasetFile>> files;
    for (const SplitOptions::Part& part : options.parts) {
        files.push_back(std::make_unique<DatasetFile>(QDir(folder).filePath(part.name + QStringLiteral(".jsonl"))));
        if (const Status opened = files.back()->open(); !opened)
            return opened.error();
    }
    return files;
}

Status writeParts(const QStringList& in, const SplitOptions& options, const QVector<int>& partOf,
                  std::vector<std::unique_ptr<DatasetFile>>& files, SplitReport& report, const DatasetControl& control)
{
    const bool byPosition = options.by == SplitOptions::By::Position;
    ImportReport again; // the first reading has told what is wrong
    qsizetype number = 0;
    const auto visit = [&](const ImportedRecord& record) -> Status {
        if (byPosition && !hasPlace(record))
            return bad(tr("record \"%1\" has no place (meta: contig, begin, end); split it by group or similarity")
                           .arg(record.record.name));
        if (!byPosition && number >= partOf.size())
            return bad(tr("the input has changed while it was read"));
        const int part = byPosition ? partByPosition(record, options.parts) : partOf[number++];
        if (part >= 0)
            files[static_cast<std::size_t>(part)]->write(record);
        else
            ++report.outside;
        return ok();
    };
    return forEachRecord(in, options.reading, byPosition ? report.read : again, control, Reading::Second, visit);
}

QString byText(SplitOptions::By by)
{
    return QLatin1String(by == SplitOptions::By::Similarity ? "similarity"
                         : by == SplitOptions::By::Group    ? "group"
                                                            : "position");
}

} // namespace

std::optional<PartRange> parsePartRange(const QString& text)
{
    static const QRegularExpression place(QStringLiteral("^(?:(.+):)?([0-9]+)-([0-9]+)$"));
    const QRegularExpressionMatch match = place.match(text);
    if (match.hasMatch()) {
        bool fits = false;
        const Span span{match.captured(2).toLongLong() - 1, match.captured(3).toLongLong(&fits)};
        return fits && span.begin >= 0 && !span.isEmpty() ? std::optional(PartRange{match.captured(1), span})
                                                          : std::nullopt;
    }
    if (text.isEmpty() || text.contains(QLatin1Char(':')))
        return std::nullopt;
    return PartRange{text, {0, INT64_MAX}}; // a whole contig
}

QJsonObject SplitOptions::toJson() const
{
    QJsonObject partsJson;
    for (const Part& part : parts) {
        QJsonArray places;
        for (const PartRange& range : part.ranges)
            places.append(QJsonObject{{"contig", range.contig},
                                      {"begin", qint64(range.span.begin)},
                                      {"end", range.span.end == INT64_MAX ? QJsonValue() : qint64(range.span.end)}});
        partsJson[part.name] = by == By::Position ? QJsonValue(places) : QJsonValue(part.share);
    }
    QJsonObject json{{"by", byText(by)}, {"parts", partsJson}, {"seed", qint64(seed)}};
    if (by == By::Group) {
        json["key"] = key;
        json["pattern"] = pattern;
    }
    if (by == By::Similarity) {
        json["min_identity"] = similarity.minIdentity;
        json["coverage"] = similarity.coverage;
        json["linear"] = similarity.linear;
    }
    return json;
}

QJsonObject SplitReport::toJson() const
{
    QJsonObject json{{"groups", qint64(groups)},
                     {"largest_group", qint64(largestGroup)},
                     {"outside", qint64(outside)},
                     {"without_key", qint64(withoutKey)},
                     {"skipped", qint64(read.skipped)}};
    if (!clusteredBy.isEmpty())
        json["clustered_by"] = clusteredBy;
    return json;
}

QVector<int> shareOut(const QVector<std::int64_t>& sizes, const QVector<double>& shares, std::uint64_t seed)
{
    QVector<qsizetype> order(sizes.size());
    std::iota(order.begin(), order.end(), qsizetype(0));
    Random(seed).shuffle(order);
    std::stable_sort(order.begin(), order.end(), [&](qsizetype a, qsizetype b) { return sizes[a] > sizes[b]; });
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    const auto total = static_cast<double>(std::accumulate(sizes.begin(), sizes.end(), std::int64_t(0)));
    QVector<double> lacks;
    for (const double share : shares)
        lacks.append(share / sum * total);
    QVector<int> part(sizes.size());
    for (const qsizetype group : std::as_const(order)) {
        const auto most = std::max_element(lacks.begin(), lacks.end());
        part[group] = static_cast<int>(most - lacks.begin());
        *most -= static_cast<double>(sizes[group]);
    }
    return part;
}

Result<SplitReport> splitDataset(const QStringList& in, const QString& folder, const SplitOptions& options,
                                 const DatasetControl& control)
{
    if (const Status sound = check(options); !sound)
        return sound.error();
    if (const Status apart = checkRanges(options.parts); !apart)
        return apart.error();
    SplitReport report;
    if (options.by == SplitOptions::By::Similarity) {
        const Result<QString> version = mmseqsVersion(options.similarity.program);
        if (!version)
            return version.error();
        report.clusteredBy = QStringLiteral("MMseqs2 ") + *version;
    }
    if (!QDir().mkpath(folder))
        return Error{tr("The folder %1 cannot be made").arg(folder)};
    QVector<int> partOf;
    if (options.by != SplitOptions::By::Position) {
        const QTemporaryDir work(QDir(folder).filePath(QStringLiteral(".split-XXXXXX")));
        if (!work.isValid())
            return Error{tr("%1: %2").arg(folder, work.errorString())};
        const Result<QVector<qsizetype>> groups = groupRecords(in, work.path(), options, report, control);
        if (!groups)
            return groups.error();
        partOf = partsOf(*groups, options, report);
    }
    auto files = openParts(folder, options);
    if (!files)
        return files.error();
    if (const Status written = writeParts(in, options, partOf, *files, report, control); !written)
        return written.error();
    for (std::size_t i = 0; i < files->size(); ++i) {
        report.parts.append({options.parts[qsizetype(i)].name, (*files)[i]->counts()});
        if ((*files)[i]->counts().records == 0)
            return bad(tr("part \"%1\" would be empty; nothing was written").arg(options.parts[qsizetype(i)].name));
    }
    const DatasetOrigin origin{QStringLiteral("dataset split"), in, options.toJson()};
    if (const Status saved = commitParts(*files, folder, origin, report.toJson()); !saved)
        return saved.error();
    return report;
}

} // namespace corespan
