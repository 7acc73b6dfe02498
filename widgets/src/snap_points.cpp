// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/snap_points.h"

#include <QCoreApplication>

#include <cmath>

namespace corespan::widgets {

QString snapText(SnapKind kind)
{
    const char* text = "";
    switch (kind) {
    case SnapKind::Prediction:
        text = QT_TRANSLATE_NOOP("SnapPoints", "the prediction");
        break;
    case SnapKind::OtherRun:
        text = QT_TRANSLATE_NOOP("SnapPoints", "another run");
        break;
    case SnapKind::Candidate:
        text = QT_TRANSLATE_NOOP("SnapPoints", "a candidate");
        break;
    case SnapKind::Crossing:
        text = QT_TRANSLATE_NOOP("SnapPoints", "P(core) at the threshold");
        break;
    case SnapKind::Peak:
        text = QT_TRANSLATE_NOOP("SnapPoints", "a peak of P(start) or P(end)");
        break;
    case SnapKind::Step:
        text = QT_TRANSLATE_NOOP("SnapPoints", "a step of P(core)");
        break;
    case SnapKind::Frame:
        text = QT_TRANSLATE_NOOP("SnapPoints", "the codon frame");
        break;
    }
    return QCoreApplication::translate("SnapPoints", text);
}

QVector<qint64> probabilityCrossings(const QVector<float>& values, float threshold)
{
    QVector<qint64> crossings;
    for (qint64 i = 1; i < values.size(); ++i) {
        if ((values[i - 1] >= threshold) != (values[i] >= threshold)) {
            crossings.append(i);
        }
    }
    return crossings;
}

QVector<qint64> steepSteps(const QVector<float>& values, float least)
{
    QVector<qint64> steps;
    const auto step = [&values](qint64 boundary) { // NaN compares false, as no step does
        return boundary > 0 && boundary < values.size() ? std::abs(values[boundary] - values[boundary - 1]) : 0.0F;
    };
    float before = 0.0F;
    float now = step(1);
    for (qint64 boundary = 1; boundary < values.size(); ++boundary) {
        const float next = step(boundary + 1);
        if (now >= least && now > before && now >= next) {
            steps.append(boundary);
        }
        before = now;
        now = next;
    }
    return steps;
}

QVector<qint64> probabilityPeaks(const QVector<float>& values, float least)
{
    QVector<qint64> peaks;
    const auto isBelow = [&values](qint64 other, float value, bool orEqual) {
        if (other < 0 || other >= values.size() || std::isnan(values[other])) {
            return true;
        }
        return orEqual ? values[other] <= value : values[other] < value;
    };
    for (qint64 i = 0; i < values.size(); ++i) {
        if (values[i] >= least && isBelow(i - 1, values[i], false) && isBelow(i + 1, values[i], true)) {
            peaks.append(i);
        }
    }
    return peaks;
}

QVector<qint64> rangeBoundaries(const QVector<PositionRange>& ranges)
{
    QVector<qint64> points;
    points.reserve(2 * ranges.size());
    for (const PositionRange range : ranges) {
        points << range.begin << range.end;
    }
    return mergedSnapPoints(points, {});
}

QVector<qint64> mergedSnapPoints(const QVector<qint64>& first, const QVector<qint64>& second)
{
    QVector<qint64> points = first + second;
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    return points;
}

std::optional<qint64> nearestSnapPoint(const QVector<qint64>& points, double position, double tolerance)
{
    const auto above = std::lower_bound(points.begin(), points.end(), position,
                                        [](qint64 point, double value) { return static_cast<double>(point) < value; });
    std::optional<qint64> best;
    double distance = tolerance;
    const auto consider = [&](qint64 point) {
        const double away = std::abs(static_cast<double>(point) - position);
        if (best ? away < distance : away <= distance) {
            best = point;
            distance = away;
        }
    };
    if (above != points.begin()) {
        consider(*(above - 1));
    }
    if (above != points.end()) {
        consider(*above);
    }
    return best;
}

} // namespace corespan::widgets
