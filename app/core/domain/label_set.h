// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>
#include <QVector>

namespace corespan {

/// One label name with the colour it is drawn in.
struct LabelClass
{
    QString name;
    QString colour; ///< "#rrggbb"
    bool operator==(const LabelClass&) const = default;
};

/// Label names of a project in display order. Names are unique.
struct LabelSet
{
    QString name = QStringLiteral("labels");
    QVector<LabelClass> labels;
    bool operator==(const LabelSet&) const = default;

    int indexOf(const QString& label) const; ///< -1: not in the set
    QStringList names() const;
};

/// Colour number `index` of a palette that stays apart for colour-blind readers as long as it can (24 colours, then
/// it starts again); letters or names stand beside colours wherever they are shown.
QString defaultLabelColour(int index);

/// Adds the names that the set lacks, in their order, with default colours. True if there were any.
bool addMissingLabels(LabelSet& set, const QStringList& names);

} // namespace corespan
