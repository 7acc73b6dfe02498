// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"
#include "progress.h"

#include "core/review/find_kin.h"
#include "core/store/project_writer.h"

#include <CLI/CLI.hpp>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace corespan::cli {

namespace {

class Groups final : public Command
{
public:
    void declare(CLI::App& app) override
    {
        app.add_option("PROJECT", m_project, "Project file")->required()->check(CLI::ExistingFile);
        app.add_flag("--again", m_again, "Look at all sequences even if no records were added since");
        app.add_flag("--json", m_json, "Print as JSON");
        app.footer("Groups of records whose sequences are equal, or near-identical: 90 % of the letters, over 80 % of\n"
                   "the longer one. What is found is kept in the project; the window's queue shows it.\n"
                   "Examples:\n"
                   "  corespan-cli groups proteins.corespan\n"
                   "  corespan-cli groups proteins.corespan --json");
    }

    ExitCode run() override
    {
        const QString path = QString::fromStdString(m_project);
        const auto reader = ProjectReader::open(path);
        if (!reader)
            return fail(reader.error());
        const Result<bool> outdated = isKinOutdated(**reader);
        if (!outdated)
            return fail(outdated.error());
        if (*outdated || m_again)
            if (const Status searched = search(**reader, path); !searched)
                return fail(searched.error());
        const Result<QVector<Kin>> kin = (*reader)->allKin();
        if (!kin)
            return fail(kin.error());
        return show(**reader, *kin);
    }

private:
    static Status search(const ProjectReader& reader, const QString& path)
    {
        const auto writer = ProjectWriter::open(path);
        if (!writer)
            return writer.error();
        Progress progress(QStringLiteral("Comparing"), QStringLiteral("sequences"));
        const Result<FoundKin> found = findKin(reader, [&progress](std::int64_t done, std::int64_t total) {
            progress.update(done, total);
            return !interruptToken().stop_requested();
        });
        progress.clear();
        return found ? saveKin(**writer, *found) : Status(found.error());
    }

    ExitCode show(const ProjectReader& reader, const QVector<Kin>& kin) const
    {
        QMap<RecordId, QVector<Kin>> groups;
        for (const Kin& each : kin)
            groups[each.near] << each;
        QJsonArray list;
        for (const QVector<Kin>& group : groups) {
            QJsonArray members;
            QStringList texts;
            for (const Kin& each : group) {
                const Result<Record> record = reader.record(each.record);
                if (!record)
                    return fail(record.error());
                members.append(QJsonObject{{"record", record->name}, {"equal", each.sameCount}});
                texts << (each.sameCount > 1 ? QStringLiteral("%1 (of %2 equal)").arg(record->name).arg(each.sameCount)
                                             : record->name);
            }
            list.append(members);
            if (!m_json)
                print(texts.join(QLatin1Char('\t')));
        }
        if (m_json)
            print(QString::fromUtf8(QJsonDocument(QJsonObject{{"groups", list}}).toJson()).trimmed());
        else
            print(groups.size() == 1 ? QStringLiteral("%1 records in 1 group").arg(kin.size())
                                     : QStringLiteral("%1 records in %2 groups").arg(kin.size()).arg(groups.size()));
        return ExitCode::Ok;
    }

    std::string m_project;
    bool m_again = false;
    bool m_json = false;
};

const Registration registration{
    {58, "groups", "Records with equal or near-identical sequences", [] { return std::make_unique<Groups>(); }}};

} // namespace

} // namespace corespan::cli
