// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/style/app_style.h"

#include <QApplication>
#include <QFile>
#include <QStyle>
#include <QStyleFactory>

namespace corespan::gui {

ThemeChoice themeChoice(const QString& name)
{
    if (name == QLatin1String("light"))
        return ThemeChoice::Light;
    return name == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::System;
}

QString themeName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    case ThemeChoice::System:
        break;
    }
    return QStringLiteral("system");
}

bool systemIsDark()
{
    const QPalette shown = QApplication::palette();
    QApplication::setPalette(QPalette()); // now it is the platform theme's, or else the style's
    const QPalette desktop = QApplication::palette();
    QApplication::setPalette(shown);
    return desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
}

widgets::Theme themeFor(ThemeChoice choice, bool systemDark)
{
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemDark);
    return dark ? widgets::Theme::darkTheme() : widgets::Theme::light();
}

QPalette paletteOf(const widgets::Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::Base, theme.window);
    palette.setColor(QPalette::AlternateBase, theme.panel);
    palette.setColor(QPalette::Button, theme.panel);
    palette.setColor(QPalette::ToolTipBase, theme.bubble);
    palette.setColor(QPalette::ToolTipText, theme.bubbleText);
    palette.setColor(QPalette::Highlight, theme.selection);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::PlaceholderText, theme.mutedText);
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Midlight, theme.border);
    palette.setColor(QPalette::Dark, theme.border);
    palette.setColor(QPalette::Light, theme.panel);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, theme.text);
        palette.setColor(QPalette::Disabled, role, theme.faintText);
    }
    return palette;
}

QString styleSheetOf(const widgets::Theme& theme)
{
    QFile file(QStringLiteral(":/style/corespan.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<QLatin1String, QColor> names[] = {
        {QLatin1String("@window"), theme.window},         {QLatin1String("@panel"), theme.panel},
        {QLatin1String("@border"), theme.border},         {QLatin1String("@track"), theme.track},
        {QLatin1String("@selection"), theme.selection},   {QLatin1String("@accentText"), theme.accentText},
        {QLatin1String("@accent"), theme.accent},         {QLatin1String("@text"), theme.text},
        {QLatin1String("@muted"), theme.mutedText},       {QLatin1String("@faint"), theme.faintText},
        {QLatin1String("@ground"), theme.barGround},      {QLatin1String("@good"), theme.good},
        {QLatin1String("@warning"), theme.warning},       {QLatin1String("@bad"), theme.bad},
        {QLatin1String("@bubbleText"), theme.bubbleText}, {QLatin1String("@bubble"), theme.bubble}};
    for (const auto& [name, colour] : names)
        sheet.replace(name, colour.name());
    sheet.replace(QLatin1String("@check"), theme.dark ? QLatin1String("check_dark") : QLatin1String("check_light"));
    sheet.replace(QLatin1String("@upChevron"),
                  theme.dark ? QLatin1String("chevron_up_dark") : QLatin1String("chevron_up_light"));
    sheet.replace(QLatin1String("@chevron"),
                  theme.dark ? QLatin1String("chevron_dark") : QLatin1String("chevron_light"));
    return sheet;
}

void applyTheme(QApplication& application, const widgets::Theme& theme)
{
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(theme));
    application.setStyleSheet(styleSheetOf(theme));
}

} // namespace corespan::gui
