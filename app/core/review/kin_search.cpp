// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/kin_search.h"

#include "core/datasets/clusters.h"

#include <QCache>
#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>
#include <cstring>
#include <numeric>

namespace corespan {

namespace {

/// Spreads the bits (splitmix64, Steele et al., 2014); the upper half.
quint32 mixed(quint64 z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return quint32((z ^ (z >> 31)) >> 32);
}

/// The `count` smallest hashes of the words, each once, sorted.
std::vector<quint32> sketchOf(std::string_view residues, std::size_t count)
{
    constexpr quint64 base = 0x9E3779B97F4A7C15ULL; // odd: multiplying loses nothing
    const auto length = std::size_t(wordLength(residues));
    std::vector<quint32> hashes;
    if (residues.size() < length)
        return hashes;
    quint64 outgoing = 1; // base to the power of length
    for (std::size_t at = 0; at < length; ++at)
        outgoing *= base;
    quint64 rolling = 0;
    hashes.reserve(residues.size() - length + 1);
    for (std::size_t at = 0; at < residues.size(); ++at) {
        rolling = rolling * base + quint64(quint8(residues[at]));
        if (at >= length)
            rolling -= outgoing * quint64(quint8(residues[at - length]));
        if (at + 1 >= length)
            hashes.push_back(mixed(rolling));
    }
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    hashes.resize(std::min(hashes.size(), count));
    return hashes;
}

std::array<quint64, 2> checksum(const QByteArray& residues)
{
    const QByteArray digest = QCryptographicHash::hash(residues, QCryptographicHash::Blake2b_256);
    std::array<quint64, 2> halves{};
    std::memcpy(halves.data(), digest.constData(), sizeof halves);
    return halves;
}

std::string_view view(const QByteArray& residues)
{
    return {residues.constData(), std::size_t(residues.size())};
}

/// Residues of records that are needed again soon.
class Residues
{
public:
    explicit Residues(const KinSearch::Fetch& fetch) : m_fetch(fetch), m_cache(64 * 1024 * 1024) {}

    Result<QByteArray> of(RecordId id)
    {
        if (const QByteArray* known = m_cache.object(id))
            return *known;
        Result<QByteArray> read = m_fetch(id);
        if (read)
            m_cache.insert(id, new QByteArray(*read), read->size());
        return read;
    }

private:
    const KinSearch::Fetch& m_fetch;
    QCache<RecordId, QByteArray> m_cache;
};

} // namespace

void KinSearch::add(RecordId id, const QByteArray& residues)
{
    const auto index = quint32(m_records.size());
    m_records.push_back({id, residues.size(), checksum(residues)});
    for (const quint32 hash : sketchOf(view(residues), std::size_t(m_options.sketch)))
        m_entries.push_back({hash, index});
}

/// For each record the first with the same residues.
std::vector<quint32> KinSearch::firstOfEqual() const
{
    std::vector<quint32> order(m_records.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto key = [this](quint32 at) { return std::tuple(m_records[at].checksum, m_records[at].length); };
    std::sort(order.begin(), order.end(),
              [&key](quint32 a, quint32 b) { return std::tuple(key(a), a) < std::tuple(key(b), b); });
    std::vector<quint32> first(m_records.size());
    for (std::size_t at = 0; at < order.size(); ++at)
        first[order[at]] = at > 0 && key(order[at]) == key(order[at - 1]) ? first[order[at - 1]] : order[at];
    return first;
}

/// Those that may be near-identical, the longer one first, each once.
std::vector<KinSearch::Pair> KinSearch::pairs(const std::vector<quint32>& same) const
{
    std::vector<Entry> entries;
    for (const Entry& entry : m_entries)
        if (same[entry.record] == entry.record)
            entries.push_back(entry);
    const auto order = [this](const Entry& entry) {
        return std::tuple(entry.hash, -m_records[entry.record].length, entry.record);
    };
    std::sort(entries.begin(), entries.end(), [&order](const Entry& a, const Entry& b) { return order(a) < order(b); });
    std::vector<Pair> shared;
    for (std::size_t longest = 0, at = 0; at < entries.size(); ++at) {
        if (entries[at].hash != entries[longest].hash)
            longest = at;
        if (at > longest)
            shared.push_back({entries[longest].record, entries[at].record});
        if (at > longest + 1)
            shared.push_back({entries[at - 1].record, entries[at].record});
    }
    std::sort(shared.begin(), shared.end());
    std::vector<Pair> twice;
    for (std::size_t at = 0; at + 1 < shared.size(); ++at)
        if (shared[at] == shared[at + 1] && (twice.empty() || twice.back() != shared[at]))
            twice.push_back(shared[at]);
    return twice;
}

QVector<Kin> KinSearch::kinOf(const std::vector<quint32>& same, const std::vector<quint32>& near) const
{
    std::vector<int> sameCount(m_records.size(), 0);
    std::vector<int> nearCount(m_records.size(), 0);
    for (std::size_t at = 0; at < m_records.size(); ++at) {
        ++sameCount[same[at]];
        ++nearCount[near[at]];
    }
    QVector<Kin> found;
    for (std::size_t at = 0; at < m_records.size(); ++at)
        if (nearCount[near[at]] > 1)
            found.append({m_records[at].id, m_records[same[at]].id, m_records[near[at]].id, sameCount[same[at]],
                          nearCount[near[at]]});
    return found;
}

Result<QVector<Kin>> KinSearch::finish(const Fetch& fetch, const StepProgress& progress) const
{
    constexpr std::size_t askEvery = 1000;
    const std::vector<quint32> same = firstOfEqual();
    DisjointSets sets(m_records.size());
    const std::vector<Pair> candidates = pairs(same);
    Residues residues(fetch);
    for (std::size_t at = 0; at < candidates.size(); ++at) {
        if (progress && at % askEvery == 0 && !progress(std::int64_t(at), std::int64_t(candidates.size())))
            return Error{QCoreApplication::translate("Review", "Stopped."), Error::Kind::Cancelled};
        const auto [longer, shorter] = candidates[at];
        if (sets.find(longer) == sets.find(shorter))
            continue;
        const Result<QByteArray> first = residues.of(m_records[longer].id);
        if (!first)
            return first.error();
        const Result<QByteArray> second = residues.of(m_records[shorter].id);
        if (!second)
            return second.error();
        if (areNearIdentical(view(*first), view(*second), m_options.match))
            sets.join(longer, shorter);
    }
    std::vector<quint32> near(m_records.size());
    for (std::size_t at = 0; at < m_records.size(); ++at)
        near[at] = quint32(sets.find(same[at])); // DisjointSets names the first of each set
    return kinOf(same, near);
}

} // namespace corespan
