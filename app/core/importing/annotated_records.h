// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/entry_reader.h"
#include "core/importing/genbank_entry.h"

#include <utility>

namespace corespan {

/// A GenBank or EMBL entry as a record: its CDS features are the gold cores, its /translations the labels.
RawEntry rawEntry(GenBankEntry entry);

/// The records of a reader of annotated entries (GenBankReader, EmblReader).
template <typename Reader>
class AnnotatedRecords final : public EntryReader
{
public:
    explicit AnnotatedRecords(LineReader lines) : m_reader(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        Result<std::optional<GenBankEntry>> entry = m_reader.next();
        if (!entry)
            return entry.error();
        if (!*entry)
            return std::optional<RawEntry>();
        return std::optional(rawEntry(std::move(**entry)));
    }

    const LineReader& lines() const override { return m_reader.lines(); }

private:
    Reader m_reader;
};

} // namespace corespan
