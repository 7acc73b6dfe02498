// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/data_card.h"

#include "core/domain/names.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

namespace corespan {

namespace {

/// A string of YAML is one of JSON.
QString quoted(const QString& text)
{
    const QString list = QString::fromUtf8(QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact));
    return list.mid(1, list.size() - 2);
}

/// As Hugging Face has it.
QString sizeCategory(qint64 records)
{
    struct Limit
    {
        qint64 below;
        const char* name;
    };
    for (const Limit& limit : {Limit{1'000, "n<1K"}, Limit{10'000, "1K<n<10K"}, Limit{100'000, "10K<n<100K"},
                               Limit{1'000'000, "100K<n<1M"}, Limit{10'000'000, "1M<n<10M"}}) {
        if (records < limit.below)
            return QLatin1String(limit.name);
    }
    return QStringLiteral("10M<n<100M");
}

struct Part
{
    QString name;
    QJsonObject counts;
};

/// A set that was not split is one part called train.
QVector<Part> partsOf(const QJsonObject& manifest)
{
    QVector<Part> parts;
    for (const QJsonValue value : manifest["parts"].toArray()) {
        const QJsonObject part = value.toObject();
        parts.append({part["records_file"].toString().chopped(6), part}); // ".jsonl"
    }
    if (parts.isEmpty())
        parts.append({QStringLiteral("train"), manifest});
    return parts;
}

QString head(const QJsonObject& manifest, const QVector<Part>& parts)
{
    QStringList lines{QStringLiteral("---"),
                      QStringLiteral("pretty_name: ") + quoted(manifest["provenance"]["title"].toString()),
                      QStringLiteral("task_categories:"),
                      QStringLiteral("- token-classification"),
                      QStringLiteral("tags:"),
                      QStringLiteral("- biology"),
                      QStringLiteral("- ") + manifest["alphabet"].toString(),
                      QStringLiteral("- corespan"),
                      QStringLiteral("size_categories:"),
                      QStringLiteral("- ") + sizeCategory(manifest["records"].toInteger()),
                      QStringLiteral("configs:"),
                      QStringLiteral("- config_name: default"),
                      QStringLiteral("  data_files:")};
    for (const Part& part : parts)
        lines << QStringLiteral("  - split: ") + quoted(part.name)
              << QStringLiteral("    path: ") + quoted(part.counts["records_file"].toString());
    return (lines << QStringLiteral("---")).join(QLatin1Char('\n'));
}

QString counts(const QVector<Part>& parts)
{
    QString text = QStringLiteral("| part | records | with cores | no core | positions | sha256 of its file |\n"
                                  "|---|---|---|---|---|---|\n");
    for (const Part& part : parts)
        text += QStringLiteral("| %1 | %2 | %3 | %4 | %5 | `%6` |\n")
                    .arg(part.name)
                    .arg(part.counts["records"].toInteger())
                    .arg(part.counts["with_core"].toInteger())
                    .arg(part.counts["no_core"].toInteger())
                    .arg(part.counts["positions"].toInteger())
                    .arg(part.counts["records_sha256"].toString());
    return text;
}

/// "core 12, TM 3"
QString listed(const QJsonObject& numbers)
{
    QStringList parts;
    for (auto number = numbers.begin(); number != numbers.end(); ++number)
        parts << QStringLiteral("%1 %2").arg(number.key()).arg(number.value().toInteger());
    return parts.isEmpty() ? QStringLiteral("none") : parts.join(QStringLiteral(", "));
}

/// Whose they are, as far as the states tell.
QString reviewed(const QJsonObject& states)
{
    for (auto state = states.begin(); state != states.end(); ++state) {
        const auto known = reviewStateFromText(state.key());
        if (state.value().toInteger() > 0 && !(known && isReviewed(*known)))
            return QStringLiteral("; curators did not review all of them, see the states below");
    }
    return QStringLiteral(" that curators reviewed");
}

QString fields()
{
    return QStringLiteral(
        "One JSON object a line. Positions are 0-based, ends are not included.\n\n"
        "| field | what it is |\n|---|---|\n"
        "| `id`, `description` | name and description of the record |\n"
        "| `sequence` | its letters, context on both sides included |\n"
        "| `cores` | `[begin, end]`, then the type where it is not \"core\", then `<`, `>` or `<>` for open ends; "
        "an empty list: there is no core; absent: it is not known |\n"
        "| `labels` | one a position, `.` for none: a string where each is one letter, else a list |\n"
        "| `ambiguous` | `[begin, end]` of zones that nothing should be learned from |\n"
        "| `target` | a label string without positions |\n"
        "| `meta` | what else is known, such as the place on a contig; `provenance`: where each core comes from |\n");
}

/// The curators' choices, in words.
QString made(const QJsonObject& manifest)
{
    const QJsonObject choice = manifest["choice"].toObject();
    const QJsonObject provenance = manifest["provenance"].toObject();
    const auto words = [](const QJsonValue& list) {
        return QJsonDocument(list.toArray()).toJson(QJsonDocument::Compact);
    };
    QStringList lines;
    lines << QStringLiteral("- By %1 from the project `%2`, %3.")
                 .arg(provenance["program"].toString(), provenance["project"].toString(),
                      provenance["created"].toString());
    lines << QStringLiteral("- Review states: %1.").arg(listed(manifest["review_states"].toObject()));
    if (!choice["types"].toArray().isEmpty())
        lines << QStringLiteral("- Cores of these types only: `%1`. A record of others counts as one without a core.")
                     .arg(QString::fromUtf8(words(choice["types"])));
    if (choice["mask_flanks"].toBool())
        lines << QStringLiteral("- Labels outside cores are left out.");
    if (const QJsonObject run = provenance["run"].toObject(); !run.isEmpty())
        lines << QStringLiteral("- Predictions that curators worked from: model `%1` of %2 (weights sha256 `%3`).")
                     .arg(run["model"].toString(), run["started"].toString(), run["weights_sha256"].toString());
    if (const QJsonObject split = manifest["split"].toObject(); !split.isEmpty())
        lines << QStringLiteral("- Parts by %1, seed %2: records of one group, and equal sequences, are never apart.")
                     .arg(split["by"].toString())
                     .arg(split["seed"].toInteger());
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace

QString dataCard(const QJsonObject& manifest)
{
    const QVector<Part> parts = partsOf(manifest);
    QJsonObject cores;
    QJsonObject labels;
    for (const Part& part : parts) {
        for (const auto& [sum, key] : {std::pair{&cores, "core_counts"}, std::pair{&labels, "label_counts"}}) {
            const QJsonObject own = part.counts[QLatin1String(key)].toObject();
            for (auto each = own.begin(); each != own.end(); ++each)
                (*sum)[each.key()] = (*sum)[each.key()].toInteger() + each.value().toInteger();
        }
    }
    return head(manifest, parts) +
           QStringLiteral("\n\n%1\n\n# %2\n\n")
               .arg(QLatin1String(cardMark), manifest["provenance"]["title"].toString()) +
           QStringLiteral(
               "Sequences (%1) with cores and labels%2. No licence is stated: whoever publishes the set says "
               "which.\n\n## Counts\n\n")
               .arg(manifest["alphabet"].toString(), reviewed(manifest["review_states"].toObject())) +
           counts(parts) +
           QStringLiteral("\nCores by type: %1. Labelled positions: %2.\n\n## Fields\n\n")
               .arg(listed(cores), listed(labels)) +
           fields() + QStringLiteral("\n## How it was made\n\n") + made(manifest);
}

} // namespace corespan
