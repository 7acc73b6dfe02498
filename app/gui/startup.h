// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QObject>
#include <QSize>
#include <QStringList>

#include <optional>

class QTimer;

namespace corespan::gui {

class MainWindow;

/// What the command line asks for.
struct StartOptions
{
    QString project;
    QString screenshot; ///< PNG of the window once it shows what was asked for; then the program ends. Empty: none
    QString theme;      ///< "light", "dark"; empty: as remembered
    QString model;      ///< name or directory; empty: as remembered
    QString select;     ///< name of the record to show; empty: the first of the queue
    QSize size;
    bool predict = false; ///< all records, unless the shown run has predicted them already
};

/// `arguments` without the program's name. Error: what is wrong with them.
Result<StartOptions> parseArguments(const QStringList& arguments);
QString usageText();

/// Carries the options out on the window, and ends the program after a picture: exit code 0, or 1 with the reason on
/// stderr.
class Startup : public QObject
{
    Q_OBJECT
public:
    Startup(MainWindow& window, StartOptions options);
    void begin();

signals:
    /// All that was asked for has happened, but for the picture.
    void ready();
    /// The picture is written; empty: it is, else why not.
    void pictured(const QString& problem);

private:
    void opened();
    void predict();
    void predicted();
    void settle();
    void takePicture();
    void giveUp(const QString& problem);

    MainWindow& m_window;
    StartOptions m_options;
    QTimer* m_settle; ///< lets late label probabilities and layouts arrive
    bool m_begun = false;
};

} // namespace corespan::gui
