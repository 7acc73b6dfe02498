// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/redecode.h"

#include "core/domain/edits.h"
#include "core/domain/names.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Review)
};

/// P(inside a core of type t) at each position, and which type leads there.
class TypeTracks
{
public:
    TypeTracks(const Tracks& tracks, qsizetype types)
        : m_values(types > 1 && !tracks.types.isEmpty() ? tracks.types : tracks.core), m_length(tracks.core.size()),
          m_types(m_length == 0 ? 0 : m_values.size() / m_length)
    {
    }

    qsizetype length() const { return m_length; }
    float at(qsizetype type, qsizetype position) const { return m_values[type * m_length + position]; }
    /// -1: outside.
    qsizetype typeAt(qsizetype position, double threshold) const
    {
        qsizetype best = 0;
        for (qsizetype type = 1; type < m_types; ++type)
            if (at(type, position) > at(best, position))
                best = type;
        return double(at(best, position)) >= threshold ? best : -1;
    }

private:
    const QVector<float>& m_values;
    qsizetype m_length;
    qsizetype m_types;
};

struct Stretch
{
    Span span;
    qsizetype type = 0;
};

QVector<Stretch> stretches(const TypeTracks& tracks, const RedecodeOptions& options)
{
    QVector<Stretch> found;
    for (qsizetype at = 0; at < tracks.length(); ++at) {
        const qsizetype type = tracks.typeAt(at, options.threshold);
        if (type < 0)
            continue;
        // The gap holds no position of another type: that would be the last stretch.
        if (!found.isEmpty() && found.last().type == type && at - found.last().span.end <= options.mergeGap)
            found.last().span.end = at + 1;
        else
            found.append({{at, at + 1}, type});
    }
    return found;
}

/// The part of `length` positions with the greatest sum of log-odds, the first of equals.
Span bestPart(const TypeTracks& tracks, const Stretch& stretch, std::int64_t length)
{
    const auto odds = [&](std::int64_t at) {
        constexpr double least = 1e-6; // binary16 has 0 and 1
        const double p = std::clamp(double(tracks.at(stretch.type, at)), least, 1.0 - least);
        return std::log(p) - std::log1p(-p);
    };
    double sum = 0.0;
    for (std::int64_t at = stretch.span.begin; at < stretch.span.begin + length; ++at)
        sum += odds(at);
    double best = sum;
    Span part{stretch.span.begin, stretch.span.begin + length};
    for (std::int64_t end = stretch.span.begin + length; end < stretch.span.end; ++end) {
        sum += odds(end) - odds(end - length);
        if (sum > best + 1e-9) {
            best = sum;
            part = {end + 1 - length, end + 1};
        }
    }
    return part;
}

} // namespace

QVector<Core> redecode(const Tracks& tracks, const QStringList& types, double nullScore, const RedecodeOptions& options)
{
    QVector<Core> cores;
    if (nullScore > options.nullThreshold)
        return cores;
    const TypeTracks values(tracks, types.size());
    for (const Stretch& stretch : stretches(values, options)) {
        if (stretch.span.length() < options.minLength)
            continue;
        const bool isLong = options.maxLength > 0 && stretch.span.length() > options.maxLength;
        cores.append({isLong ? bestPart(values, stretch, options.maxLength) : stretch.span,
                      types.value(stretch.type, Core().type)});
    }
    return cores;
}

namespace {

PlannedEdit planned(const ReviewRow& row, const Tracks& tracks, const QStringList& types,
                    const RedecodeRequest& request)
{
    using Kind = PlannedEdit::Kind;
    const QVector<Core> cores = redecode(tracks, types, row.nullScore, request.options);
    const Curation& now = row.curation;
    const QVector<Core> shown = now.annotated ? now.cores : row.gold.value_or(row.predicted.value_or(QVector<Core>()));
    if (cores == shown || cores == redecode(tracks, types, row.nullScore, request.standard))
        return {Kind::Same};
    const bool decided = isReviewed(now.state) || now.state == ReviewState::Flagged || now.annotated || row.gold;
    if (decided && !request.decidedToo)
        return {Kind::Decided};
    return {Kind::Edit, setCoresEdit(row.id, now, cores, row.predicted.value_or(QVector<Core>()))};
}

} // namespace

PlanRule redecodeRule(const Run& run, const RedecodeRequest& request)
{
    return [run, request](const ProjectReader& reader, const QVector<ReviewRow>& rows) -> Result<QVector<PlannedEdit>> {
        QVector<RecordId> ids;
        for (const ReviewRow& row : rows)
            ids << row.id;
        const Result<QHash<RecordId, Tracks>> tracks = reader.coreTracks(ids, run.id);
        if (!tracks)
            return tracks.error();
        QVector<PlannedEdit> answers;
        for (const ReviewRow& row : rows) {
            const auto known = tracks->constFind(row.id);
            const bool fits = known != tracks->cend() && known->core.size() == row.length;
            answers << (fits ? planned(row, *known, run.types, request) : PlannedEdit{PlannedEdit::Kind::Nothing});
        }
        return answers;
    };
}

QString redecodeText(const RedecodeOptions& options, const RedecodeOptions& standard)
{
    const QLocale locale;
    QStringList parts;
    if (options.threshold != standard.threshold)
        parts << Text::tr("P(core) ≥ %1").arg(locale.toString(options.threshold, 'g', 3));
    if (options.minLength != standard.minLength)
        parts << Text::tr("%1 or longer").arg(locale.toString(qlonglong(options.minLength)));
    if (options.maxLength != standard.maxLength)
        parts << (options.maxLength == 0 ? Text::tr("of any length")
                                         : Text::tr("%1 at most").arg(locale.toString(qlonglong(options.maxLength))));
    if (options.mergeGap != standard.mergeGap)
        parts << Text::tr("gaps up to %1 closed").arg(locale.toString(qlonglong(options.mergeGap)));
    if (options.nullThreshold != standard.nullThreshold)
        parts << Text::tr("no core above P %1").arg(locale.toString(options.nullThreshold, 'g', 3));
    return parts.join(QStringLiteral(" · "));
}

QString redecodeTitle(const RedecodeRequest& request, std::int64_t records)
{
    const QString text = redecodeText(request.options, request.standard);
    return records == 1 ? Text::tr("decoded 1 record anew: %1").arg(text)
                        : Text::tr("decoded %1 records anew: %2").arg(records).arg(text);
}

} // namespace corespan
