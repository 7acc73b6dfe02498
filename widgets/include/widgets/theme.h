// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace corespan::widgets {

/// All colours of pictures and lists in one place. The application paints its own surfaces from it as well.
struct Theme
{
    bool dark = false;

    // surfaces
    QColor window;     ///< behind lanes
    QColor panel;      ///< headers and bars
    QColor border;     ///< hairlines
    QColor track;      ///< lane background, "outside"
    QColor selection;  ///< chosen row, selected residues
    QColor accent;     ///< focus line, overview window, primary button
    QColor accentText; ///< on accent

    // text
    QColor text;
    QColor mutedText;
    QColor faintText; ///< flanking residues

    // spans
    QColor curve; ///< core curve and its baseline
    QColor curveFill;
    QColor threshold;
    QColor predicted;
    QColor predictedText;
    QColor alternative; ///< of the best one; later ones fade towards `window`
    QColor curatedFill;
    QColor curatedLine; ///< outline, handles, dashed boundary lines
    QColor curatedText;
    QColor coreResidues; ///< behind the letters of curated cores
    QColor overviewCore;
    QColor bubble;
    QColor bubbleText;

    // bars of lists
    QColor bar;
    QColor barGround;

    // states
    QColor good;
    QColor warning;
    QColor bad;

    static Theme light();
    static Theme darkTheme();
    bool operator==(const Theme&) const = default;
};

} // namespace corespan::widgets
