// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/evaluation/figures.h"

namespace corespan::test {

/// Three records of a protein model: one exact, one with a helix too many and a signal too long, one without cores.
inline EvaluatedSet smallSet(const QString& name)
{
    const auto record = [](const QString& id, const QVector<Core>& gold, const QVector<Core>& predicted, double score) {
        EvaluatedRecord made;
        made.name = id;
        made.length = 100;
        made.gold = gold;
        made.predicted = predicted;
        made.score = score;
        return made;
    };
    const Core signal{{0, 20}, "S"}, helix{{40, 60}, "H"};
    EvaluatedSet set{name,
                     {record("a", {signal}, {signal}, 0.9),
                      record("b", {signal, helix}, {Core{{0, 22}, "S"}, helix, Core{{70, 90}, "H"}}, 0.6),
                      record("c <&>", {}, {}, 0.95)},
                     {"x", "y"}};
    set.records[0].goldLabels = QVector<std::int16_t>(100, 0);
    set.records[0].predictedLabels = QVector<std::int16_t>(100, 0);
    set.records[0].predictedLabels[3] = 1;
    return set;
}

/// Finds nothing.
inline EvaluatedSet emptySet(const QString& name)
{
    EvaluatedSet set = smallSet(name);
    for (EvaluatedRecord& record : set.records) {
        record.predicted.clear();
        record.predictedLabels.clear();
        record.score = 0.0;
    }
    return set;
}

} // namespace corespan::test
