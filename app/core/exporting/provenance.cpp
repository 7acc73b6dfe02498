// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/provenance.h"

#include "core/domain/names.h"
#include "core/exporting/curated_gold.h"

#include <QJsonArray>

#include <algorithm>

namespace corespan {

namespace {

bool holds(const Curation& curation, const Core& core)
{
    return curation.annotated && curation.cores.contains(core);
}

template <typename Brought>
std::optional<Deed> latest(const QVector<Edit>& edits, const Brought& brought)
{
    const auto found = std::find_if(edits.begin(), edits.end(), brought); // newest first
    return found == edits.end() ? std::nullopt : std::optional(Deed{found->author, found->time});
}

} // namespace

std::optional<Deed> deedOf(const ExportRow& row, const Core& core)
{
    return latest(row.edits,
                  [&core](const Edit& edit) { return holds(edit.after, core) && !holds(edit.before, core); });
}

std::optional<Deed> decisionOf(const ExportRow& row)
{
    return latest(row.edits, [](const Edit& edit) { return edit.after.state != edit.before.state; });
}

QString timeText(const QDateTime& time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QJsonObject provenanceJson(const ExportRow& row, const Gold& gold, const Run& run)
{
    const QVector<Core> predicted = row.prediction ? row.prediction->cores() : QVector<Core>();
    QJsonArray spans;
    for (const Core& core : gold.cores) {
        QJsonObject span{{"begin", qint64(core.span.begin)},
                         {"end", qint64(core.span.end)},
                         {"type", core.type},
                         {"evidence", isDecided(row.curation) ? "curated" : "gold"}};
        if (const auto deed = deedOf(row, core)) {
            span["by"] = deed->who;
            span["time"] = timeText(deed->when);
        }
        if (predicted.contains(core))
            span["run"] = QStringLiteral("%1 %2").arg(run.model, timeText(run.started));
        spans.append(span);
    }
    QJsonObject json{{"state", toText(row.curation.state)}, {"spans", spans}};
    if (const auto deed = decisionOf(row); deed && gold.cores.isEmpty()) {
        json["by"] = deed->who;
        json["time"] = timeText(deed->when);
    }
    return json;
}

} // namespace corespan
