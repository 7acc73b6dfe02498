// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/annotation_readers.h"
#include "core/importing/gff3_genes.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Gff3Reader", text);
}

/// The lines of one file on their way into the set.
class Gff3Reading
{
public:
    Gff3Reading(const QString& file, const GoldKeys& keys, AnnotationSet& set, ImportReport& report)
        : m_file(file), m_keys(keys), m_set(set), m_report(report)
    {
    }

    Status directive(const QByteArray& text, std::int64_t number)
    {
        const QByteArrayList words = text.simplified().split(' ');
        if (words.first() == "##gff-version" && !words.value(1).startsWith('3'))
            return Error{tr("%1:%2: this is GFF version %3; only version 3 is read (convert it, e.g. with gffread)")
                             .arg(m_file)
                             .arg(number)
                             .arg(QString::fromUtf8(words.value(1))),
                         Error::Kind::BadInput};
        if (words.first() == "##sequence-region")
            region(words, number);
        return ok();
    }

    void feature(const QByteArray& text, std::int64_t number)
    {
        Gff3Line line;
        QString fault;
        parseGff3Line(text, line, fault);
        const bool wanted = m_keys.keys.contains(line.type);
        if (!fault.isEmpty()) {
            if (wanted)
                m_genes.addBroken(line);
            m_report.skip({m_file, number, line.sequence, fault});
            return;
        }
        m_genes.addParent(line);
        SequenceAnnotations& annotations = m_set.of(line.sequence, m_file, number);
        annotations.circular |= line.value("Is_circular") == QLatin1String("true");
        if (line.value("no_core") == QLatin1String("true")) {
            annotations.noCore = true;
            ++m_kept;
            return;
        }
        const QString type = line.value("core_type");
        if (!type.isEmpty() || wanted)
            return keep(line, type.isEmpty() ? coreType(line.type) : type, number);
        ++m_others[line.type];
        ++annotations.others;
        if (m_keys.tellOthers)
            m_set.note(m_file, line.sequence, {number, otherKeys(), line.type, false, {}});
    }

    void finish()
    {
        m_genes.finish(m_set, m_file);
        if (m_kept > 0 || m_others.isEmpty())
            return;
        QStringList there;
        for (auto kind = m_others.cbegin(); kind != m_others.cend(); ++kind)
            there.append(QStringLiteral("%1 %2").arg(kind.value()).arg(kind.key()));
        m_report.skip({m_file,
                       0,
                       {},
                       tr("%1 has no feature of type %2, which would become cores; it has %3")
                           .arg(m_file, m_keys.keys.join(QStringLiteral(", ")), there.join(QStringLiteral(", ")))});
    }

private:
    void region(const QByteArrayList& words, std::int64_t number)
    {
        bool low = false;
        bool high = false;
        const Span span{words.value(2).toLongLong(&low) - 1, words.value(3).toLongLong(&high)};
        const QString name = percentDecoded(words.value(1));
        if (words.size() != 4 || !low || !high || span.begin < 0 || span.isEmpty()) {
            m_report.skip({m_file, number, name, tr("a ##sequence-region is a name, its first and its last position")});
            return;
        }
        SequenceAnnotations::Stated& stated = m_set.of(name, m_file, number).stated;
        stated = {number, span, {}};
    }

    void keep(const Gff3Line& line, const QString& type, std::int64_t number)
    {
        ++m_kept;
        if (line.type == QLatin1String("CDS") && line.phase < 0)
            m_set.note(m_file, line.sequence, {number, tr("CDS lines without a phase"), {}, false, {}});
        m_genes.add(line, type, number);
    }

    const QString& m_file;
    const GoldKeys& m_keys;
    AnnotationSet& m_set;
    ImportReport& m_report;
    Gff3Genes m_genes;
    std::int64_t m_kept = 0;
    QMap<QString, std::int64_t> m_others; ///< features of kinds that make no core
};

bool isFastaStart(const QByteArray& line)
{
    return line.startsWith("##FASTA") || line.startsWith('>');
}

/// FASTA entries behind the features.
class Gff3FastaReader final : public EntryReader
{
public:
    explicit Gff3FastaReader(LineReader lines) : m_before(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        QByteArray line;
        while (!m_fasta) {
            const Result<bool> more = m_before->nextUntil(">", line);
            if (!more)
                return more.error();
            if (*more && !isFastaStart(line))
                continue;
            m_fasta = makeFastaReader(*std::move(m_before));
            m_before.reset();
        }
        return m_fasta->next();
    }

    const LineReader& lines() const override { return m_fasta ? m_fasta->lines() : *m_before; }

private:
    std::optional<LineReader> m_before;
    std::unique_ptr<EntryReader> m_fasta;
};

} // namespace

Result<bool> readGff3(LineReader& lines, const GoldKeys& keys, AnnotationSet& set, ImportReport& report)
{
    const QString file = lines.path();
    Gff3Reading reading(file, keys, set, report);
    QByteArray line;
    bool fasta = false;
    for (;;) {
        const Result<bool> more = lines.next(line);
        if (!more)
            return more.error();
        fasta = *more && isFastaStart(line);
        if (!*more || fasta)
            break;
        if (line.startsWith("##")) {
            if (const Status sound = reading.directive(line, lines.line()); !sound)
                return sound.error();
        } else if (!line.startsWith('#') && !line.trimmed().isEmpty()) {
            reading.feature(line, lines.line());
        }
    }
    reading.finish();
    return fasta;
}

std::unique_ptr<EntryReader> makeGff3FastaReader(LineReader lines)
{
    return std::make_unique<Gff3FastaReader>(std::move(lines));
}

} // namespace corespan
