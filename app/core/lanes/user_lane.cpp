// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lanes/user_lane.h"

#include "core/importing/gff3_line.h"
#include "core/importing/line_reader.h"
#include "core/importing/shown.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan {

namespace {

constexpr qsizetype mostIssues = 100;

QString tr(const char* text)
{
    return QCoreApplication::translate("UserLane", text);
}

enum class Kind { Unknown, BedGraph, Bed, Gff3 };

bool isNumber(const QByteArray& text)
{
    bool ok = false;
    const float value = text.toFloat(&ok);
    return ok && std::isfinite(value);
}

QByteArrayList columnsOf(const QByteArray& line)
{
    return line.contains('\t') ? line.split('\t') : line.simplified().split(' ');
}

/// \param headed the track's own head says "bedGraph"
Kind kindOf(const QByteArray& line, bool headed)
{
    if (line.count('\t') == 8)
        return Kind::Gff3;
    const QByteArrayList columns = columnsOf(line);
    if (headed || (columns.size() == 4 && isNumber(columns[3])))
        return Kind::BedGraph;
    return Kind::Bed;
}

class UserLaneReader
{
public:
    explicit UserLaneReader(const QString& path) : m_path(path)
    {
        m_lane.file = path;
        m_lane.name = QFileInfo(path).fileName();
    }

    Result<UserLane> read()
    {
        Result<LineReader> lines = LineReader::open(m_path);
        if (!lines)
            return lines.error();
        QByteArray line;
        for (;;) {
            const Result<bool> more = lines->next(line);
            if (!more)
                return more.error();
            if (!*more || line.startsWith("##FASTA"))
                break;
            take(line, lines->line());
        }
        if (m_lane.isEmpty())
            return nothing();
        for (QVector<LaneFeature>& features : m_lane.features)
            std::ranges::stable_sort(features, {}, [](const LaneFeature& feature) { return feature.span; });
        return m_lane;
    }

private:
    Error nothing() const
    {
        const QString why = m_lane.issues.isEmpty() ? tr("it has no line of data") : m_lane.issues.first().text();
        return {tr("%1 holds nothing that can be shown as bedGraph, BED or GFF3: %2").arg(m_path, why),
                Error::Kind::BadInput};
    }

    void take(const QByteArray& line, std::int64_t number)
    {
        if (line.startsWith("track")) {
            static const QRegularExpression name(QStringLiteral("name=(\"([^\"]*)\"|'([^']*)'|(\\S+))"));
            const QRegularExpressionMatch match = name.match(QString::fromUtf8(line));
            if (match.hasMatch())
                m_lane.name = match.captured(2) + match.captured(3) + match.captured(4);
            m_headed = m_headed || line.contains("type=bedGraph");
            return;
        }
        if (line.startsWith('#') || line.startsWith("browser") || line.trimmed().isEmpty())
            return;
        if (m_kind == Kind::Unknown)
            m_kind = kindOf(line, m_headed);
        const QString fault = m_kind == Kind::Gff3 ? gff3(line) : bed(line);
        if (fault.isEmpty())
            return;
        ++m_lane.leftOut;
        if (m_lane.issues.size() < mostIssues)
            m_lane.issues.append({m_path, number, {}, fault});
    }

    QString gff3(const QByteArray& text)
    {
        Gff3Line line;
        QString fault;
        parseGff3Line(text, line, fault);
        if (!fault.isEmpty())
            return fault;
        QString name = line.value("Name");
        if (name.isEmpty())
            name = line.value("ID");
        add(line.sequence, {line.span, name.isEmpty() ? line.type : line.type + QLatin1Char(' ') + name,
                            line.strand == '-' ? LaneTone::Other : LaneTone::Plain});
        return {};
    }

    QString bed(const QByteArray& text)
    {
        const QByteArrayList columns = columnsOf(text);
        bool begins = false, ends = false;
        const Span span{columns.value(1).trimmed().toLongLong(&begins), columns.value(2).trimmed().toLongLong(&ends)};
        if (!begins || !ends || span.begin < 0 || span.isEmpty())
            return tr("\"%1\" to \"%2\" are no positions").arg(shown(columns.value(1)), shown(columns.value(2)));
        const QString sequence = QString::fromUtf8(columns.first().trimmed());
        if (m_kind == Kind::Bed) {
            add(sequence, {span, QString::fromUtf8(columns.value(3).trimmed()),
                           columns.value(5) == "-" ? LaneTone::Other : LaneTone::Plain});
            return {};
        }
        const QByteArray value = columns.value(3).trimmed();
        if (columns.size() != 4 || !isNumber(value))
            return tr("bedGraph has four columns, the last of them a number");
        m_lane.values[sequence].append({span, value.toFloat()});
        m_lane.low = std::min(m_lane.low, value.toFloat());
        m_lane.high = std::max(m_lane.high, value.toFloat());
        return {};
    }

    void add(const QString& sequence, const LaneFeature& feature) { m_lane.features[sequence].append(feature); }

    QString m_path;
    UserLane m_lane;
    Kind m_kind = Kind::Unknown;
    bool m_headed = false;
};

/// Where a record lies on what the file names.
struct Window
{
    QString sequence;
    Span span;
    bool reverse = false;

    /// The part of `there` that the record shows, on its positions; empty: none of it.
    Span on(const Span& there) const
    {
        const Span cut{std::max(there.begin, span.begin), std::min(there.end, span.end)};
        if (cut.isEmpty())
            return {};
        return reverse ? Span{span.end - cut.end, span.end - cut.begin}
                       : Span{cut.begin - span.begin, cut.end - span.begin};
    }
};

bool says(const UserLane& lane, const QString& sequence)
{
    return lane.features.contains(sequence) || lane.values.contains(sequence);
}

std::optional<Window> windowOf(const UserLane& lane, const Record& record)
{
    if (says(lane, record.name))
        return Window{record.name, {0, record.length}};
    const QString contig = record.meta[QLatin1String("contig")].toString();
    const Span span{record.meta[QLatin1String("begin")].toInteger(-1), record.meta[QLatin1String("end")].toInteger(-1)};
    if (contig.isEmpty() || span.begin < 0 || span.length() != record.length || !says(lane, contig))
        return std::nullopt;
    return Window{contig, span, record.meta[QLatin1String("strand")].toString() == QLatin1String("-")};
}

} // namespace

Result<UserLane> readUserLane(const QString& path)
{
    return UserLaneReader(path).read();
}

std::optional<AnnotationLane> laneOf(const UserLane& lane, const Record& record)
{
    const std::optional<Window> window = windowOf(lane, record);
    if (!window)
        return std::nullopt;
    AnnotationLane row{lane.name, lane.file};
    for (LaneFeature feature : lane.features.value(window->sequence)) {
        feature.span = window->on(feature.span);
        if (!feature.span.isEmpty())
            row.features.append(feature);
    }
    std::ranges::stable_sort(row.features, {}, [](const LaneFeature& feature) { return feature.span; });
    const auto runs = lane.values.constFind(window->sequence);
    if (runs == lane.values.cend())
        return row;
    row.curve = true;
    row.low = lane.low;
    row.high = lane.high;
    row.values.fill(std::numeric_limits<float>::quiet_NaN(), record.length);
    for (const ValueRun& run : *runs) {
        const Span here = window->on(run.span);
        std::fill(row.values.begin() + here.begin, row.values.begin() + here.end, run.value);
    }
    return row;
}

} // namespace corespan
