// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/gui_fixture.h"
#include "gui/panels/centre_panel.h"
#include "gui/robot/plain_project.h"

#include <random>

namespace corespan::test {

struct RobotOptions
{
    std::int64_t actions = 2000;
    quint32 seed = 1;
    int records = 60;
    std::int64_t checkEvery = 1000; ///< actions between two comparisons with what is on disk
};

/// A curator who does whatever comes to mind: random keys, drags, menus, undo, steps over many records, filters,
/// restarts and kills, in a window, by the events that a hand makes. After each action the record in the window, and
/// now and then everything on disk, has to be what PlainProject says.
class Robot
{
public:
    explicit Robot(const RobotOptions& options);

    /// Up to the first difference. Empty: there was none; else what was expected, what was there, and the actions
    /// before it.
    QString run();
    QStringList counts() const; ///< "drag an edge 1234", by name

private:
    using Action = void (Robot::*)();
    struct Named
    {
        const char* name;
        int weight;
        Action action;
    };
    static const QVector<Named>& repertoire();

    // What a curator does: robot_hand.cpp and robot_tools.cpp.
    void accept();
    void reject();
    void noCore();
    void flag();
    void ambiguous();
    void takeCandidate();
    void dragEdge();
    void giveUpDrag();
    void nudgeEdge();
    void moveCore();
    void drawCore();
    void selectAndMake();
    void split();
    void join();
    void remove();
    void setType();
    void openEnd();
    void typeCores();
    void zone();
    void label();
    void note();
    void undo();
    void redo();
    void go();
    void look();
    void typeElsewhere();
    void filter();
    void bulk();
    void predict();
    void restart();
    void kill();

    // Means
    int pick(int count);                                       ///< 0 … count - 1
    std::int64_t position(std::int64_t from, std::int64_t to); ///< from … to
    bool oneIn(int count) { return pick(count) == 0; }
    Span someRange();
    gui::MainWindow& window() { return *m_fixture.window; }
    widgets::TrackView& tracks();
    const PlainProject::Entry& now() { return m_plain.records[m_record]; }
    QVector<Core> cores() { return PlainProject::shown(now()); }
    void wake(); ///< the window has the keyboard
    /// Presses the keys that the command has.
    void press(const char* command);
    QPoint place(std::int64_t boundary);
    void mouse(const QPoint& from, const QPoint& to, bool givenUp);
    void open();
    void settle(); ///< until all is written
    void takeOver(const QVector<Core>& before, const Span& range);

    // Comparing
    void addPredictions();
    void seenMeanwhile();
    void compareCurrent();
    void compareDisk();
    void replay(const ProjectReader& reader, RecordId record, const Curation& now);
    void differs(const QString& where, const Curation& expected, const Curation& found);

    RobotOptions m_options;
    GuiFixture m_fixture;
    PlainProject m_plain;
    std::mt19937_64 m_random;
    RecordId m_record = RecordId::None; ///< that is looked at
    QString m_problem;
    QStringList m_lately; ///< the last actions
    QMap<QString, int> m_counts;
};

} // namespace corespan::test
