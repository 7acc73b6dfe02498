// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/startup.h"

#include "core/inference/model_catalog.h"
#include "gui/controllers/model_controller.h"
#include "gui/controllers/predict_controller.h"
#include "gui/controllers/project_controller.h"
#include "gui/controllers/queue_controller.h"
#include "gui/main_window.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QTimer>

namespace corespan::gui {

namespace {

constexpr int kSettleTime = 300;    ///< ms after the last change
constexpr int kMatrixTime = 20'000; ///< ms that label probabilities may take, model loading included

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(Startup::tr("Find, label and curate the core of biological sequences"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("project"), Startup::tr("Project to open (*.corespan)."),
                                 QStringLiteral("[PROJECT]"));
    parser.addOptions({
        {QStringLiteral("screenshot"), Startup::tr("Write a picture of the window and end."),
         QStringLiteral("FILE.png")},
        {QStringLiteral("theme"), Startup::tr("light or dark."), QStringLiteral("NAME")},
        {QStringLiteral("size"), Startup::tr("Size of the window, as 1600x980."), QStringLiteral("WxH")},
        {QStringLiteral("predict"), Startup::tr("Predict the records that have no prediction yet.")},
        {QStringLiteral("model"), Startup::tr("Model to predict with: a name or a folder."), QStringLiteral("NAME")},
        {QStringLiteral("select"), Startup::tr("Record to show."), QStringLiteral("NAME")},
    });
}

QSize sizeOf(const QString& text)
{
    const QStringList parts = text.split(QLatin1Char('x'));
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
}

} // namespace

QString usageText()
{
    QCommandLineParser parser;
    describe(parser);
    return parser.helpText();
}

Result<StartOptions> parseArguments(const QStringList& arguments)
{
    QCommandLineParser parser;
    describe(parser);
    StartOptions options;
    if (!parser.parse(QStringList(QStringLiteral("corespan")) + arguments))
        return Error{parser.errorText(), Error::Kind::BadInput};
    if (parser.positionalArguments().size() > 1)
        return Error{Startup::tr("One project at a time, please."), Error::Kind::BadInput};
    if (!parser.positionalArguments().isEmpty())
        options.project = QFileInfo(parser.positionalArguments().first()).absoluteFilePath();
    options.screenshot = parser.value(QStringLiteral("screenshot"));
    options.theme = parser.value(QStringLiteral("theme"));
    options.model = parser.value(QStringLiteral("model"));
    options.select = parser.value(QStringLiteral("select"));
    options.predict = parser.isSet(QStringLiteral("predict"));
    if (parser.isSet(QStringLiteral("size"))) {
        options.size = sizeOf(parser.value(QStringLiteral("size")));
        if (options.size.width() < 200 || options.size.height() < 200)
            return Error{Startup::tr("--size wants WIDTHxHEIGHT, at least 200x200."), Error::Kind::BadInput};
    }
    if (!options.theme.isEmpty() && options.theme != QLatin1String("light") && options.theme != QLatin1String("dark"))
        return Error{Startup::tr("--theme is light or dark."), Error::Kind::BadInput};
    return options;
}

Startup::Startup(MainWindow& window, StartOptions options)
    : QObject(&window), m_window(window), m_options(std::move(options)), m_settle(new QTimer(this))
{
    m_settle->setSingleShot(true);
    connect(m_settle, &QTimer::timeout, this, &Startup::takePicture);
}

void Startup::begin()
{
    if (!m_options.theme.isEmpty())
        m_window.showTheme(themeChoice(m_options.theme));
    if (m_options.size.isValid())
        m_window.resize(m_options.size);
    if (!m_options.model.isEmpty())
        m_window.models().choose(m_options.model);
    m_window.show();
    if (m_options.project.isEmpty()) {
        settle();
        return;
    }
    Document* const document = &m_window.document();
    connect(document, &Document::opened, this, &Startup::opened);
    connect(document, &Document::openFailed, this,
            [this](const QString&, const Error& error) { giveUp(error.message); });
    m_window.projects().open(m_options.project);
}

void Startup::opened()
{
    if (std::exchange(m_begun, true))
        return; // another project, opened by hand
    if (!m_options.select.isEmpty() && !m_window.queue().choose(m_options.select))
        giveUp(tr("The project has no record %1.").arg(m_options.select));
    else if (m_options.predict)
        predict();
    else
        settle();
}

void Startup::predict()
{
    Document& document = m_window.document();
    const RunId run = document.shownRun();
    const auto left =
        run == RunId::None ? Result<QVector<RecordId>>(QVector<RecordId>{}) : document.reader().unpredicted(run);
    const bool whole = run != RunId::None && left && left->isEmpty();
    if (whole || !document.isWritable()) {
        predicted();
        return;
    }
    connect(&m_window.predictions(), &PredictController::failed, this,
            [this](const QString&, const QString& text) { giveUp(text); });
    connect(&m_window.predictions(), &PredictController::finished, this, &Startup::predicted);
    if (run == RunId::None)
        m_window.predictions().predictAll();
    else
        m_window.predictions().predictRest();
}

void Startup::predicted()
{
    // Nobody has looked at anything yet: the picture shows what a curator would begin with.
    if (!m_options.screenshot.isEmpty() && m_options.select.isEmpty())
        m_window.queue().first();
    settle();
}

void Startup::settle()
{
    Document& document = m_window.document();
    const CurrentRecord& current = document.current();
    const bool matrix = document.isWritable() && current.prediction && !current.run.labels.isEmpty() &&
                        !m_window.predictions().modelOf(current.run).isEmpty();
    if (matrix) {
        const auto soon = [this] { m_settle->start(kSettleTime); };
        connect(&document.inference(), &InferenceService::labelMatrixReady, this, soon);
        connect(&document.inference(), &InferenceService::labelMatrixFailed, this, soon);
    }
    m_settle->start(matrix ? kMatrixTime : kSettleTime);
}

void Startup::takePicture()
{
    emit ready();
    if (m_options.screenshot.isEmpty())
        return;
    const bool written = m_window.grab().save(m_options.screenshot, "PNG");
    emit pictured(written ? QString() : tr("%1 cannot be written.").arg(m_options.screenshot));
}

void Startup::giveUp(const QString& problem)
{
    if (!m_options.screenshot.isEmpty())
        emit pictured(problem); // nobody is there to answer the window
}

} // namespace corespan::gui
