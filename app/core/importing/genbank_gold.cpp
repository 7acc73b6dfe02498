// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/entry_reader.h"
#include "core/importing/genbank_reader.h"

#include <QMap>

#include <algorithm>
#include <utility>

namespace corespan {

namespace {

/// A feature's positions in the order in which they are read.
QVector<std::int64_t> readingOrder(const FeatureLocation& location)
{
    QVector<std::int64_t> positions;
    for (const auto& segment : location.segments) {
        for (std::int64_t i = 0; i < segment.span.length(); ++i)
            positions.append(segment.reverse ? segment.span.end - 1 - i : segment.span.begin + i);
    }
    return positions;
}

/// Writes a CDS's amino acids into the labels; positions that two of them claim for different letters end without one.
class LabelPainter
{
public:
    explicit LabelPainter(std::int64_t length) : m_labels(length), m_contested(length, false) {}

    void paint(const GenBankFeature& feature)
    {
        if (feature.location.remote)
            return;
        QByteArray protein = feature.qualifier("translation").toUpper();
        const QVector<std::int64_t> positions = readingOrder(feature.location);
        const qsizetype skip = std::clamp(feature.qualifier("codon_start").toInt() - 1, 0, 2);
        const qsizetype letters = positions.size() - skip;
        if (protein.isEmpty() || (letters != protein.size() * 3 && letters != protein.size() * 3 + 3))
            return;
        if (letters == protein.size() * 3 + 3)
            protein += '*';
        for (qsizetype i = 0; i < letters; ++i)
            claim(positions[skip + i], QString(QLatin1Char(protein[i / 3])));
        m_any = true;
    }

    QVector<QString> take() { return m_any ? std::move(m_labels) : QVector<QString>(); }

private:
    void claim(std::int64_t at, const QString& label)
    {
        m_contested[at] = m_contested[at] || (!m_labels[at].isEmpty() && m_labels[at] != label);
        m_labels[at] = m_contested[at] ? QString() : label;
    }

    QVector<QString> m_labels;
    QVector<bool> m_contested;
    bool m_any = false;
};

/// A record's cores have to lie apart: of two that overlap the longer one stays. Returns how many were left out.
qsizetype keepApart(QVector<Core>& cores)
{
    const qsizetype before = cores.size();
    std::stable_sort(cores.begin(), cores.end(),
                     [](const Core& a, const Core& b) { return a.span.length() > b.span.length(); });
    QMap<std::int64_t, Core> kept; // by begin
    for (const Core& core : std::as_const(cores)) {
        const auto next = kept.lowerBound(core.span.begin);
        const bool meetsNext = next != kept.end() && next->span.overlaps(core.span);
        const bool meetsPrevious = next != kept.begin() && std::prev(next)->span.overlaps(core.span);
        if (!meetsNext && !meetsPrevious)
            kept.insert(core.span.begin, core);
    }
    cores = QVector<Core>(kept.cbegin(), kept.cend());
    return before - cores.size();
}

Gold goldOf(const GenBankEntry& entry)
{
    Gold gold;
    LabelPainter painter(entry.sequence.size());
    for (const GenBankFeature& feature : entry.features) {
        if (feature.key != "CDS" || feature.has("pseudo") || feature.has("pseudogene"))
            continue;
        for (const auto& segment : feature.location.segments)
            gold.cores.append(
                Core{segment.span, segment.reverse ? QStringLiteral("core_reverse") : QStringLiteral("core")});
        painter.paint(feature);
    }
    std::sort(gold.cores.begin(), gold.cores.end(),
              [](const Core& a, const Core& b) { return std::tie(a.span, a.type) < std::tie(b.span, b.type); });
    gold.cores.erase(std::unique(gold.cores.begin(), gold.cores.end()), gold.cores.end()); // exons that isoforms share
    gold.annotated = !gold.cores.isEmpty();
    gold.labels = painter.take();
    return gold;
}

class GenBankRecords final : public EntryReader
{
public:
    explicit GenBankRecords(LineReader lines) : m_reader(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        Result<std::optional<GenBankEntry>> entry = m_reader.next();
        if (!entry)
            return entry.error();
        if (!*entry)
            return std::optional<RawEntry>();
        RawEntry raw;
        raw.line = (*entry)->line;
        raw.fault = (*entry)->fault;
        raw.record.record.name = (*entry)->name();
        raw.record.record.description = (*entry)->definition;
        if (raw.fault.isEmpty()) {
            raw.record.gold = goldOf(**entry);
            if (const qsizetype left = keepApart(raw.record.gold.cores); left > 0)
                raw.record.record.meta["overlappingCoresLeftOut"] = qint64(left);
        }
        raw.record.residues = std::move((*entry)->sequence);
        return std::optional(std::move(raw));
    }

    const LineReader& lines() const override { return m_reader.lines(); }

private:
    GenBankReader m_reader;
};

} // namespace

std::unique_ptr<EntryReader> makeGenBankReader(LineReader lines)
{
    return std::make_unique<GenBankRecords>(std::move(lines));
}

} // namespace corespan
