// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/annotation_set.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("AnnotationSet", text);
}

/// Why annotations are refused, and the line that says so.
struct Misfit
{
    std::int64_t line = 0;
    QString reason; ///< empty: they fit
};

Misfit misfitOfStated(const SequenceAnnotations::Stated& stated, const QByteArray& residues)
{
    const qint64 length = residues.size();
    const Span region = stated.region;
    if (stated.line == 0)
        return {};
    if (region.end > length || (region.begin == 0 && !region.isEmpty() && region.end != length))
        return {stated.line, tr("says that the sequence has %1 letters, but it has %2").arg(region.end).arg(length)};
    if (stated.checksum.isEmpty())
        return {};
    const auto method = stated.checksum.size() == 32 ? QCryptographicHash::Md5 : QCryptographicHash::Sha256;
    if (QCryptographicHash::hash(residues.toUpper(), method).toHex() != stated.checksum)
        return {stated.line, tr("the checksum is that of another sequence")};
    return {};
}

/// In a circular sequence a segment may end behind the last letter: it goes on at the first.
void wrap(FeatureLocation& location, std::int64_t length)
{
    for (auto& segment : location.segments) {
        if (segment.span.end > length && segment.span.begin < length && segment.span.length() <= length)
            segment.span.end -= length;
    }
    cutAtOrigin(location, length);
}

Misfit misfitOfFeatures(QVector<GoldFeature>& features, bool circular, std::int64_t length)
{
    for (GoldFeature& feature : features) {
        if (circular)
            wrap(feature.location, length);
        for (const auto& segment : std::as_const(feature.location.segments)) {
            if (segment.span.begin < 0 || segment.span.end > length || segment.span.isEmpty())
                return {feature.line, tr("feature %1 at %2..%3 lies outside the sequence of %4 letters")
                                          .arg(feature.what)
                                          .arg(segment.span.begin + 1)
                                          .arg(segment.span.end)
                                          .arg(length)};
        }
    }
    return {};
}

Misfit misfitOfLabels(const QVector<SequenceAnnotations::LabelRun>& runs, std::int64_t length)
{
    for (const auto& run : runs) {
        if (run.begin < 0 || run.begin + run.labels.size() > length)
            return {
                run.line,
                tr("labels of %1 positions do not fit the sequence of %2 letters").arg(run.labels.size()).arg(length)};
    }
    return {};
}

Misfit misfit(SequenceAnnotations& annotations, const RawEntry& entry)
{
    const ImportedRecord& record = entry.record;
    if (record.gold.annotated || !record.gold.labels.isEmpty())
        return {annotations.line, tr("the sequence brings cores or labels of its own; these here are left out")};
    Misfit found = misfitOfStated(annotations.stated, record.residues);
    if (found.reason.isEmpty())
        found = misfitOfFeatures(annotations.features, annotations.circular, record.residues.size());
    if (found.reason.isEmpty())
        found = misfitOfLabels(annotations.labels, record.residues.size());
    return found;
}

void setLabels(const QVector<SequenceAnnotations::LabelRun>& runs, ImportedRecord& record)
{
    for (const auto& run : runs) {
        record.gold.labels.resize(record.residues.size());
        std::copy(run.labels.begin(), run.labels.end(), record.gold.labels.begin() + run.begin);
    }
}

} // namespace

SequenceAnnotations& AnnotationSet::of(const QString& sequence, const QString& file, std::int64_t line)
{
    if (!m_held.contains(sequence))
        m_order.append(sequence);
    QVector<SequenceAnnotations>& all = m_held[sequence].byFile;
    if (all.isEmpty() || all.last().file != file) {
        all.append(SequenceAnnotations());
        all.last().file = file;
        all.last().line = line;
    }
    return all.last();
}

void AnnotationSet::note(const QString& file, const QString& sequence, const EntryNote& note)
{
    m_notes[file].add(note.line, sequence, note.reason, note.subject, note.loss);
}

void AnnotationSet::apply(RawEntry& entry, const QString& entryFile, bool nameAll, ImportReport& report)
{
    const auto held = m_held.find(entry.record.record.name);
    if (held == m_held.end())
        return;
    held->used = true;
    if (!entry.fault.isEmpty())
        return;
    GoldBuilder builder(entry.record.residues.size(), nameAll);
    bool noCore = false;
    for (SequenceAnnotations annotations : std::as_const(held->byFile)) {
        const Misfit wrong = misfit(annotations, entry);
        if (!wrong.reason.isEmpty()) {
            report.skip({annotations.file, wrong.line, entry.record.record.name,
                         tr("%1; its annotations are left out (the sequence is in %2)").arg(wrong.reason, entryFile)});
            return;
        }
        noCore |= annotations.noCore;
        chooseIsoforms(annotations.features);
        for (GoldFeature& feature : annotations.features) {
            feature.file = annotations.file;
            builder.add(std::move(feature));
        }
    }
    builder.finish(entry);
    for (const SequenceAnnotations& annotations : std::as_const(held->byFile))
        setLabels(annotations.labels, entry.record);
    entry.record.gold.annotated |= noCore;
}

void AnnotationSet::finish(ImportReport& report)
{
    for (const QString& name : std::as_const(m_order)) {
        const Held& held = m_held[name];
        for (const SequenceAnnotations& annotations : held.byFile) {
            if (!held.used && (!annotations.features.isEmpty() || annotations.noCore || !annotations.labels.isEmpty()))
                report.skip({annotations.file, annotations.line, name,
                             tr("no sequence of this name in the files given; its %1 features are left out")
                                 .arg(annotations.features.size())});
        }
    }
    m_held.clear();
    m_order.clear();
    for (auto notes = m_notes.begin(); notes != m_notes.end(); ++notes)
        report.note(*notes, notes.key());
    m_notes.clear();
}

} // namespace corespan
