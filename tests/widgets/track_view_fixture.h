// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/track_view.h"

#include <QApplication>
#include <QMouseEvent>
#include <QTest>

namespace corespan::widgets::test {

/// Insulin's precursor with a core of [24, 54), 110 positions.
inline SequenceData insulin()
{
    const QByteArray residues(
        "MALWMRLLPLLALLALWGPDPAAAFVNQHLCGSHLVEALYLVCGERGFFYTPKTRREAEDLQVGQVELGGGPGAGSLQPLALEGSLQKRGIVEQCC"
        "TSICSLYQLENYCN");
    return {QStringLiteral("P01308"), residues.size(), residues};
}

inline TrackData tracksOf(qint64 length, PositionRange core)
{
    TrackData tracks;
    tracks.start.fill(0.0F, length);
    tracks.end.fill(0.0F, length);
    tracks.core.fill(0.0F, length);
    for (qint64 i = core.begin; i < core.end; ++i) {
        tracks.core[i] = 1.0F;
    }
    tracks.start[core.begin] = 1.0F;
    tracks.end[core.end - 1] = 1.0F;
    return tracks;
}

/// Lanes about ten pixels a residue for insulin; shown, with focus, and curated as [24, 54).
inline void showInsulin(TrackView& view)
{
    view.resize(1240, 800);
    view.setRecord(insulin());
    view.setTracks(tracksOf(110, {24, 54}));
    view.setPredicted({{{24, 56}, QStringLiteral("core"), 0.47}});
    view.setAlternatives({{{24, 54}, 0.41}, {{24, 110}, 0.06}, {{56, 87}, 0.04}});
    view.setCurated({{{24, 54}, QStringLiteral("core")}});
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.activateWindow();
    view.setFocus();
}

inline QPoint at(const TrackView& view, Lane lane, double position)
{
    return {qRound(view.xOf(position)), view.laneRect(lane).center().y()};
}

/// A move with the button held, which QTest::mouseMove does not send.
inline void dragTo(TrackView& view, const QPoint& point, Qt::KeyboardModifiers keys = {},
                   Qt::MouseButton button = Qt::LeftButton)
{
    QMouseEvent move(QEvent::MouseMove, point, view.mapToGlobal(point), Qt::NoButton, button, keys);
    QApplication::sendEvent(&view, &move);
}

} // namespace corespan::widgets::test
