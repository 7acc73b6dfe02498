// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/strand.h"
#include "core/importing/line_reader.h"
#include "core/importing/record_stream.h"
#include "core/training/predicted_set.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PredictedGff3)
};

/// The columns that matter.
struct FeatureLine
{
    QString sequence;
    QString source;
    QString kind;
    Span span;
    bool reverse = false;
    double score = 0.0; ///< column 6; 0: not told
    QHash<QByteArray, QString> attributes;
    std::int64_t number = 0; ///< of the line in its file
};

QString decoded(const QByteArray& text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

QHash<QByteArray, QString> attributesOf(const QByteArray& column)
{
    QHash<QByteArray, QString> attributes;
    for (const QByteArray& part : column.split(';')) {
        const qsizetype equals = part.indexOf('=');
        if (equals > 0)
            attributes.insert(part.left(equals).trimmed(), decoded(part.mid(equals + 1)));
    }
    return attributes;
}

std::optional<FeatureLine> parse(const QByteArray& line, std::int64_t number)
{
    const QByteArrayList columns = line.split('\t');
    if (columns.size() < 8)
        return std::nullopt;
    bool beginRead = false, endRead = false;
    const qint64 begin = columns[3].toLongLong(&beginRead), end = columns[4].toLongLong(&endRead);
    if (!beginRead || !endRead || begin < 1 || end < begin)
        return std::nullopt;
    return FeatureLine{decoded(columns[0]),
                       decoded(columns[1]),
                       decoded(columns[2]),
                       {begin - 1, end},
                       columns[6].trimmed() == "-",
                       columns[5].toDouble(),
                       attributesOf(columns.value(8)),
                       number};
}

bool isOwn(const FeatureLine& line)
{
    return line.attributes.contains("core_type") && line.attributes.contains("Name");
}

/// All lines of the file; those that are no feature are told in `issues`.
Result<QVector<FeatureLine>> readLines(const QString& file, QStringList& issues)
{
    Result<LineReader> reader = LineReader::open(file);
    if (!reader)
        return reader.error();
    QVector<FeatureLine> lines;
    QByteArray text;
    for (;;) {
        const Result<bool> more = reader->next(text);
        if (!more)
            return more.error();
        if (!*more || text.startsWith("##FASTA"))
            break;
        if (text.startsWith('#') || text.trimmed().isEmpty())
            continue;
        if (const auto line = parse(text, reader->line()))
            lines.append(*line);
        else
            issues.append(Text::tr("%1:%2: not a line of GFF3: nine columns with tabs between, the 4th and 5th whole "
                                   "numbers from 1")
                              .arg(file)
                              .arg(reader->line()));
    }
    return lines;
}

/// The features to take: those asked for; CoreSpan's own; CDS.
Result<QVector<FeatureLine>> chosen(const QVector<FeatureLine>& lines, const QStringList& features, const QString& file)
{
    const auto only = [&lines](const auto& wanted) {
        QVector<FeatureLine> some;
        std::ranges::copy_if(lines, std::back_inserter(some), wanted);
        return some;
    };
    QVector<FeatureLine> some =
        features.isEmpty() ? only(isOwn) : only([&](const FeatureLine& line) { return features.contains(line.kind); });
    if (some.isEmpty() && features.isEmpty())
        some = only([](const FeatureLine& line) { return line.kind == QLatin1String("CDS"); });
    if (!some.isEmpty() || lines.isEmpty())
        return some;
    QSet<QString> seen;
    for (const FeatureLine& line : lines)
        seen.insert(line.kind);
    QStringList kinds(seen.begin(), seen.end());
    kinds.sort();
    return Error{Text::tr("%1: which features are cores? Name them with --features; the file has: %2")
                     .arg(file, kinds.join(QStringLiteral(", "))),
                 Error::Kind::BadInput};
}

/// `reverse`: the line is on the other strand of the record.
QString typeOf(const FeatureLine& line, bool reverse)
{
    if (!isOwn(line) && line.kind != QLatin1String("CDS"))
        return line.kind;
    const QString own = isOwn(line) ? line.attributes.value("core_type") : QStringLiteral("core");
    return reverse && !isReverseType(own) ? reverseType(own) : own;
}

/// Sorts, and leaves out what is there twice or overlaps what came before.
void keepApart(QVector<Core>& cores, const QString& record, const QString& file, QStringList& issues)
{
    std::ranges::stable_sort(cores, {}, &Core::span);
    cores.erase(std::unique(cores.begin(), cores.end()), cores.end());
    QVector<Core> apart;
    for (const Core& core : cores) {
        if (apart.isEmpty() || !apart.last().span.overlaps(core.span))
            apart.append(core);
        else
            issues.append(Text::tr("%1: record \"%2\": %3 to %4 overlaps %5 to %6 and is left out")
                              .arg(file, record)
                              .arg(core.span.begin + 1)
                              .arg(core.span.end)
                              .arg(apart.last().span.begin + 1)
                              .arg(apart.last().span.end));
    }
    cores = apart;
}

} // namespace

