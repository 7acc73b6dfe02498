// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"
#include "core/importing/dataset.h"
#include "core/importing/genbank_reader.h"
#include "core/importing/genes.h"
#include "core/importing/random.h"
#include "core/importing/window.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CdsDataset", text);
}

bool inside(const Span& span, const Span& range)
{
    return span.begin >= range.begin && span.end <= range.end;
}

/// Codons of a gene, its stop among them, that a record shows.
struct Piece
{
    std::int64_t begin = 0;
    std::int64_t end = 0;
    bool first = true; ///< begins with the gene's start codon
    bool last = true;
};

/// The piece's place on the forward strand.
Orf pieceFrame(const Gene& gene, const Piece& piece)
{
    const Span span = gene.reverse ? Span{gene.span.end - 3 * piece.end, gene.span.end - 3 * piece.begin}
                                   : Span{gene.span.begin + 3 * piece.begin, gene.span.begin + 3 * piece.end};
    return {span, gene.reverse};
}

/// One contig's windows, genes and non-coding frames.
class CdsWindows
{
public:
    CdsWindows(const GenBankEntry& entry, const CdsDatasetOptions& options, Random& random, DatasetFile& out,
               DatasetReport& report)
        : m_entry(entry), m_options(options), m_random(random), m_out(out), m_report(report),
          m_genes(collectGenes(entry))
    {
    }

    void write()
    {
        m_report.skippedFeatures += m_genes.skipped;
        std::int64_t positives = 0;
        for (const Gene& gene : m_genes.usable) {
            if (inside(gene.span, m_options.range)) {
                for (const Piece& piece : piecesOf(gene))
                    writeGene(gene, piece);
                ++positives;
            }
        }
        writeNegatives(std::llround(m_options.negatives * static_cast<double>(positives)));
        m_report.positives += positives;
    }

private:
    QVector<Piece> piecesOf(const Gene& gene)
    {
        const std::int64_t codons = gene.span.length() / 3;
        QVector<Piece> pieces;
        for (std::int64_t at = 0; at < codons;) {
            std::int64_t end = codons;
            if (m_options.maxPiece > 0)
                end = at + m_random.between(m_options.minPiece, m_options.maxPiece);
            if (codons - end < m_options.minPiece)
                end = codons;
            pieces.append({at, end, at == 0, end == codons});
            at = end;
        }
        return pieces;
    }

    std::int64_t drawFlank() { return m_random.between(m_options.minFlank, m_options.maxFlank); }

    Window drawWindow(const Orf& frame, const Piece& piece = {})
    {
        constexpr std::int64_t partOfCodon = 2;
        const std::int64_t before = piece.first ? drawFlank() : m_random.between(0, partOfCodon);
        const std::int64_t after = piece.last ? drawFlank() : m_random.between(0, partOfCodon);
        return windowAround(frame, before, after, m_entry.sequence.size());
    }

    void emitRecord(ImportedRecord record, const QString& kind)
    {
        record.record.meta.insert("kind", kind);
        record.record.name = freeName(record.record.name);
        m_report.positions += record.record.length;
        m_out.write(record);
    }

    /// Genes that share an end can have a piece in common, and a name must tell its record.
    QString freeName(const QString& place)
    {
        QString name = place;
        for (int copy = 2; m_names.contains(name); ++copy)
            name = place + QLatin1Char('_') + QString::number(copy);
        m_names.insert(name);
        return name;
    }

    void writeGene(const Gene& gene, const Piece& piece)
    {
        const Window window = drawWindow(pieceFrame(gene, piece), piece);
        ImportedRecord record = windowRecord(window, m_entry.name(), m_entry.name(), m_entry.sequence);
        record.record.description = gene.name;
        const QByteArray codons = (gene.protein + '*').mid(piece.begin, piece.end - piece.begin);
        const Supervision kind = m_options.supervision;
        record.gold.annotated = kind == Supervision::All || kind == Supervision::Cores;
        if (record.gold.annotated)
            record.gold.cores = {pieceCore(window, piece)};
        if (kind == Supervision::All || kind == Supervision::Labels) {
            for (const char letter : codonLabels(codons, window.before, record.record.length))
                record.gold.labels.append(letterLabel(QLatin1Char(letter)));
        }
        if (kind == Supervision::Target) {
            for (const char letter : codons)
                record.gold.target.append(letterLabel(QLatin1Char(letter)));
        }
        ++m_report.pieces;
        emitRecord(std::move(record), QStringLiteral("cds"));
    }

    /// Letters of the codons beyond a cut belong to the gene, too.
    static Core pieceCore(const Window& window, const Piece& piece)
    {
        Core core{window.core()};
        core.openBegin = !piece.first;
        core.openEnd = !piece.last;
        if (core.openBegin)
            core.span.begin = 0;
        if (core.openEnd)
            core.span.end = window.genome.length();
        return core;
    }

    /// True when a gene of the frame's strand lies wholly in the window: its core would be there after all.
    bool holdsGene(const Window& window) const
    {
        const auto from =
            std::lower_bound(m_genes.coding.begin(), m_genes.coding.end(), Orf{{window.genome.begin, 0}, false});
        for (auto at = from; at != m_genes.coding.end() && at->span.begin < window.genome.end; ++at) {
            if (at->reverse == window.reverse && at->span.end <= window.genome.end)
                return true;
        }
        return false;
    }

    QVector<Orf> nonCodingFrames() const
    {
        QVector<Orf> frames;
        const QByteArray& dna = m_entry.sequence;
        for (const Orf& frame :
             allOrfs({dna.constData(), static_cast<std::size_t>(dna.size())}, bacterialStarts(), m_options.minOrf)) {
            if (!inside(frame.span, m_options.range))
                continue;
            if (m_genes.stops.contains(stopAnchor(frame)))
                ++m_report.rejectedFrames;
            else
                frames.append(frame);
        }
        return frames;
    }

