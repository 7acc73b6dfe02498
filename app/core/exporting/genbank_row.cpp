// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/row_writers.h"

#include "core/domain/strand.h"
#include "core/importing/gold_builder.h"
#include "core/importing/own_features.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Export", text);
}

constexpr qsizetype lineWidth = 79;    ///< columns of a flat file's line
constexpr qsizetype headerIndent = 12; ///< of what belongs to a keyword
constexpr qsizetype keyIndent = 5;
constexpr qsizetype textIndent = 21; ///< of locations and qualifiers
constexpr qsizetype locusWidth = 16;
constexpr qsizetype originLine = 60;
constexpr qsizetype originBlock = 10;

/// A blank with none beside it: the reader puts it back between two lines.
bool isLoneBlank(const QByteArray& text, qsizetype at)
{
    return text[at] == ' ' && at > 0 && at + 1 < text.size() && text[at - 1] != ' ' && text[at + 1] != ' ';
}

/// `text` behind `first`, then behind as many blanks, broken at blanks that stand alone; longer words stay whole.
QByteArray wrapped(const QByteArray& first, const QByteArray& text)
{
    const qsizetype width = lineWidth - first.size();
    QByteArray lines = first;
    qsizetype from = 0;
    while (text.size() - from > width) {
        qsizetype at = from + width;
        while (at > from && !isLoneBlank(text, at))
            --at;
        if (at == from) { // no blank within the width
            at = from + width;
            while (at < text.size() && !isLoneBlank(text, at))
                ++at;
        }
        if (at >= text.size())
            break;
        lines += text.mid(from, at - from) + '\n' + QByteArray(first.size(), ' ');
        from = at + 1;
    }
    return lines + text.mid(from) + '\n';
}

/// Locations break behind commas, and are put together again without blanks.
QByteArray locationLines(const QByteArray& key, const QByteArray& location)
{
    QByteArray lines = QByteArray(keyIndent, ' ') + key.leftJustified(textIndent - keyIndent, ' ');
    const qsizetype width = lineWidth - textIndent;
    qsizetype from = 0;
    while (location.size() - from > width) {
        const qsizetype comma = location.lastIndexOf(',', from + width - 1);
        if (comma < from)
            break;
        lines += location.mid(from, comma + 1 - from) + '\n' + QByteArray(textIndent, ' ');
        from = comma + 1;
    }
    return lines + location.mid(from) + '\n';
}

QByteArray qualifier(const QByteArray& name, QByteArray value)
{
    return wrapped(QByteArray(textIndent, ' '), '/' + name + "=\"" + value.replace("\"", "\"\"") + '"');
}

QByteArray locationOf(const Span& span, bool openBegin = false, bool openEnd = false)
{
    return (openBegin ? "<" : "") + QByteArray::number(qlonglong(span.begin + 1)) + ".." + (openEnd ? ">" : "") +
           QByteArray::number(qlonglong(span.end));
}

QByteArray locationOf(const Core& core)
{
    return locationOf(core.span, core.openBegin, core.openEnd);
}

/// Cores of one feature, in the order in which they are read.
struct Feature
{
    QVector<Core> cores;
    QString name;

    std::int64_t begin() const
    {
        return std::ranges::min(cores, {}, [](const Core& c) { return c.span; }).span.begin;
    }
    bool allReverse() const
    {
        return std::ranges::all_of(cores, [](const Core& core) { return isReverseType(core.type); });
    }

    QByteArray location() const
    {
        const bool turned = allReverse();
        QByteArrayList parts;
        for (const Core& core : cores) {
            const QByteArray part = locationOf(core);
            const bool own = !turned && isReverseType(core.type);
            turned ? parts.prepend(part) : parts.append(own ? "complement(" + part + ')' : part);
        }
        const QByteArray joined = parts.size() > 1 ? "join(" + parts.join(',') + ')' : parts.first();
        return turned ? "complement(" + joined + ')' : joined;
    }
};

/// The cores that a group of meta.groups names, where they are still there and of one type.
Feature featureOf(const QJsonObject& group, const QVector<Core>& cores)
{
    Feature feature;
    feature.name = group["name"].toString();
    for (const QJsonValue value : group["cores"].toArray()) {
        const Span span{value[0].toInteger(-1), value[1].toInteger(-1)};
        const auto core = std::ranges::find(cores, span, &Core::span);
        if (core != cores.end() &&
            (feature.cores.isEmpty() || ownStrandType(core->type) == ownStrandType(feature.cores.first().type)))
            feature.cores.append(*core);
    }
    return feature;
}

