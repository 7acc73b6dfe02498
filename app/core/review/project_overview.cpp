// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/project_overview.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace corespan {

namespace {

constexpr qsizetype page = 200; ///< records
constexpr float none = std::numeric_limits<float>::quiet_NaN();

/// What one record contributes, known before its tracks are read.
struct Place
{
    ReviewRow row;
    QVector<Core> cores;
    std::int64_t anchor = 0;
};

QVector<Core> shownCores(const ReviewRow& row)
{
    return row.curation.annotated ? row.curation.cores : row.gold.value_or(row.predicted.value_or(QVector<Core>()));
}

std::int64_t anchorOf(const Span& core, OverviewAnchor anchor)
{
    switch (anchor) {
    case OverviewAnchor::Start:
        return core.begin;
    case OverviewAnchor::Middle:
        return core.begin + core.length() / 2;
    case OverviewAnchor::End:
        return core.end;
    }
    return core.begin;
}

/// The value that `share` of them do not exceed.
std::int64_t quantile(QVector<std::int64_t> values, double share)
{
    if (values.isEmpty())
        return 0;
    const auto at = static_cast<qsizetype>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    const auto place = values.begin() + std::clamp<qsizetype>(at, 0, values.size() - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

/// Sums of the rows' columns.
class Rows
{
public:
    Rows(ProjectOverview& overview, qsizetype rows) : m_overview(overview), m_counts(rows)
    {
        overview.rows.fill(RecordId::None, rows);
        overview.values.fill(QVector<float>(overview.columns, 0.0F), rows);
        m_counts.fill(QVector<int>(overview.columns, 0));
    }

    void add(qsizetype row, const Place& place, const QVector<float>& track)
    {
        if (m_overview.rows[row] == RecordId::None)
            m_overview.rows[row] = place.row.id;
        const double width = static_cast<double>(m_overview.range.length()) / m_overview.columns;
        for (int column = 0; column < m_overview.columns; ++column) {
            const std::int64_t from = at(place, column, width);
            const std::int64_t begin = std::max<std::int64_t>(from, 0);
            const std::int64_t end =
                std::min<std::int64_t>(std::max(at(place, column + 1, width), from + 1), track.size());
            if (begin >= end)
                continue;
            m_overview.values[row][column] += *std::max_element(track.begin() + begin, track.begin() + end);
            ++m_counts[row][column];
        }
    }

    void finish()
    {
        for (qsizetype row = 0; row < m_counts.size(); ++row)
            for (int column = 0; column < m_overview.columns; ++column) {
                float& value = m_overview.values[row][column];
                const int count = m_counts[row][column];
                value = count == 0 ? none : value / static_cast<float>(count);
            }
    }

private:
    std::int64_t at(const Place& place, int column, double width) const
    {
        return place.anchor + m_overview.range.begin + static_cast<std::int64_t>(std::floor(column * width));
    }

    ProjectOverview& m_overview;
    QVector<QVector<int>> m_counts;
};

class Overview
{
public:
    Overview(const ProjectReader& reader, const OverviewRequest& request, const StepProgress& progress)
        : m_reader(reader), m_request(request), m_progress(progress)
    {
    }

    Result<ProjectOverview> make()
    {
        m_made.records = m_request.records.size();
        m_made.scores.fill(0, ProjectOverview::scoreBins);
        choose();
        if (const Status status = readPlaces(); !status)
            return status.error();
        std::ranges::sort(m_made.lengths);
        setRange();
        if (const Status status = readTracks(); !status)
            return status.error();
        return m_made;
    }

private:
    void choose()
    {
        const qsizetype count = std::min(m_request.records.size(), ProjectOverview::mostRead);
        for (qsizetype i = 0; i < count; ++i)
            m_chosen.append(m_request.records[i * m_request.records.size() / count]);
        m_made.read = count;
    }

    bool goOn(qsizetype done) const { return !m_progress || m_progress(done, 2 * m_chosen.size()); }
    static Error cancelled() { return {QCoreApplication::translate("Review", "Cancelled."), Error::Kind::Cancelled}; }

    Status readPlaces()
    {
        for (qsizetype at = 0; at < m_chosen.size(); at += page) {
            const Result<QVector<ReviewRow>> rows = m_reader.reviewRows(m_chosen.mid(at, page), m_request.run);
            if (!rows)
                return rows.error();
            for (const ReviewRow& row : *rows)
                place(row);
            if (!goOn(at))
                return cancelled();
        }
        return ok();
    }

    void place(const ReviewRow& row)
    {
        const QVector<Core> cores = shownCores(row);
        for (const Core& core : cores)
            m_made.lengths.append(core.span.length());
        if (row.predicted) {
            const int bin = static_cast<int>(row.score * ProjectOverview::scoreBins);
            ++m_made.scores[std::clamp(bin, 0, ProjectOverview::scoreBins - 1)];
        }
        if (cores.isEmpty())
            ++m_made.withoutCore;
        else
            m_places.append({row, cores, anchorOf(cores.first().span, m_request.anchor)});
    }

    void setRange()
    {
        QVector<std::int64_t> before, after;
        for (const Place& each : m_places) {
            before.append(each.anchor);
            after.append(each.row.length - each.anchor);
        }
        constexpr double most = 0.9;
        const std::int64_t reach = m_request.reach;
        m_made.range = {-std::max<std::int64_t>(reach > 0 ? reach : quantile(before, most), 0),
                        std::max<std::int64_t>(reach > 0 ? reach : quantile(after, most), 1)};
        m_made.columns = static_cast<int>(std::min<std::int64_t>(m_made.range.length(), m_request.columns));
    }

    Status readTracks()
    {
        if (m_places.isEmpty() || m_request.run == RunId::None)
            return ok();
        const Result<Run> run = m_reader.run(m_request.run);
        if (!run)
            return run.error();
        const qsizetype rows = std::min<qsizetype>(m_places.size(), m_request.rows);
        Rows sums(m_made, rows);
        for (qsizetype i = 0; i < m_places.size(); ++i) {
            const Result<std::optional<Tracks>> tracks = m_reader.tracks(m_places[i].row.id, m_request.run);
            if (!tracks)
                return tracks.error();
            const Tracks known = tracks->value_or(Tracks());
            const bool fits = known.core.size() == m_places[i].row.length;
            sums.add(i * rows / m_places.size(), m_places[i], fits ? known.core : QVector<float>());
            if (const Status status = countLabels(m_places[i], fits ? known : Tracks(), run->labels); !status)
                return status;
            if (i % page == 0 && !goOn(m_chosen.size() + i))
                return cancelled();
        }
        sums.finish();
        return ok();
    }

    Status countLabels(const Place& place, const Tracks& tracks, const QStringList& names)
    {
        QVector<QString> own;
        if (place.row.gold) {
            const Result<Gold> gold = m_reader.gold(place.row.id);
            if (!gold)
                return gold.error();
            own = gold->labels;
        }
        QVector<std::int64_t> counts(names.size(), 0);
        const QMap<std::int64_t, QString>& curated = place.row.curation.labels;
        for (const Core& core : place.cores)
            for (std::int64_t at = core.span.begin; at < core.span.end; ++at) {
                const auto set = curated.constFind(at);
                if (set != curated.cend())
                    ++m_made.labels[*set];
                else if (at < own.size() && !own[at].isEmpty())
                    ++m_made.labels[own[at]];
                else if (const int top = at < tracks.topLabel.size() ? tracks.topLabel[at] : -1;
                         top >= 0 && top < counts.size())
                    ++counts[top];
            }
        for (qsizetype i = 0; i < counts.size(); ++i)
            if (counts[i] > 0)
                m_made.labels[names[i]] += counts[i];
        return ok();
    }

    const ProjectReader& m_reader;
    const OverviewRequest& m_request;
    const StepProgress& m_progress;
    QVector<RecordId> m_chosen;
    QVector<Place> m_places;
    ProjectOverview m_made;
};

} // namespace

QVector<std::int64_t> ProjectOverview::lengthBins(int bins, std::int64_t& width) const
{
    QVector<std::int64_t> counts(bins, 0);
    constexpr double shown = 0.99;
    width = std::max<std::int64_t>((quantile(lengths, shown) + bins) / bins, 1);
    for (const std::int64_t length : lengths)
        ++counts[std::min<std::int64_t>(length / width, bins - 1)];
    return counts;
}

Result<ProjectOverview> projectOverview(const ProjectReader& reader, const OverviewRequest& request,
                                        const StepProgress& progress)
{
    return Overview(reader, request, progress).make();
}

} // namespace corespan
