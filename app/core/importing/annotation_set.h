// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/entry_reader.h"
#include "core/importing/gold_builder.h"
#include "core/importing/report.h"

#include <QHash>
#include <QMap>

#include <utility>

namespace corespan {

/// What one file says of a sequence that another file holds.
struct SequenceAnnotations
{
    QString file;
    std::int64_t line = 0; ///< where the sequence is named first
    QVector<GoldFeature> features;
    std::int64_t others = 0; ///< features of other kinds
    bool noCore = false;     ///< it says that there is none
    bool circular = false;   ///< features may run over the sequence's end

    /// What the sequence has to be; `line` says where the file tells it, 0: it does not.
    struct Stated
    {
        std::int64_t line = 0;
        Span region;         ///< [0, length), or a part that has to lie within
        QByteArray checksum; ///< hex of MD5 or SHA-256 of the upper-case letters; empty: none
    };
    Stated stated;

    struct LabelRun
    {
        std::int64_t begin = 0;
        QVector<QString> labels;
        std::int64_t line = 0;
    };
    QVector<LabelRun> labels;
};

/// The annotations of files without sequences (GFF3, BED, tables of spans), by the name of the sequence that they
/// belong to. One that does not fit its sequence (another length or checksum, a feature outside) is refused as a whole
/// and reported with its line; the sequence stays, without gold.
class AnnotationSet
{
public:
    /// Those of the sequence in the file; made at the first call.
    SequenceAnnotations& of(const QString& sequence, const QString& file, std::int64_t line);
    void note(const QString& file, const QString& sequence, const EntryNote& note);

    /// Gives the entry the gold of its name's annotations; refusals go to the report.
    void apply(RawEntry& entry, const QString& entryFile, bool nameAll, ImportReport& report);
    /// Call when every sequence has been seen: reports annotations of sequences that did not come, and the notes.
    void finish(ImportReport& report);

    bool isEmpty() const { return m_order.isEmpty(); }
    const QStringList& sequences() const { return m_order; } ///< in the order in which they were named first

private:
    struct Held
    {
        QVector<SequenceAnnotations> byFile;
        bool used = false;
    };
    QHash<QString, Held> m_held;
    QStringList m_order;             ///< of the names
    QMap<QString, NoteSums> m_notes; ///< by file
};

} // namespace corespan
