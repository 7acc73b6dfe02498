// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/training/train_process.h"
#include "widgets/theme.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace corespan::widgets {
class TrainingPlot;
}

namespace corespan::gui {

/// How a training goes: its curves, its pace, and what can be done with it. It may be closed; training goes on.
class TrainWindow : public QDialog
{
    Q_OBJECT
public:
    enum class State { Running, Stopping, Stopped, Done, Failed };

    explicit TrainWindow(QWidget* parent = nullptr);

    /// Another training, or the same one from its checkpoint: the curves begin anew.
    void begin(const QString& name);
    void add(const TrainingStatus& status);
    void addMessage(const QString& line);
    /// \param text why it failed; else empty
    void setState(State state, const QString& text = {});
    State state() const { return m_state; }
    void setTheme(const widgets::Theme& theme);

    widgets::TrainingPlot& plot() { return *m_plot; }
    QString stateText() const;
    QPushButton& stopButton() { return *m_stop; }
    QPushButton& resumeButton() { return *m_resume; }
    QPushButton& useButton() { return *m_use; }

signals:
    void stopRequested();
    void resumeRequested();
    void useRequested();
    void anotherRequested();

private:
    void showPace(const TrainingStatus& status);

    State m_state = State::Running;
    bool m_hasSteps = false;
    bool m_hasModel = false; ///< something has been validated or finished: the directory holds a model
    QLabel* m_name;
    QLabel* m_stateLabel;
    widgets::TrainingPlot* m_plot;
    QLabel* m_pace;
    QLabel* m_metrics;
    QLabel* m_message;
    QPushButton* m_another;
    QPushButton* m_stop;
    QPushButton* m_resume;
    QPushButton* m_use;
};

} // namespace corespan::gui
