// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "app/format_fixture.h"

#include "core/exporting/export_project.h"
#include "core/importing/import_files.h"
#include "core/store/project_writer.h"

namespace corespan {

/// Projects that are imported into, and exported from, in a folder of the test's.
class Projects
{
public:
    explicit Projects(Files& files) : m_files(files) {}

    /// A new project with what the files hold. Says what was left out, if anything was and `clean`.
    QString import(const QString& name, const QStringList& files, bool clean = true)
    {
        const QString project = m_files.path(name + QStringLiteral(".corespan"));
        QFile::remove(project);
        if (!ProjectWriter::create(project, {name, Alphabet::Dna, {}}))
            qFatal("no project");
        auto writer = ProjectWriter::open(project);
        const auto add = [&writer](const QVector<ImportedRecord>& records) { return (*writer)->addRecords(records); };
        const auto imported = importFiles(files, {}, add);
        if (!imported)
            qWarning("%s", qPrintable(imported.error().message));
        else if (clean && !imported->isClean())
            qWarning("%s", qPrintable(imported->issues.value(0).text()));
        return project;
    }

    /// What an export writes; its report stays in `report`.
    QByteArray exported(const QString& project, ExportFormat format, const ExportChoice& choice = {})
    {
        const QString out = m_files.path(QStringLiteral("out"));
        QFile::remove(out);
        const auto made = exportProject(project, out, {format, choice});
        if (!made)
            qWarning("%s", qPrintable(made.error().message));
        report = made ? *made : ExportReport();
        return Files::read(out);
    }

    ExportReport report;

private:
    Files& m_files;
};

} // namespace corespan