bool looksLikeGff3(const QString& file)
{
    Result<LineReader> reader = LineReader::open(file);
    if (!reader)
        return false; // whoever reads it says why
    const Result<QByteArray> head = reader->peek(1 << 12);
    if (!head)
        return false;
    if (head->startsWith("##gff-version"))
        return true;
    for (const QByteArray& line : head->split('\n')) {
        if (line.startsWith('#') || line.trimmed().isEmpty())
            continue;
        return parse(line.trimmed(), 1).has_value();
    }
    return false;
}

Result<QVector<PlacedCore>> readPlacedCores(const QString& file, const QStringList& features, QStringList& issues)
{
    const Result<QVector<FeatureLine>> all = readLines(file, issues);
    if (!all)
        return all.error();
    const Result<QVector<FeatureLine>> lines = chosen(*all, features, file);
    if (!lines)
        return lines.error();
    QVector<PlacedCore> cores;
    for (const FeatureLine& line : *lines)
        cores.append({line.sequence, line.span, line.reverse, line.score});
    return cores;
}

Result<PredictedSet> readGff3Predictions(const QString& file, const PredictionReading& reading)
{
    PredictedSet set;
    set.onlyCores = true;
    const Result<QVector<FeatureLine>> all = readLines(file, set.issues);
    if (!all)
        return all.error();
    const Result<QVector<FeatureLine>> lines = chosen(*all, reading.features, file);
    if (!lines)
        return lines.error();
    for (const FeatureLine& line : *lines) {
        const QString name = isOwn(line) ? line.attributes.value("Name") : line.sequence;
        Span span = line.span;
        bool reverse = line.reverse;
        if (name != line.sequence) {
            const auto region = reading.regions.constFind(name);
            if (region == reading.regions.cend() || region->contig != line.sequence) {
                set.issues.append(Text::tr("%1:%2: the gold does not say where on \"%3\" record \"%4\" lies")
                                      .arg(file)
                                      .arg(line.number)
                                      .arg(line.sequence, name));
                continue;
            }
            reverse = line.reverse != region->reverse;
            span = region->reverse ? Span{region->span.end - span.end, region->span.end - span.begin}
                                   : Span{span.begin - region->span.begin, span.end - region->span.begin};
        }
        set.records[name].cores.append(Core{span, typeOf(line, reverse)});
    }
    for (auto at = set.records.begin(); at != set.records.end(); ++at)
        keepApart(at->cores, at.key(), file, set.issues);
    return set;
}

Result<QHash<QString, RecordRegion>> regionsIn(const QString& goldFile)
{
    ImportReport report;
    Result<RecordStream> stream = RecordStream::open(goldFile, {}, report);
    if (!stream)
        return stream.error();
    QHash<QString, RecordRegion> regions;
    for (;;) {
        const Result<std::optional<ImportedRecord>> record = stream->next();
        if (!record)
            return record.error();
        if (!*record)
            return regions;
        const QJsonObject& meta = (*record)->record.meta;
        const Span span{meta["begin"].toInteger(-1), meta["end"].toInteger(-1)};
        if (span.begin >= 0 && span.length() == (*record)->record.length && meta["contig"].isString())
            regions.insert((*record)->record.name,
                           {meta["contig"].toString(), span, meta["strand"].toString() == QLatin1String("-")});
    }
}

} // namespace corespan
