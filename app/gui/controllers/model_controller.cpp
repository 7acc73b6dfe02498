// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/model_controller.h"

#include "core/settings/settings.h"
#include "gui/controllers/actions.h"
#include "gui/dialogs/dialogs.h"
#include "gui/document/record_text.h"

#include <QAction>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>

namespace corespan::gui {

namespace {

constexpr qsizetype kTypesShown = 4;

QString typesText(const QStringList& types)
{
    if (types.size() <= kTypesShown)
        return types.join(QStringLiteral(", "));
    return ModelController::tr("%1 and %2 more")
        .arg(types.mid(0, kTypesShown - 1).join(QStringLiteral(", ")))
        .arg(types.size() - kTypesShown + 1);
}

QJsonObject allOptions(const Settings& settings)
{
    return QJsonDocument::fromJson(settings.get(keys::runOptions).toUtf8()).object();
}

} // namespace

QString modelText(const QString& name, const ModelSummary& summary)
{
    QStringList parts{alphabetName(summary.alphabet)};
    if (!summary.selector.isEmpty())
        parts << summary.selector << typesText(summary.types);
    if (!summary.grammar.isEmpty())
        parts << ModelController::tr("grammar %1").arg(summary.grammar);
    return ModelController::tr("%1 — %2").arg(name, parts.join(QStringLiteral(" · ")));
}

QString modelProblem(const ModelSummary& summary, Alphabet alphabet)
{
    if (summary.selector.isEmpty())
        return ModelController::tr("it has no selector: train one on it first");
    if (summary.alphabet == alphabet || summary.alphabet == Alphabet::Text || alphabet == Alphabet::Text)
        return {};
    return ModelController::tr("it reads %1, the project is %2")
        .arg(alphabetName(summary.alphabet), alphabetName(alphabet));
}

ModelController::ModelController(Document& document, Actions& actions, Dialogs& dialogs, Settings& settings,
                                 QWidget* window)
    : QObject(window), m_document(document), m_actions(actions), m_dialogs(dialogs), m_settings(settings),
      m_window(window)
{
    connect(actions.model.models, &QMenu::aboutToShow, this, &ModelController::fill);
    connect(actions.model.runOptions, &QAction::triggered, this, &ModelController::askRunOptions);
    fill();
}

void ModelController::choose(const QString& nameOrPath)
{
    m_settings.set(keys::model, nameOrPath);
}

void ModelController::fill()
{
    QMenu& menu = *m_actions.model.models;
    menu.clear();
    menu.setToolTipsVisible(true);
    const ModelCatalog catalog;
    QVector<ModelEntry> models = catalog.models();
    const QString chosen = m_settings.get(keys::model);
    const auto isChosen = [&chosen](const ModelEntry& model) {
        return model.name == chosen || model.directory == chosen;
    };
    if (std::none_of(models.cbegin(), models.cend(), isChosen))
        if (const auto elsewhere = catalog.find(chosen))
            models << *elsewhere;
    for (const ModelEntry& model : models)
        addModel(menu, model);
    if (models.isEmpty())
        menu.addAction(tr("No model is installed"))->setEnabled(false);
    menu.addSeparator();
    connect(menu.addAction(tr("From a &folder…")), &QAction::triggered, this, &ModelController::askFolder);
}

void ModelController::addModel(QMenu& menu, const ModelEntry& model)
{
    const auto summary = readModelSummary(model.directory);
    QAction* action = menu.addAction(summary ? modelText(model.name, *summary) : model.name);
    const QString chosen = m_settings.get(keys::model);
    action->setCheckable(true);
    action->setChecked(model.name == chosen || model.directory == chosen);
    QString problem = summary ? QString() : summary.error().message;
    if (summary && m_document.isOpen())
        if (const auto info = m_document.reader().info())
            problem = modelProblem(*summary, info->alphabet);
    action->setToolTip(problem.isEmpty() ? QDir::toNativeSeparators(model.directory) : problem);
    if (!problem.isEmpty()) {
        action->setEnabled(false);
        action->setText(tr("%1 (%2)").arg(action->text(), problem.section(QLatin1Char('\n'), 0, 0)));
    }
    const bool known = ModelCatalog().find(model.name) && chosen != model.directory;
    connect(action, &QAction::triggered, this, [this, key = known ? model.name : model.directory] { choose(key); });
}

void ModelController::askFolder()
{
    m_dialogs.askFiles(
        m_window, {FileQuestion::Kind::Folder, tr("Folder of a model"), {}, {}, m_settings.get(keys::lastFolder)},
        [this](const QStringList& folders) {
            if (folders.isEmpty())
                return;
            const auto model = ModelCatalog().find(folders.first());
            const auto summary = model ? readModelSummary(model->directory) : Result<ModelSummary>(model.error());
            if (!summary) {
                emit failed(tr("Model not taken"), summary.error().message);
                return;
            }
            choose(model->directory);
            emit told(tr("%1 predicts from now on").arg(modelText(model->name, *summary)));
        });
}

std::optional<RunOptions> ModelController::setOptions(const QString& name) const
{
    const QJsonObject all = allOptions(m_settings);
    if (!all.contains(name))
        return std::nullopt;
    return parseRunOptions(QString::fromUtf8(QJsonDocument(all[name].toObject()).toJson()));
}

RunOptions ModelController::runOptions(const QString& name, const RunOptions& own) const
{
    return setOptions(name).value_or(own);
}

void ModelController::keepOptions(const QString& name, const RunOptions& options, const RunOptions& own)
{
    QJsonObject all = allOptions(m_settings);
    if (options == own)
        all.remove(name);
    else
        all[name] = QJsonDocument::fromJson(formatRunOptions(options).toUtf8()).object();
    m_settings.set(keys::runOptions, QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)));
}

void ModelController::askRunOptions()
{
    const auto model = ModelCatalog().find(m_settings.get(keys::model));
    const auto summary = model ? readModelSummary(model->directory) : Result<ModelSummary>(model.error());
    if (!summary) {
        emit failed(tr("No run options"), summary.error().message);
        return;
    }
    m_dialogs.askRunOptions(m_window, {model->name, *summary, runOptions(model->name, summary->defaults)},
                            [this, name = model->name, own = summary->defaults](const RunOptions& options) {
                                keepOptions(name, options, own);
                                emit told(options == own ? tr("%1 runs with its own options").arg(name)
                                                         : tr("The next run of %1 uses these options").arg(name));
                            });
}

} // namespace corespan::gui
