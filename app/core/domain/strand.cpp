// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/strand.h"

namespace corespan {

namespace {

constexpr QLatin1String suffix("_reverse");

} // namespace

QString reverseType(const QString& type)
{
    return type + suffix;
}

bool isReverseType(const QString& type)
{
    return type.endsWith(suffix);
}

QString ownStrandType(const QString& type)
{
    return isReverseType(type) ? type.chopped(suffix.size()) : type;
}

QStringList typesOfBothStrands(const QStringList& types)
{
    QStringList both = types;
    for (const QString& type : types)
        both.append(reverseType(type));
    return both;
}

} // namespace corespan
