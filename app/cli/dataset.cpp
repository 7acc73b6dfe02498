// SPDX-License-Identifier: GPL-3.0-or-later
#include "dataset_task.h"
#include "import_text.h"
#include "interrupt.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace corespan::cli {

namespace {

/// A function's static, so that it is there whichever file's registration comes first.
std::vector<CommandEntry>& table()
{
    static std::vector<CommandEntry> entries;
    return entries;
}

class Dataset final : public Command
{
public:
    void declare(CLI::App& app) override
    {
        app.require_subcommand(1);
        for (const CommandEntry& entry : datasetTasks()) {
            CLI::App* sub = app.add_subcommand(entry.name, entry.summary);
            m_tasks.emplace_back(sub, entry.make());
            m_tasks.back().second->declare(*sub);
        }
    }

    ExitCode run() override
    {
        const auto chosen = std::ranges::find_if(m_tasks, [](const auto& task) { return task.first->parsed(); });
        return chosen == m_tasks.end() ? ExitCode::Usage : chosen->second->run();
    }

private:
    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> m_tasks;
};

const Registration registration{
    {20, "dataset", "Make, split, balance and describe data sets", [] { return std::make_unique<Dataset>(); }}};

} // namespace

DatasetRegistration::DatasetRegistration(CommandEntry entry)
{
    table().push_back(std::move(entry));
}

std::vector<CommandEntry> datasetTasks()
{
    std::vector<CommandEntry> sorted = table();
    std::ranges::sort(sorted, {}, &CommandEntry::order);
    return sorted;
}

std::optional<Span> parsePair(const std::string& text)
{
    const QStringList parts = QString::fromStdString(text).split(QLatin1Char('-'));
    bool first = false;
    bool second = false;
    const qint64 low = parts.value(0).toLongLong(&first);
    const qint64 high = parts.value(1).toLongLong(&second);
    if (parts.size() != 2 || !first || !second || low < 0 || high < low)
        return std::nullopt;
    return Span{low, high};
}

std::string pairProblem(const std::string& text)
{
    return parsePair(text) ? std::string() : "expected A-B with whole numbers, A <= B, not " + text;
}

DatasetControl datasetControl(Progress& progress)
{
    constexpr std::int64_t megabyte = 1000000;
    return {interruptToken(),
            [&progress](std::int64_t done, std::int64_t total) { progress.update(done / megabyte, total / megabyte); }};
}

ExitCode tellDataset(const ImportReport& read, bool asJson, const QJsonObject& json, const QString& line)
{
    complainOf(read);
    print(asJson ? QString::fromUtf8(QJsonDocument(json).toJson()).trimmed() : line);
    return read.isClean() ? ExitCode::Ok : ExitCode::Partly;
}

} // namespace corespan::cli
