// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/sequence_match.h"
#include "core/store/project_types.h"

#include <array>
#include <vector>

namespace corespan {

struct KinOptions
{
    MatchOptions match;
    int sketch = 20; ///< words of a sequence that it is looked up by
};

/// Finds records with equal and with near-identical sequences. Equal ones by checksum. Of the words of a sequence the
/// `sketch` with the smallest hash are kept (Broder, 1997); of the sequences that share one, the longest and the next
/// longer one are compared with each (after Steinegger & Söding, 2018, who take the longest alone), where they share
/// two at least. Groups are connected components, so that two of one group may be less alike than each is to the next.
/// Not looked for: the other strand, and pieces of longer sequences.
class KinSearch
{
public:
    explicit KinSearch(const KinOptions& options = {}) : m_options(options) {}

    void add(RecordId id, const QByteArray& residues);
    std::size_t count() const { return m_records.size(); }

    using Fetch = std::function<Result<QByteArray>(RecordId)>;
    /// Of the records that are not alone, in the order in which they were added. `fetch` gives residues again.
    /// Error::Kind::Cancelled where `progress` answers false; it is asked after every thousand of comparisons.
    Result<QVector<Kin>> finish(const Fetch& fetch, const StepProgress& progress = {}) const;

private:
    struct Known
    {
        RecordId id;
        std::int64_t length;
        std::array<quint64, 2> checksum;
    };
    /// A word of a record's sketch, by hash.
    struct Entry
    {
        quint32 hash;
        quint32 record; ///< index of m_records
        auto operator<=>(const Entry&) const = default;
    };
    struct Pair
    {
        quint32 first;
        quint32 second;
        auto operator<=>(const Pair&) const = default;
    };
    std::vector<quint32> firstOfEqual() const;
    std::vector<Pair> pairs(const std::vector<quint32>& same) const;
    QVector<Kin> kinOf(const std::vector<quint32>& same, const std::vector<quint32>& near) const;

    KinOptions m_options;
    std::vector<Known> m_records;
    std::vector<Entry> m_entries;
};

} // namespace corespan
