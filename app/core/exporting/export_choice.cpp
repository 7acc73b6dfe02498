// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_choice.h"

#include "core/domain/names.h"
#include "core/domain/strand.h"
#include "core/exporting/curated_gold.h"

#include <QJsonArray>

namespace corespan {

namespace {

bool isChosen(const QString& type, const QStringList& types)
{
    return types.isEmpty() || types.contains(type) || types.contains(ownStrandType(type));
}

} // namespace

QJsonObject ExportChoice::toJson() const
{
    QJsonArray names;
    for (const ReviewState state : states)
        names.append(toText(state));
    return {{"states", names},
            {"types", QJsonArray::fromStringList(types)},
            {"mask_flanks", maskFlanks},
            {"provenance", provenance}};
}

Gold chosenGold(Gold gold, const ExportChoice& choice)
{
    const bool fewer =
        gold.cores.removeIf([&choice](const Core& core) { return !isChosen(core.type, choice.types); }) > 0;
    if (gold.annotated && (fewer || choice.maskFlanks))
        gold.labels = labelsInside(gold.labels, gold.cores);
    return gold;
}

QVector<PredictedCore> chosenCores(QVector<PredictedCore> cores, const ExportChoice& choice)
{
    cores.removeIf([&choice](const PredictedCore& each) { return !isChosen(each.core.type, choice.types); });
    return cores;
}

} // namespace corespan
