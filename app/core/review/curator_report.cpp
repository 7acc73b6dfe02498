// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/curator_report.h"

#include "core/review/unitizing_alpha.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cstdlib>

namespace corespan {

namespace {

constexpr qsizetype page = 500;

std::int64_t positionsOf(const QVector<Core>& cores)
{
    std::int64_t sum = 0;
    for (const Core& core : cores)
        sum += core.span.length();
    return sum;
}

/// Positions that both cover; of cores that are sorted and apart.
std::int64_t shared(const QVector<Core>& a, const QVector<Core>& b)
{
    std::int64_t sum = 0;
    for (qsizetype i = 0, j = 0; i < a.size() && j < b.size();) {
        sum += std::max<std::int64_t>(
            std::min(a[i].span.end, b[j].span.end) - std::max(a[i].span.begin, b[j].span.begin), 0);
        (a[i].span.end < b[j].span.end ? i : j) += 1;
    }
    return sum;
}

/// Between boundaries of cores in the same place; -1: another number of cores, or other types.
std::int64_t farthest(const QVector<Core>& a, const QVector<Core>& b)
{
    if (a.size() != b.size())
        return -1;
    std::int64_t most = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (a[i].type != b[i].type)
            return -1;
        most = std::max({most, std::abs(a[i].span.begin - b[i].span.begin), std::abs(a[i].span.end - b[i].span.end)});
    }
    return most;
}

class Report
{
public:
    Report(const ProjectReader& reader, RunId run, const StepProgress& progress)
        : m_reader(reader), m_run(run), m_progress(progress)
    {
    }

    Result<CuratorReport> make()
    {
        Result<QVector<Decision>> decisions = m_reader.decisions(m_progress);
        if (!decisions)
            return decisions.error();
        for (Decision& decision : *decisions)
            m_byRecord[decision.record].append(std::move(decision));
        const QVector<RecordId> records = m_byRecord.keys();
        for (qsizetype at = 0; at < records.size(); at += page) {
            const Result<QVector<ReviewRow>> rows = m_reader.reviewRows(records.mid(at, page), m_run);
            if (!rows)
                return rows.error();
            for (const ReviewRow& row : *rows)
                add(row, m_byRecord[row.id]);
            if (m_progress && !m_progress(at, records.size()))
                return Error{QString(), Error::Kind::Cancelled};
        }
        setAlpha();
        return m_made;
    }

private:
    void add(const ReviewRow& row, const QVector<Decision>& decisions)
    {
        for (const Decision& decision : decisions)
            addBias(row, decision);
        if (decisions.size() < 2)
            return;
        ++m_made.several;
        std::int64_t worst = 0;
        for (qsizetype i = 0; i < decisions.size(); ++i)
            for (qsizetype j = i + 1; j < decisions.size(); ++j)
                compare(decisions[i], decisions[j], worst);
        if (worst != 0)
            m_made.disagreements.append({row.id, row.name, decisions, worst});
        m_several.append({row.id, row.length});
    }

    void compare(const Decision& a, const Decision& b, std::int64_t& worst)
    {
        if (!a.cores || !b.cores) {
            worst = a.cores.has_value() != b.cores.has_value() || a.state != b.state ? -1 : worst;
            return;
        }
        m_made.pairs[{a.author, b.author}].add(*a.cores, *b.cores, CuratorReport::reach);
        const std::int64_t apart = farthest(*a.cores, *b.cores);
        worst = worst < 0 || apart < 0 ? -1 : std::max(worst, apart);
    }

    void addBias(const ReviewRow& row, const Decision& decision)
    {
        CuratorBias& bias = m_made.curators[decision.author];
        ++bias.decided;
        if (!decision.cores)
            return;
        if (row.predicted)
            (decision.blind ? bias.blind : bias.shown).add(*decision.cores, *row.predicted, CuratorReport::reach);
        if (!row.gold)
            return;
        (decision.blind ? bias.controlsBlind : bias.controlsShown)
            .add(*decision.cores, *row.gold, CuratorReport::reach);
        if (*decision.cores != *row.gold) {
            ++bias.controlsWrong;
            bias.controlsFollowed += row.predicted && *decision.cores == *row.predicted ? 1 : 0;
        }
    }

    /// Alpha wants every curator on every sequence: those who share most records, on the records that they share.
    void setAlpha()
    {
        QMap<QStringList, QVector<MarkedSequence>> byCurators;
        for (const auto& [record, length] : m_several) {
            QStringList authors;
            MarkedSequence sequence{length, {}};
            for (const Decision& decision : m_byRecord[record]) {
                if (!decision.cores)
                    continue;
                authors << decision.author;
                QVector<Span> units;
                for (const Core& core : *decision.cores)
                    units.append(core.span);
                sequence.units.append(units);
            }
            if (authors.size() > 1)
                byCurators[authors].append(sequence);
        }
        for (const QVector<MarkedSequence>& sequences : byCurators)
            if (sequences.size() > m_made.alphaRecords) {
                m_made.alphaRecords = sequences.size();
                m_made.alpha = unitizingAlpha(sequences);
            }
    }

    const ProjectReader& m_reader;
    RunId m_run;
    const StepProgress& m_progress;
    QMap<RecordId, QVector<Decision>> m_byRecord;
    QVector<std::pair<RecordId, std::int64_t>> m_several; ///< with their lengths
    CuratorReport m_made;
};

} // namespace

void Agreement::add(const QVector<Core>& a, const QVector<Core>& b, std::int64_t near)
{
    ++records;
    const std::int64_t apart = farthest(a, b);
    exact += apart == 0 ? 1 : 0;
    close += apart >= 0 && apart <= near ? 1 : 0;
    const std::int64_t both = shared(a, b), any = positionsOf(a) + positionsOf(b) - both;
    overlap += any == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(any);
}

std::optional<double> CuratorBias::pull() const
{
    if (shown.records == 0 || blind.records == 0)
        return std::nullopt;
    return static_cast<double>(shown.exact) / static_cast<double>(shown.records) -
           static_cast<double>(blind.exact) / static_cast<double>(blind.records);
}

Result<CuratorReport> curatorReport(const ProjectReader& reader, RunId run, const StepProgress& progress)
{
    return Report(reader, run, progress).make();
}

} // namespace corespan
