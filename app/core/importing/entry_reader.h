// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/importing/line_reader.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace corespan {

/// A part of an entry that makes no gold, or not the gold one might think: told to the report, summed up by reason.
struct EntryNote
{
    std::int64_t line = 0;
    QString reason;
    QString subject;   ///< where one reason has several, e.g. a feature's key: counted one by one; may be empty
    bool loss = true;  ///< false: of a kind that was not asked for; listed, but not counted as left out
    QString file = {}; ///< where the line is; empty: in the entry's own file
};

/// What a format's reader makes of one entry, before letters, names and coordinates are checked.
struct RawEntry
{
    ImportedRecord record; ///< residues as in the file, without blanks; alphabet not set yet
    std::int64_t line = 0; ///< where the entry starts
    QString fault;         ///< why the entry cannot be used; empty: it can
    QVector<EntryNote> notes;
};

/// One format. Each line of the file belongs to some entry, so that nothing is left out unseen.
class EntryReader
{
public:
    virtual ~EntryReader() = default;
    /// nullopt at the end. Error: the file cannot be read further.
    virtual Result<std::optional<RawEntry>> next() = 0;
    virtual const LineReader& lines() const = 0;
};

std::unique_ptr<EntryReader> makeFastaReader(LineReader lines);
std::unique_ptr<EntryReader> makeThreeLineReader(LineReader lines);
std::unique_ptr<EntryReader> makeJsonlReader(LineReader lines);
std::unique_ptr<EntryReader> makeFastqReader(LineReader lines);
/// Labels are the #=GR lines of that feature.
std::unique_ptr<EntryReader> makeStockholmReader(LineReader lines, const QString& labelRow);
/// `strict`: an "I" that begins a core is a fault, not a "B" of the IOB1 scheme.
std::unique_ptr<EntryReader> makeConllReader(LineReader lines, bool strict);
/// Flat files. Features of these keys become gold cores as gold_builder.h has it; none given: CDS, and of UniProt
/// SIGNAL, TRANSIT, PROPEP and TRANSMEM. The type of a CDS's cores is "core", that of others the key. Labels are the
/// amino acids of a CDS's codons where /translation is in step with them.
/// `nameAll`: meta.groups names features of one segment too.
std::unique_ptr<EntryReader> makeGenBankReader(LineReader lines, const QStringList& features, bool nameAll);
std::unique_ptr<EntryReader> makeEmblReader(LineReader lines, const QStringList& features, bool nameAll);
std::unique_ptr<EntryReader> makeUniProtReader(LineReader lines, const QStringList& features, bool nameAll);

/// ">name the rest" into name and description.
void readHeader(const QByteArray& header, Record& record);

} // namespace corespan