    /// Half of the frames come from the longest third, so that length alone does not tell a gene; the rest from all.
    void writeNegatives(std::int64_t wanted)
    {
        if (wanted <= 0)
            return;
        QVector<Orf> frames = nonCodingFrames();
        std::stable_sort(frames.begin(), frames.end(),
                         [](const Orf& a, const Orf& b) { return a.span.length() > b.span.length(); });
        QVector<Orf> longest = frames.mid(0, frames.size() / 3);
        m_random.shuffle(longest);
        m_random.shuffle(frames);
        std::int64_t written = writeFrames(longest, wanted / 2);
        written += writeFrames(frames, wanted - written);
        m_report.negatives += written;
    }

    std::int64_t writeFrames(const QVector<Orf>& frames, std::int64_t wanted)
    {
        std::int64_t written = 0;
        for (const Orf& frame : frames) {
            if (written == wanted)
                break;
            const StopAnchor anchor = stopAnchor(frame);
            if (m_used.contains(anchor))
                continue;
            m_used.insert(anchor);
            const Window window = drawWindow(frame);
            if (holdsGene(window)) {
                ++m_report.rejectedFrames;
                continue;
            }
            ImportedRecord record = windowRecord(window, m_entry.name(), m_entry.name(), m_entry.sequence);
            record.gold.annotated = true;
            emitRecord(std::move(record), QStringLiteral("noncoding"));
            ++written;
        }
        return written;
    }

    const GenBankEntry& m_entry;
    const CdsDatasetOptions& m_options;
    Random& m_random;
    DatasetFile& m_out;
    DatasetReport& m_report;
    Genes m_genes;
    QSet<QString> m_names;
    QSet<StopAnchor> m_used; ///< frames that were drawn already
};

Status checkOptions(const CdsDatasetOptions& options)
{
    if (options.minFlank < 0 || options.maxFlank < options.minFlank)
        return Error{tr("the flank must be A-B with 0 <= A <= B"), Error::Kind::BadInput};
    if (options.minPiece < 0 || options.maxPiece < options.minPiece || (options.maxPiece > 0 && options.minPiece == 0))
        return Error{tr("pieces must be A-B codons with 1 <= A <= B"), Error::Kind::BadInput};
    if (!(options.negatives >= 0.0) || options.negatives > 1000.0)
        return Error{tr("negatives must lie between 0 and 1000"), Error::Kind::BadInput};
    if (options.range.begin < 0 || options.range.isEmpty())
        return Error{tr("the range must be A-B with 1 <= A <= B"), Error::Kind::BadInput};
    return ok();
}

} // namespace

QJsonObject CdsDatasetOptions::toJson() const
{
    static constexpr std::array names{"all", "cores", "labels", "target"};
    return {{"range", QJsonArray{qint64(range.begin), range.end == INT64_MAX ? QJsonValue() : qint64(range.end)}},
            {"flank", QJsonArray{qint64(minFlank), qint64(maxFlank)}},
            {"negatives", negatives},
            {"min_length", qint64(minOrf)},
            {"pieces", maxPiece == 0 ? QJsonValue() : QJsonArray{qint64(minPiece), qint64(maxPiece)}},
            {"supervision", QLatin1String(names[static_cast<std::size_t>(supervision)])},
            {"seed", qint64(seed)}};
}

QJsonObject DatasetReport::toJson() const
{
    return {{"contigs", qint64(contigs)},
            {"positives", qint64(positives)},
            {"pieces", qint64(pieces)},
            {"negatives", qint64(negatives)},
            {"loci", qint64(loci)},
            {"positions", qint64(positions)},
            {"skipped_features", qint64(skippedFeatures)},
            {"rejected_frames", qint64(rejectedFrames)}};
}

Result<DatasetReport> writeCdsDataset(const QString& genBank, const QString& out, const CdsDatasetOptions& options,
                                      const DatasetControl& control)
{
    if (const Status sound = checkOptions(options); !sound)
        return sound.error();
    Result<LineReader> lines = LineReader::open(genBank);
    if (!lines)
        return lines.error();
    GenBankReader reader(std::move(*lines));
    DatasetFile file(out);
    if (const Status opened = file.open(); !opened)
        return opened.error();

    DatasetReport report;
    Random random(options.seed);
    for (;;) {
        const Result<std::optional<GenBankEntry>> entry = reader.next();
        if (!entry)
            return entry.error();
        if (!*entry)
            break;
        if (!(*entry)->fault.isEmpty())
            return Error{QStringLiteral("%1: %2: %3").arg(genBank, (*entry)->name(), (*entry)->fault),
                         Error::Kind::BadInput};
        if (control.stop.stop_requested())
            return interrupted();
        ++report.contigs;
        CdsWindows(**entry, options, random, file, report).write();
        control.tell(reader.lines().bytesRead(), reader.lines().bytesTotal());
    }
    if (report.contigs == 0)
        return Error{tr("%1 holds no GenBank entry (no LOCUS line)").arg(genBank), Error::Kind::BadInput};
    if (report.positives == 0)
        return Error{tr("%1 has no complete single-exon CDS with a /translation in that range").arg(genBank),
                     Error::Kind::BadInput};
    if (const Status saved = commitDataset(file, out, {QStringLiteral("dataset cds"), {genBank}, options.toJson()});
        !saved)
        return saved.error();
    return report;
}

} // namespace corespan
