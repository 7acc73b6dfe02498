// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>
#include <QStringList>

namespace corespan {

// Cores lie on forward coordinates whatever their strand. The strand is part of the type: what is read on the reverse
// strand ends in "_reverse" ("core", "core_reverse"), in gold, predictions, curation and training alike.

QString reverseType(const QString& type);
bool isReverseType(const QString& type);
/// What it is on its own strand: "core" of "core_reverse".
QString ownStrandType(const QString& type);

/// `types`, then the same on the reverse strand: those of a run on both strands.
QStringList typesOfBothStrands(const QStringList& types);

} // namespace corespan