QVector<Feature> featuresOf(const Record& record, const Gold& gold)
{
    QVector<Feature> features;
    QVector<Core> single = gold.cores;
    for (const QJsonValue group : record.meta["groups"].toArray()) {
        const Feature feature = featureOf(group.toObject(), gold.cores);
        if (feature.cores.size() < 2)
            continue;
        features.append(feature);
        single.removeIf([&feature](const Core& core) { return feature.cores.contains(core); });
    }
    for (const Core& core : std::as_const(single))
        features.append({{core}, {}});
    std::ranges::stable_sort(features, {}, &Feature::begin);
    return features;
}

QByteArray locusLine(const Record& record, const QByteArray& name)
{
    QByteArray locus;
    for (const char c : name.left(locusWidth))
        locus += static_cast<unsigned char>(c) < 128 ? c : '_'; // a letter of several bytes may be cut
    const bool protein = record.alphabet == Alphabet::Protein;
    const QByteArray kind = protein ? "" : record.alphabet == Alphabet::Rna ? "RNA" : "DNA";
    // The date that stands for none, so that equal records give equal bytes.
    return "LOCUS       " + locus.leftJustified(locusWidth, ' ') + ' ' +
           QByteArray::number(qlonglong(record.length)).rightJustified(11, ' ') + (protein ? " aa    " : " bp    ") +
           kind.leftJustified(6, ' ') + "  linear   UNK 01-JAN-1980\n";
}

QByteArray origin(const QByteArray& residues)
{
    QByteArray text = "ORIGIN\n";
    for (qsizetype at = 0; at < residues.size(); at += originLine) {
        text += QByteArray::number(at + 1).rightJustified(9, ' ');
        const qsizetype end = std::min(at + originLine, residues.size());
        for (qsizetype block = at; block < end; block += originBlock)
            text += ' ' + residues.mid(block, std::min(originBlock, end - block)).toLower();
        text += '\n';
    }
    return text + "//\n";
}

QByteArray ownNote(OwnFeature kind)
{
    return qualifier("note", ownFeatureNote(kind));
}

QString problem(const Record& record, const Gold& gold)
{
    const auto control = [](const QString& text) {
        return std::ranges::any_of(text, [](QChar c) { return c.unicode() < 32; });
    };
    if (record.alphabet == Alphabet::Text)
        return tr("GenBank holds nucleotides and proteins only");
    if (std::ranges::any_of(record.name, [](QChar c) { return c.isSpace(); }))
        return tr("its name holds a blank, which ends a name in GenBank");
    for (const Core& core : gold.cores) {
        if (core.type.isEmpty() || control(core.type))
            return tr("GenBank cannot hold a type called \"%1\"").arg(core.type);
    }
    return {};
}

} // namespace

QVector<Span> zonesOutside(const Gold& gold)
{
    QVector<Span> spans;
    for (const Core& core : gold.cores)
        spans.append(core.span);
    return zonesWithout(gold.ambiguous, spans);
}

WrittenRow writeGenBankRow(const ExportRow& row, const Gold& gold)
{
    const Record& record = row.record;
    if (const QString reason = problem(record, gold); !reason.isEmpty())
        return {{}, reason};
    const QByteArray name = record.name.toUtf8();
    QByteArray text = locusLine(record, name);
    if (const QByteArray words = record.description.simplified().toUtf8(); !words.isEmpty())
        text += wrapped("DEFINITION  ", words);
    text +=
        "ACCESSION   " + name + "\nVERSION     " + name + "\nKEYWORDS    .\nFEATURES             Location/Qualifiers\n";
    text += locationLines("source", locationOf(Span{0, record.length}));
    if (gold.annotated && gold.cores.isEmpty())
        text += ownNote(OwnFeature::NoCore);
    for (const Feature& feature : featuresOf(record, gold)) {
        text += locationLines("misc_feature", feature.location());
        if (!feature.name.isEmpty())
            text += qualifier("gene", feature.name.simplified().toUtf8());
        text += qualifier("label", ownStrandType(feature.cores.first().type).toUtf8()) + ownNote(OwnFeature::Core);
    }
    for (const Span& zone : zonesOutside(gold))
        text += locationLines("misc_feature", locationOf(zone)) + ownNote(OwnFeature::Ambiguous);
    return {text + origin(row.residues), {}};
}

} // namespace corespan
