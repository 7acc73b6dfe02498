// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QVector>

#include <cstdint>

namespace corespan {

/// Row id of a record in its project; never 0. A type of its own so that ids of different things cannot be mixed up.
/// qint64, not std::int64_t: QDataStream knows only the former, and signals with such ids instantiate its operators.
enum class RecordId : qint64 { None = 0 };
enum class RunId : qint64 { None = 0 };
enum class EditId : qint64 { None = 0 };

enum class Alphabet { Protein, Dna, Rna, Text };

/// One sequence with its name, description and source.
struct Record
{
    RecordId id = RecordId::None;
    QString name; ///< accession or first word of the header; unique in a project
    QString description;
    Alphabet alphabet = Alphabet::Protein;
    std::int64_t length = 0;
    QString source;   ///< file it came from
    QJsonObject meta; ///< e.g. {"contig": "gi|9626243", "begin": 190, "end": 736, "strand": "+"}: 0-based half-open
};

/// Gold or curated truth that a file brings with a record.
struct Gold
{
    bool annotated = false; ///< false: the file says nothing; true with no cores: "no core"
    QVector<Core> cores;
    QVector<QString> labels; ///< one a position, empty string = none; empty vector: no labels
    QVector<Span> ambiguous; ///< zones that nothing is learned from
    QStringList target;      ///< label string without positions, for CTC; empty: not known
    bool operator==(const Gold&) const = default;
};

/// What a reader makes of one entry of a file.
struct ImportedRecord
{
    Record record;
    QByteArray residues; ///< upper case, one byte a position
    Gold gold;
};

} // namespace corespan
