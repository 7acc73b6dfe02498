// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/windows_dataset.h"

#include "core/importing/random.h"
#include "core/importing/record_files.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("WindowsDataset", text);
}

constexpr int placements = 50; // tries to find a place without anything, for each that is wanted

/// The places of one sequence.
class Plan
{
public:
    Plan(const ImportedRecord& record, const PlaceCutter& cutter, const WindowsOptions& options, Random& random)
        : m_record(record), m_cutter(cutter), m_options(options), m_random(random)
    {
    }

    QVector<Place> make(WindowsReport& report)
    {
        if (m_options.kind == WindowsOptions::Kind::Around)
            return aroundGenes(report);
        if (m_options.kind == WindowsOptions::Kind::Tiles)
            return overSequence();
        return whole();
    }

private:
    bool along() const { return m_options.strands == Strands::Along; }

    /// Read along its genes' strand; where these are on both, or none is there, along each.
    QVector<Place> whole() const
    {
        const Span all{0, m_record.residues.size()};
        QVector<Place> places;
        for (const bool reverse : {false, true}) {
            const auto sides = [&](const GeneExtent& gene) { return gene.reverse == reverse; };
            const bool any = std::any_of(m_cutter.genes().begin(), m_cutter.genes().end(), sides);
            if (!along() ? !reverse : any || m_cutter.genes().isEmpty())
                places.append({all, reverse, {}});
        }
        return places;
    }

    QVector<Place> overSequence()
    {
        QVector<Place> withCore;
        QVector<Place> background;
        for (const Span& span : tiles(m_record.residues.size(), m_options.size, m_options.overlap)) {
            for (const bool reverse : {false, true}) {
                if (reverse && !along())
                    continue;
                const Place place{span, reverse, {}};
                (m_cutter.isBackground(place) ? background : withCore).append(place);
            }
        }
        if (m_options.negatives >= 0.0) {
            m_random.shuffle(background);
            const auto most = std::llround(m_options.negatives * static_cast<double>(withCore.size()));
            background.resize(std::min<qsizetype>(background.size(), most));
        }
        return sorted(withCore + background);
    }

    QVector<Place> aroundGenes(WindowsReport& report)
    {
        QVector<Place> places;
        const std::int64_t length = m_record.residues.size();
        for (const GeneExtent& gene : m_cutter.genes()) {
            const std::int64_t left = m_random.between(m_options.minFlank, m_options.maxFlank);
            const std::int64_t right = m_random.between(m_options.minFlank, m_options.maxFlank);
            const Span span{std::max<std::int64_t>(gene.span.begin - left, 0), std::min(gene.span.end + right, length)};
            if (m_options.maxLength > 0 && span.length() > m_options.maxLength)
                ++report.tooLong;
            else
                places.append({span, gene.reverse, gene.name});
        }
        return sorted(places + between(places));
    }

    /// Places where nothing lies, as long as those around genes.
    QVector<Place> between(const QVector<Place>& around)
    {
        QVector<Place> found;
        const auto wanted = std::llround(std::max(m_options.negatives, 0.0) * static_cast<double>(around.size()));
        const std::int64_t length = m_record.residues.size();
        for (std::int64_t i = 0; i < wanted * placements && found.size() < wanted; ++i) {
            const std::int64_t letters = around[m_random.between(0, around.size() - 1)].span.length();
            const std::int64_t begin = m_random.between(0, length - letters);
            const Place place{{begin, begin + letters}, along() && m_random.between(0, 1) == 1, {}};
            const auto same = [&](const Place& other) {
                return other.span == place.span && other.reverse == place.reverse;
            };
            if (m_cutter.isBackground(place) && std::none_of(found.begin(), found.end(), same))
                found.append(place);
        }
        return found;
    }

    static QVector<Place> sorted(QVector<Place> places)
    {
        std::stable_sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
            return std::pair(a.span, a.reverse) < std::pair(b.span, b.reverse);
        });
        // Genes that share all their letters give one window.
        const auto same = [](const Place& a, const Place& b) { return a.span == b.span && a.reverse == b.reverse; };
        places.erase(std::unique(places.begin(), places.end(), same), places.end());
        return places;
    }

    const ImportedRecord& m_record;
    const PlaceCutter& m_cutter;
    const WindowsOptions& m_options;
    Random& m_random;
};

