// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"
#include "core/importing/annotated_records.h"
#include "core/importing/genbank_reader.h"
#include "core/importing/gold_builder.h"
#include "core/importing/own_features.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("GenBankGold", text);
}

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
            claim(positions[skip + i], letterLabel(QLatin1Char(protein[i / 3])));
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

QString nameOf(const GenBankFeature& feature)
{
    for (const char* key : {"locus_tag", "gene", "protein_id"}) {
        if (feature.has(key))
            return QString::fromUtf8(feature.qualifier(key));
    }
    return {};
}

GoldFeature goldFeature(const GenBankFeature& feature)
{
    const bool pseudo = feature.has("pseudo") || feature.has("pseudogene");
    GoldFeature gold;
    gold.what = QString::fromUtf8(feature.key);
    gold.type = coreType(gold.what);
    gold.name = nameOf(feature);
    gold.location = feature.location;
    gold.line = feature.line;
    gold.phase = std::clamp(feature.qualifier("codon_start").toInt() - 1, 0, 2);
    if (pseudo)
        gold.withheld = tr("pseudogenes are left out; nothing is learned there");
    return gold;
}

/// What one of our own features says; true where it is none.
bool isForeign(const GenBankFeature& feature, GoldBuilder& builder, Gold& gold)
{
    const auto own = feature.badLocation.isEmpty() ? ownFeature(feature) : std::nullopt;
    if (!own)
        return true;
    if (*own == OwnFeature::NoCore) {
        gold.annotated = true;
    } else if (*own == OwnFeature::Ambiguous) {
        builder.addZone(feature.location.extent());
    } else {
        GoldFeature core = goldFeature(feature);
        core.type = QString::fromUtf8(feature.qualifier("label"));
        builder.add(std::move(core));
    }
    return false;
}

void makeGold(const GenBankEntry& entry, const GoldKeys& keys, RawEntry& raw)
{
    LabelPainter painter(entry.sequence.size());
    GoldBuilder builder(entry.sequence.size(), keys.nameAll);
    for (const GenBankFeature& feature : entry.features) {
        if (!isForeign(feature, builder, raw.record.gold))
            continue;
        GoldFeature gold = goldFeature(feature);
        if (!keys.keys.contains(gold.what)) {
            if (keys.tellOthers)
                raw.notes.append({feature.line, otherKeys(), gold.what, false});
            continue;
        }
        if (!feature.badLocation.isEmpty()) {
            raw.notes.append(
                {feature.line, tr("left out because their location is not understood or no span"), gold.what});
            continue;
        }
        if (feature.key == "CDS" && gold.withheld.isEmpty())
            painter.paint(feature);
        builder.add(std::move(gold));
    }
    builder.finish(raw);
    raw.record.gold.labels = painter.take();
}

} // namespace

QString otherKeys()
{
    return tr("features that were not asked for");
}

GoldKeys goldKeys(const QStringList& features, bool nameAll)
{
    GoldKeys keys;
    if (!features.isEmpty())
        keys.keys = features;
    keys.tellOthers = !features.isEmpty();
    keys.nameAll = nameAll;
    return keys;
}

QString coreType(const QString& key)
{
    return key == QLatin1String("CDS") ? QStringLiteral("core") : key;
}

RawEntry rawEntry(GenBankEntry entry, const GoldKeys& keys)
{
    RawEntry raw;
    raw.line = entry.line;
    raw.fault = entry.fault;
    raw.record.record.name = entry.name();
    raw.record.record.description = entry.definition;
    if (raw.fault.isEmpty())
        makeGold(entry, keys, raw);
    raw.record.residues = std::move(entry.sequence);
    return raw;
}

std::unique_ptr<EntryReader> makeGenBankReader(LineReader lines, const QStringList& features, bool nameAll)
{
    return std::make_unique<AnnotatedRecords<GenBankReader>>(GenBankReader(std::move(lines)),
                                                             goldKeys(features, nameAll));
}

} // namespace corespan
