// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reasons.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Reasons)
};

constexpr std::array names = {
    std::pair{Reason::SmallMargin, "small_margin"},     std::pair{Reason::UncertainStart, "uncertain_start"},
    std::pair{Reason::UncertainEnd, "uncertain_end"},   std::pair{Reason::RunsDiffer, "runs_differ"},
    std::pair{Reason::LengthOutlier, "length_outlier"}, std::pair{Reason::RuleBroken, "rule_broken"},
    std::pair{Reason::NearCorrected, "near_corrected"}};

double median(QVector<double> values)
{
    const auto middle = values.begin() + values.size() / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

QVector<Reason> allReasons()
{
    QVector<Reason> all;
    for (const auto& [reason, name] : names)
        all << reason;
    return all;
}

QString toText(Reason reason)
{
    for (const auto& [each, name] : names)
        if (each == reason)
            return QLatin1String(name);
    return {};
}

std::optional<Reason> reasonFromText(const QString& text)
{
    for (const auto& [each, name] : names)
        if (text == QLatin1String(name))
            return each;
    return std::nullopt;
}

QString displayName(Reason reason)
{
    switch (reason) {
    case Reason::SmallMargin:
        return Text::tr("small margin");
    case Reason::UncertainStart:
        return Text::tr("uncertain start");
    case Reason::UncertainEnd:
        return Text::tr("uncertain end");
    case Reason::RunsDiffer:
        return Text::tr("runs differ");
    case Reason::LengthOutlier:
        return Text::tr("unusual length");
    case Reason::RuleBroken:
        return Text::tr("no reading frame");
    case Reason::NearCorrected:
        return Text::tr("near-identical to a corrected one");
    }
    return {};
}

std::optional<LengthLimits> lengthLimits(const QVector<std::int64_t>& lengths)
{
    constexpr qsizetype fewest = 20;
    constexpr double deviations = 3.5, toSigma = 1.4826, narrowest = 0.1;
    if (lengths.size() < fewest)
        return std::nullopt;
    QVector<double> logs;
    for (const std::int64_t length : lengths)
        logs << std::log(double(std::max<std::int64_t>(1, length)));
    const double middle = median(logs);
    for (double& value : logs)
        value = std::abs(value - middle);
    const double reach = std::max(narrowest, deviations * toSigma * median(logs));
    return LengthLimits{std::exp(middle - reach), std::exp(middle + reach)};
}

bool isLengthOutlier(const QVector<Core>& cores, const QMap<QString, LengthLimits>& limits)
{
    return std::any_of(cores.begin(), cores.end(), [&limits](const Core& core) {
        const auto known = limits.constFind(core.type);
        const auto length = double(core.span.length());
        return known != limits.cend() && (length < known->least || length > known->most);
    });
}

} // namespace corespan
