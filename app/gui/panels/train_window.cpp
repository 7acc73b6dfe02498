// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/train_window.h"

#include "gui/document/record_text.h"
#include "gui/parts/section_header.h"
#include "widgets/training_plot.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace corespan::gui {

namespace {

QLabel* line(const QString& look = {})
{
    auto* label = new QLabel;
    label->setObjectName(look);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString percent(double share)
{
    return TrainWindow::tr("%1 %").arg(QLocale().toString(share * 100.0, 'f', 1));
}

} // namespace

TrainWindow::TrainWindow(QWidget* parent)
    : QDialog(parent), m_name(line(QStringLiteral("sectionTitle"))), m_stateLabel(line(QStringLiteral("busy"))),
      m_plot(new widgets::TrainingPlot), m_pace(line()), m_metrics(line()), m_message(line(QStringLiteral("muted"))),
      m_another(new QPushButton(tr("&New training…"))), m_stop(new QPushButton(tr("&Stop"))),
      m_resume(new QPushButton(tr("&Go on"))), m_use(new QPushButton(tr("&Use this model")))
{
    setWindowTitle(tr("Training"));
    m_stateLabel->setWordWrap(false);
    m_stop->setToolTip(tr("Ends after the step it is in; the checkpoint is kept, and \"Go on\" continues from it"));
    m_resume->setToolTip(tr("Continues from the checkpoint as if nothing had happened"));
    m_use->setToolTip(tr("The next prediction runs with it"));
    m_use->setProperty("primary", true);
    auto* close = new QPushButton(tr("&Close"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_name, 1);
    top->addWidget(m_stateLabel);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_another, m_stop, m_resume, m_use, close})
        button->setAutoDefault(false);
    buttons->addWidget(m_another);
    buttons->addStretch(1);
    for (QPushButton* button : {m_stop, m_resume, m_use, close})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_pace);
    layout->addWidget(m_metrics);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    resize(720, 560);
    connect(m_another, &QPushButton::clicked, this, &TrainWindow::anotherRequested);
    connect(m_stop, &QPushButton::clicked, this, &TrainWindow::stopRequested);
    connect(m_resume, &QPushButton::clicked, this, &TrainWindow::resumeRequested);
    connect(m_use, &QPushButton::clicked, this, &TrainWindow::useRequested);
    connect(close, &QPushButton::clicked, this, &QWidget::close);
}

void TrainWindow::begin(const QString& name)
{
    m_name->setText(name);
    setWindowTitle(tr("Training %1").arg(name));
    m_plot->clear();
    m_hasModel = m_hasSteps = false;
    m_pace->setText(tr("Reading the data…"));
    m_metrics->setText({});
    m_message->setText({});
    setState(State::Running);
}

void TrainWindow::add(const TrainingStatus& status)
{
    m_plot->addLosses(status.minutes, status.translatorLoss, status.selectorLoss);
    if (!std::exchange(m_hasSteps, true))
        m_message->clear();
    if (status.validated) {
        m_plot->addValidation(status.minutes, status.exact, status.labelAccuracy);
        m_metrics->setText(tr("Validation: decision exact %1 (best %2), labels right %3")
                               .arg(percent(status.exact), percent(status.bestExact), percent(status.labelAccuracy)));
        m_hasModel = true;
        m_use->setEnabled(true);
    }
    showPace(status);
}

void TrainWindow::showPace(const TrainingStatus& status)
{
    const QLocale locale;
    QStringList parts{
        tr("epoch %1").arg(locale.toString(status.epoch, 'f', 2)), tr("step %1").arg(locale.toString(status.step)),
        tr("%1 tokens/s").arg(locale.toString(status.tokensPerSecond, 'f', 0)),
        tr("loss %1 + %2")
            .arg(locale.toString(status.translatorLoss, 'f', 3), locale.toString(status.selectorLoss, 'f', 3))};
    if (const QString left = timeLeftText(status.minutesLeft * 60.0); !left.isEmpty() && status.minutesLeft > 0.0)
        parts << left;
    m_pace->setText(parts.join(QStringLiteral(" · ")));
}

void TrainWindow::addMessage(const QString& line)
{
    if (m_state == State::Running && m_hasSteps)
        return; // the same as above, in words for a terminal
    m_message->setText(line);
}

void TrainWindow::setState(State state, const QString& text)
{
    m_state = state;
    m_stateLabel->setText(stateText());
    const char* const look = state == State::Done ? "good" : state == State::Failed ? "bad" : "busy";
    m_stateLabel->setObjectName(QLatin1String(look));
    m_stateLabel->style()->unpolish(m_stateLabel);
    m_stateLabel->style()->polish(m_stateLabel);
    if (!text.isEmpty())
        m_message->setText(text);
    m_hasModel = m_hasModel || state == State::Done;
    const bool runs = state == State::Running || state == State::Stopping;
    m_another->setEnabled(!runs);
    m_stop->setVisible(runs);
    m_stop->setEnabled(state == State::Running);
    m_resume->setVisible(state == State::Stopped || state == State::Failed);
    m_use->setEnabled(m_hasModel);
}

QString TrainWindow::stateText() const
{
    switch (m_state) {
    case State::Running:
        return tr("running");
    case State::Stopping:
        return tr("saving a checkpoint…");
    case State::Stopped:
        return tr("stopped, checkpoint kept");
    case State::Done:
        return tr("done");
    case State::Failed:
        break;
    }
    return tr("failed");
}

void TrainWindow::setTheme(const widgets::Theme& theme)
{
    m_plot->setTheme(theme);
}

} // namespace corespan::gui
