// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of PredictController: devices and runs.
#include "gui/controllers/predict_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/model_controller.h"
#include "gui/document/record_text.h"

#include <QAction>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

namespace corespan::gui {

namespace {

QAction* addChoice(QMenu* menu, const QString& text, bool chosen)
{
    QAction* action = menu->addAction(text);
    action->setCheckable(true);
    action->setChecked(chosen);
    return action;
}

void addRemark(QMenu* menu, const QString& text)
{
    menu->addAction(text)->setEnabled(false);
}

} // namespace

PredictorSettings PredictController::predictorSettings() const
{
    PredictorSettings settings;
    const QString device = m_settings.get(keys::device);
    settings.device = device == QLatin1String("cpu")    ? DevicePreference::Cpu
                      : device == QLatin1String("cuda") ? DevicePreference::Cuda
                                                        : DevicePreference::Auto;
    settings.threads = m_settings.get(keys::threads);
    return settings;
}

QString PredictController::modelOf(const Run& run) const
{
    // A model that was chosen by its folder is not in the catalogue; runs keep the folder's name.
    for (const QString& name : {run.model, m_settings.get(keys::model)})
        if (const auto model = m_catalog.find(name); model && model->name == run.model)
            return model->directory;
    return {};
}

void PredictController::fillDevices()
{
    QMenu* menu = m_actions.model.devices;
    menu->clear();
    const QString chosen = m_settings.get(keys::device);
    const std::pair<QString, QString> devices[] = {{QStringLiteral("auto"), tr("The fastest there is")},
                                                   {QStringLiteral("cpu"), tr("CPU")},
                                                   {QStringLiteral("cuda"), tr("NVIDIA GPU (CUDA)")}};
    for (const auto& [name, text] : devices)
        connect(addChoice(menu, text, name == chosen), &QAction::triggered, this,
                [this, key = name] { m_settings.set(keys::device, key); });
    menu->addSeparator();
    addRemark(menu, m_device.isEmpty() ? tr("In use: shown once a model is loaded")
                                       : tr("In use: %1 (%2)").arg(m_device, m_deviceReason));
}

/// Selector, types and options of a run; the selector as far as its model is still there to say.
QString PredictController::aboutRun(const Run& run) const
{
    QStringList lines;
    const QString directory = modelOf(run);
    const auto summary = directory.isEmpty() ? Result<ModelSummary>(Error{}) : readModelSummary(directory);
    if (summary)
        lines << modelText(run.model, *summary);
    else
        lines << tr("%1 · %2").arg(run.model, run.types.join(QStringLiteral(", ")));
    lines << runOptionsText(parseRunOptions(run.options), summary ? usedOptions(*summary) : UsedOptions());
    return lines.join(QLatin1Char('\n'));
}

/// Runs that can be seen in a second lane.
void PredictController::fillRunsBeside()
{
    QMenu* menu = m_actions.model.beside;
    menu->clear();
    const RunId compared = m_document.comparedRun();
    connect(addChoice(menu, tr("None"), compared == RunId::None), &QAction::triggered, this,
            [this] { m_document.compareWith(RunId::None); });
    for (const Run& run : m_document.runs()) {
        if (run.id == m_document.shownRun())
            continue;
        const QString time = QLocale().toString(run.started.toLocalTime(), QLocale::ShortFormat);
        QAction* choice = addChoice(menu, tr("%1 · %2").arg(run.model, time), run.id == compared);
        connect(choice, &QAction::triggered, this, [this, id = run.id] { m_document.compareWith(id); });
    }
}

void PredictController::fillRuns()
{
    QMenu* menu = m_actions.model.runs;
    menu->clear();
    menu->setToolTipsVisible(true);
    m_actions.runButton->setToolTip(tr("The run whose predictions are shown"));
    QString shown = tr("none");
    const QVector<Run> runs = m_document.runs();
    for (const Run& run : runs) {
        const bool chosen = run.id == m_document.shownRun();
        const QString time = QLocale().toString(run.started.toLocalTime(), QLocale::ShortFormat);
        QAction* choice = addChoice(menu, tr("%1 · %2 · %3").arg(run.model, time, run.device), chosen);
        choice->setToolTip(aboutRun(run));
        connect(
            choice, &QAction::triggered, this, [this, id = run.id] { m_document.showRun(id); },
            Qt::QueuedConnection); // it fills this menu anew
        if (chosen) {
            const bool newest = run.id == runs.first().id;
            shown = newest ? runText(run) : tr("%1 · older").arg(runText(run));
            const QString about = tr("The run whose predictions are shown\n%1").arg(aboutRun(run));
            m_actions.runButton->setToolTip(
                newest ? about : tr("%1\nThere is a newer run: %2").arg(about, runText(runs.first())));
        }
    }
    if (runs.isEmpty())
        addRemark(menu, tr("Nothing has been predicted yet"));
    m_actions.runButton->setText(tr("Run: %1 ▾").arg(shown));
}

} // namespace corespan::gui
