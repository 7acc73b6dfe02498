// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/edits.h"
#include "core/store/project_reader.h"
#include "core/store/project_writer.h"

#include <QTemporaryDir>
#include <QTest>

namespace corespan::test {

/// The value, or an empty one and a failed test that says why.
template <typename T>
T valueOf(Result<T> result)
{
    if (!result) {
        QTest::qFail(qPrintable(result.error().message), __FILE__, __LINE__);
        return T();
    }
    return *std::move(result);
}

inline ImportedRecord record(const QString& name, const QByteArray& residues)
{
    ImportedRecord imported;
    imported.record.name = name;
    imported.record.description = name + QStringLiteral(" protein");
    imported.record.source = QStringLiteral("test.fa");
    imported.residues = residues;
    return imported;
}

/// rec1, rec2, ... of 100 residues each, file order.
inline QVector<ImportedRecord> records(int count)
{
    QVector<ImportedRecord> list;
    for (int i = 1; i <= count; ++i)
        list.append(record(QStringLiteral("rec%1").arg(i), QByteArray(100, char('A' + i % 20))));
    return list;
}

/// A new project with `count` records, ids 1..count.
inline QString project(const QTemporaryDir& folder, int count, const QString& name = QStringLiteral("p.corespan"))
{
    const QString path = folder.filePath(name);
    NewProject fresh;
    fresh.title = QStringLiteral("Test");
    fresh.labels.labels = {{QStringLiteral("helix"), QStringLiteral("#aa0000")},
                           {QStringLiteral("strand"), QStringLiteral("#0000aa")}};
    valueOf(ProjectWriter::create(path, fresh));
    auto writer = valueOf(ProjectWriter::open(path, {.author = QStringLiteral("ann")}));
    if (writer)
        valueOf(writer->addRecords(records(count)));
    return path;
}

inline Edit coreEdit(RecordId id, const Curation& now, Span span)
{
    return setCoresEdit(id, now, {Core{span}}, {});
}

inline PredictionResult prediction(RecordId id, std::optional<Span> best, double margin)
{
    PredictionResult result;
    result.summary.record = id;
    if (best)
        result.summary.predicted = {{Core{*best}, 0.5}};
    result.summary.score = 0.5;
    result.summary.margin = margin;
    result.summary.nullScore = 0.125;
    if (best)
        result.summary.candidates = {{*best, 3.5, 0.5}, {{best->begin, best->end + 1}, 2.5, 0.25}};
    return result;
}

} // namespace corespan::test
