// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/document/reason_text.h"

namespace corespan::gui {

namespace {

QString sign(Reason reason)
{
    switch (reason) {
    case Reason::SmallMargin:
        return QStringLiteral("±");
    case Reason::UncertainStart:
        return QStringLiteral("⇤");
    case Reason::UncertainEnd:
        return QStringLiteral("⇥");
    case Reason::RunsDiffer:
        return QStringLiteral("≠");
    case Reason::LengthOutlier:
        return QStringLiteral("↔");
    case Reason::RuleBroken:
        return QStringLiteral("!");
    case Reason::NearCorrected:
        return QStringLiteral("~");
    }
    return {};
}

QString joined(Reasons reasons, const QString& between, QString (*text)(Reason))
{
    QStringList parts;
    for (const Reason reason : allReasons())
        if (reasons.testFlag(reason))
            parts << text(reason);
    return parts.join(between);
}

} // namespace

QString reasonSigns(Reasons reasons)
{
    return joined(reasons, {}, sign);
}

QString reasonsText(Reasons reasons)
{
    return joined(reasons, QStringLiteral(" · "), displayName);
}

} // namespace corespan::gui
