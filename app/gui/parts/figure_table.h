// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QStringList>

#include <cstdint>

class QTableWidget;

namespace corespan::gui {

/// A table of figures with titles over its columns, which share the width.
/// \param explanations of the columns, under the pointer; may be fewer
QTableWidget* makeFigureTable(const QStringList& titles, const QString& name, const QStringList& explanations = {});
/// Names stand at the left in the first columns, figures at the right in the others.
void addFigures(QTableWidget& table, const QStringList& cells, int nameColumns = 1);
/// As high as its titles and its rows, between `least` and `most` of them.
void fitFigures(QTableWidget& table, int least, int most);

QString countText(std::int64_t number);
/// "61.7 %" of 0.617
QString percentText(double share);

} // namespace corespan::gui
