// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "widgets/theme.h"

#include <QPalette>
#include <QString>

class QApplication;

namespace corespan::gui {

enum class ThemeChoice { System, Light, Dark };

/// "system", "light", "dark"; anything else is System.
ThemeChoice themeChoice(const QString& name);
QString themeName(ThemeChoice choice);

/// Whether the desktop's own palette is dark. Ours is taken off and put on again for it: not in a paint event.
bool systemIsDark();

/// The colours for a choice.
widgets::Theme themeFor(ThemeChoice choice, bool systemDark);

QPalette paletteOf(const widgets::Theme& theme);
QString styleSheetOf(const widgets::Theme& theme);

/// Style, palette and sheet of the whole application.
void applyTheme(QApplication& application, const widgets::Theme& theme);

} // namespace corespan::gui
