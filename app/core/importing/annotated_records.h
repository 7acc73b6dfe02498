// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/entry_reader.h"
#include "core/importing/genbank_entry.h"

#include <QStringList>

#include <utility>

namespace corespan {

/// Which features become cores.
struct GoldKeys
{
    QStringList keys{QStringLiteral("CDS")};
    bool tellOthers = false; ///< note which other keys the file has
    bool nameAll = false;    ///< meta.groups names features of one segment too
};

/// The keys that were asked for, or CDS.
GoldKeys goldKeys(const QStringList& features, bool nameAll = false);

/// The note on features of other keys.
QString otherKeys();

/// The type of a key's cores on the forward strand: "core" of CDS, else the key.
QString coreType(const QString& key);

/// An entry of a flat file as a record: features of those keys are the gold cores as gold_builder.h has it, the
/// /translations of CDS the labels.
RawEntry rawEntry(GenBankEntry entry, const GoldKeys& keys);

/// The records of a reader of annotated entries (GenBankReader, EmblReader, UniProtReader).
template <typename Reader>
class AnnotatedRecords final : public EntryReader
{
public:
    AnnotatedRecords(Reader reader, GoldKeys keys) : m_reader(std::move(reader)), m_keys(std::move(keys)) {}

    Result<std::optional<RawEntry>> next() override
    {
        Result<std::optional<GenBankEntry>> entry = m_reader.next();
        if (!entry)
            return entry.error();
        if (!*entry)
            return std::optional<RawEntry>();
        return std::optional(rawEntry(std::move(**entry), m_keys));
    }

    const LineReader& lines() const override { return m_reader.lines(); }

private:
    Reader m_reader;
    GoldKeys m_keys;
};

} // namespace corespan