void writeWindows(const ImportedRecord& record, const WindowsOptions& options, Random& random, DatasetFile& file,
                  WindowsReport& report)
{
    PlaceCutter cutter(record, options.strands, options.minPiece);
    for (const Place& place : Plan(record, cutter, options, random).make(report)) {
        ImportedRecord window = cutter.cut(place);
        if (options.kind == WindowsOptions::Kind::Whole && options.strands == Strands::Mixed)
            window.record.name = record.record.name;
        if (!record.record.description.isEmpty() && window.record.description.isEmpty())
            window.record.description = record.record.description;
        ++report.windows;
        report.background += window.gold.cores.isEmpty() ? 1 : 0;
        report.cores += window.gold.cores.size();
        file.write(window);
    }
    report.cutCores += cutter.counts().cut;
    report.smallPieces += cutter.counts().small;
}

Status check(const WindowsOptions& options)
{
    const auto bad = [](const QString& message) { return Error{message, Error::Kind::BadInput}; };
    if (options.size < 1 || options.overlap < 0 || options.overlap >= options.size)
        return bad(tr("the size has to be at least 1, the overlap at least 0 and below the size (%1 and %2)")
                       .arg(options.size)
                       .arg(options.overlap));
    if (options.minFlank < 0 || options.maxFlank < options.minFlank)
        return bad(tr("the flank must be A-B with 0 <= A <= B"));
    if (options.maxLength < 0 || options.minPiece < 1)
        return bad(tr("the longest window must not be negative, the smallest piece at least 1"));
    return ok();
}

QString kindText(WindowsOptions::Kind kind)
{
    return QLatin1String(kind == WindowsOptions::Kind::Tiles    ? "tiles"
                         : kind == WindowsOptions::Kind::Around ? "around"
                                                                : "whole");
}

} // namespace

QJsonObject WindowsOptions::toJson() const
{
    return {{"kind", kindText(kind)},
            {"size", qint64(size)},
            {"overlap", qint64(overlap)},
            {"flank", QJsonArray{qint64(minFlank), qint64(maxFlank)}},
            {"max_length", qint64(maxLength)},
            {"strands", strands == Strands::Mixed ? "mixed" : "along"},
            {"negatives", negatives},
            {"min_piece", qint64(minPiece)},
            {"complete", complete},
            {"features", QJsonArray::fromStringList(reading.features)},
            {"seed", qint64(seed)}};
}

QJsonObject WindowsReport::toJson() const
{
    return {{"sequences", qint64(sequences)},
            {"not_annotated", qint64(notAnnotated)},
            {"windows", qint64(windows)},
            {"background", qint64(background)},
            {"cores", qint64(cores)},
            {"cut_cores", qint64(cutCores)},
            {"small_pieces", qint64(smallPieces)},
            {"too_long", qint64(tooLong)},
            {"skipped", qint64(read.skipped)},
            {"parts_left_out", qint64(read.partsLeftOut)}};
}

Result<WindowsReport> writeWindowsDataset(const QStringList& in, const QString& out, const WindowsOptions& options,
                                          const DatasetControl& control)
{
    if (const Status sound = check(options); !sound)
        return sound.error();
    WindowsReport report;
    ReadOptions reading = options.reading;
    reading.nameAll = true;
    RecordFiles files(in, reading, report.read);
    DatasetFile file(out);
    if (const Status opened = file.open(); !opened)
        return opened.error();
    Random random(options.seed);
    for (;;) {
        const Result<std::optional<ImportedRecord>> record = files.next();
        if (!record)
            return record.error();
        if (!*record)
            break;
        if (control.stop.stop_requested())
            return interrupted();
        ++report.sequences;
        if ((*record)->gold.annotated || options.complete)
            writeWindows(**record, options, random, file, report);
        else
            ++report.notAnnotated;
        control.tell(files.bytesRead(), files.bytesTotal());
    }
    if (report.windows == 0)
        return Error{tr("no window: of %1 sequences %2 have no annotation, %3 could not be read; nothing was written")
                         .arg(report.sequences)
                         .arg(report.notAnnotated)
                         .arg(report.read.skipped),
                     Error::Kind::BadInput};
    if (const Status saved = commitDataset(file, out, {QStringLiteral("dataset windows"), in, options.toJson()});
        !saved)
        return saved.error();
    return report;
}

} // namespace corespan
