// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QStringList>
#include <QVector>

namespace corespan::widgets {

/// How one label looks: never by colour alone.
struct LabelStyle
{
    QString name;
    QChar letter;
    QColor color;
    bool operator==(const LabelStyle&) const = default;
};

/// Labels in the order of their indices.
using LabelSet = QVector<LabelStyle>;

/// Names with colours that stay apart under the common forms of colour blindness (after Okabe and Ito) and a letter of
/// their own: the name's first letter that is still free, else any that is. Past the palette's end colours repeat,
/// lighter, then darker; names like "coil", "none" and "other" get grey.
LabelSet makeLabelSet(const QStringList& names);

/// Black or white, whichever reads better on `background`.
QColor textColorOn(const QColor& background);

/// WCAG 2 contrast ratio, 1..21.
double contrastRatio(const QColor& first, const QColor& second);

} // namespace corespan::widgets
