// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/annotation_readers.h"
#include "core/importing/shown.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("BedReader", text);
}

/// Columns of BED, 0-based.
enum Column {
    Sequence,
    Begin,
    End,
    Name,
    Score,
    Strand,
    ThickBegin,
    ThickEnd,
    Colour,
    BlockCount,
    BlockSizes,
    BlockBegins
};
constexpr qsizetype fewest = 3;
constexpr qsizetype most = 12;

std::optional<std::int64_t> number(const QByteArray& text)
{
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return ok && value >= 0 ? std::optional<std::int64_t>(value) : std::nullopt;
}

std::optional<Span> spanOf(const QByteArray& first, const QByteArray& last)
{
    const auto begin = number(first);
    const auto end = number(last);
    return begin && end ? std::optional(Span{*begin, *end}) : std::nullopt;
}

/// "10,20," or "10,20".
std::optional<QVector<std::int64_t>> numbers(QByteArray text)
{
    if (text.endsWith(','))
        text.chop(1);
    QVector<std::int64_t> values;
    for (const QByteArray& part : text.split(',')) {
        const auto value = number(part.trimmed());
        if (!value)
            return std::nullopt;
        values.append(*value);
    }
    return values;
}

/// One line as a feature; `fault` says what is wrong with it.
class BedLine
{
public:
    explicit BedLine(const QByteArray& text)
        : m_columns(text.contains('\t') ? text.split('\t') : text.simplified().split(' '))
    {
    }

    QString sequence() const { return QString::fromUtf8(m_columns.value(Sequence).trimmed()); }
    QString name() const { return QString::fromUtf8(m_columns.value(Name).trimmed()); }

    QString read(GoldFeature& feature)
    {
        const qsizetype count = m_columns.size();
        if (count < fewest || count > most || count == ThickEnd || count == BlockCount + 1 || count == BlockSizes + 1)
            return tr("%1 columns; BED has 3 to 9, or 12").arg(count);
        const auto span = spanOf(m_columns[Begin], m_columns[End]);
        if (!span)
            return tr("\"%1\" to \"%2\" are no positions").arg(shown(m_columns[Begin]), shown(m_columns[End]));
        if (span->isEmpty())
            return tr("the feature [%1, %2) is empty").arg(span->begin).arg(span->end);
        const QByteArray strand = m_columns.value(Strand, ".");
        if (strand != "+" && strand != "-" && strand != ".")
            return tr("\"%1\" is no strand (+, - or .)").arg(shown(strand));
        QVector<Span> pieces{*span};
        QString fault = count == most ? blocks(*span, pieces) : QString();
        if (fault.isEmpty() && count > ThickEnd)
            fault = cutToThick(*span, pieces);
        for (const Span& piece : std::as_const(pieces)) {
            FeatureLocation::Segment segment{piece};
            segment.reverse = strand == "-";
            feature.location.segments.append(segment);
        }
        if (strand == "-")
            std::reverse(feature.location.segments.begin(), feature.location.segments.end());
        return fault;
    }

private:
    QString blocks(const Span& whole, QVector<Span>& pieces) const
    {
        const auto count = number(m_columns[BlockCount]);
        const auto sizes = numbers(m_columns[BlockSizes]);
        const auto begins = numbers(m_columns[BlockBegins]);
        if (!count || !sizes || !begins || sizes->size() != *count || begins->size() != *count || *count == 0)
            return tr("the block columns do not hold as many sizes and begins as blocks");
        pieces.clear();
        std::int64_t end = whole.begin;
        for (qsizetype i = 0; i < sizes->size(); ++i) {
            const Span piece{whole.begin + begins->at(i), whole.begin + begins->at(i) + sizes->at(i)};
            if (piece.isEmpty() || piece.begin < end || piece.end > whole.end)
                return tr("block %1, [%2, %3), is empty, out of order or outside the feature")
                    .arg(i + 1)
                    .arg(piece.begin)
                    .arg(piece.end);
            end = piece.end;
            pieces.append(piece);
        }
        if (pieces.first().begin != whole.begin || pieces.last().end != whole.end)
            return tr("the blocks do not reach from the feature's begin to its end");
        return {};
    }

    QString cutToThick(const Span& whole, QVector<Span>& pieces) const
    {
        const auto thick = spanOf(m_columns[ThickBegin], m_columns[ThickEnd]);
        if (!thick)
            return tr("the thick part has no positions");
        if (thick->isEmpty())
            return {};
        if (thick->begin < whole.begin || thick->end > whole.end)
            return tr("the thick part [%1, %2) lies outside the feature").arg(thick->begin).arg(thick->end);
        QVector<Span> cut;
        for (const Span& piece : std::as_const(pieces)) {
            const Span left{std::max(piece.begin, thick->begin), std::min(piece.end, thick->end)};
            if (!left.isEmpty())
                cut.append(left);
        }
        pieces = cut;
        return {};
    }

    QByteArrayList m_columns;
};

bool isHead(const QByteArray& line)
{
    return line.startsWith("track") || line.startsWith("browser");
}

Error noFeatures(const QString& file, std::int64_t line)
{
    return {tr("%1:%2: a track of values (bedGraph, wiggle), not of features").arg(file).arg(line),
            Error::Kind::BadInput};
}

} // namespace

Status readBed(LineReader& lines, AnnotationSet& set, ImportReport& report)
{
    const QString file = lines.path();
    bool typed = false;
    QByteArray line;
    for (;;) {
        const Result<bool> more = lines.next(line);
        if (!more)
            return more.error();
        if (!*more)
            return ok();
        typed |= line.startsWith("#corespan types");
        if (line.contains("type=bedGraph") || line.contains("type=wiggle"))
            return noFeatures(file, lines.line());
        if (line.startsWith('#') || isHead(line) || line.trimmed().isEmpty())
            continue;
        BedLine bed(line);
        GoldFeature feature;
        feature.line = lines.line();
        feature.what = QStringLiteral("BED");
        feature.type = typed ? bed.name() : QStringLiteral("core");
        feature.name = typed ? QString() : bed.name();
        const QString fault = bed.read(feature);
        if (!fault.isEmpty())
            report.skip({file, lines.line(), bed.sequence(), fault});
        else if (typed && feature.type == QLatin1String("."))
            set.of(bed.sequence(), file, lines.line()).noCore = true;
        else
            set.of(bed.sequence(), file, lines.line()).features.append(std::move(feature));
    }
}

} // namespace corespan
