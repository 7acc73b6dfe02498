// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/label_palette.h"

#include <QKeyEvent>

namespace corespan::gui {

LabelPalette::LabelPalette(const widgets::LabelSet& labels, QWidget* parent) : QMenu(parent)
{
    constexpr int swatchSize = 12;
    for (const widgets::LabelStyle& label : labels) {
        QPixmap swatch(swatchSize, swatchSize);
        swatch.fill(label.color);
        const QString name = QString(label.name).replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = addAction(QIcon(swatch), tr("&%1  %2").arg(label.letter).arg(name));
        action->setData(QString(label.letter));
        connect(action, &QAction::triggered, this, [this, name = label.name] { emit chosen(name); });
    }
}

QAction* LabelPalette::actionOf(const QString& letter) const
{
    QVector<QAction*> inEitherCase;
    for (QAction* action : actions()) {
        const QString own = action->data().toString();
        if (own == letter)
            return action;
        if (own.compare(letter, Qt::CaseInsensitive) == 0)
            inEitherCase << action;
    }
    return inEitherCase.size() == 1 ? inEitherCase.first() : nullptr;
}

/// What a menu does by itself would not tell "H" from "h".
void LabelPalette::keyPressEvent(QKeyEvent* event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    QAction* action = plain && event->text().size() == 1 ? actionOf(event->text()) : nullptr;
    if (action == nullptr) {
        QMenu::keyPressEvent(event);
        return;
    }
    event->accept();
    close();
    action->trigger();
}

} // namespace corespan::gui
