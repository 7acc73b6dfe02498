// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/uniprot_reader.h"

#include "core/importing/annotated_records.h"

#include <algorithm>
#include <limits>

namespace corespan {

namespace {

constexpr std::int64_t unknownEnd = std::numeric_limits<std::int64_t>::max();

/// One end of a feature.
struct Position
{
    std::int64_t value = 0; ///< 1-based; 0: unknown
    char sign = 0;          ///< '<', '>', '?' or none
};

std::optional<Position> position(QByteArray text)
{
    Position found;
    if (!text.isEmpty() && (text[0] == '<' || text[0] == '>' || text[0] == '?')) {
        found.sign = text[0];
        text.remove(0, 1);
    }
    if (text.isEmpty())
        return found.sign == '?' ? std::optional(found) : std::nullopt;
    bool ok = false;
    found.value = text.toLongLong(&ok);
    return ok && found.value > 0 && text[0] != '+' ? std::optional(found) : std::nullopt;
}

/// Two positions that a bond joins are no span.
bool isBond(const QByteArray& key)
{
    return key == "DISULFID" || key == "CROSSLNK" || key == "THIOETH" || key == "THIOLEST";
}

/// The words of a key line: the key and one location, or the key, two positions and what else there is.
GenBankFeature readFeature(const QByteArray& text, std::int64_t line)
{
    const QByteArrayList words = text.simplified().split(' ');
    GenBankFeature feature;
    feature.key = words.first();
    feature.line = line;
    const QByteArray place = words.value(1);
    if (const qsizetype colon = place.indexOf(':'); colon >= 0) { // of another isoform: "P04439-2:1..24"
        feature.location.remote = true;
        return feature;
    }
    const qsizetype dots = place.indexOf("..");
    const QByteArray first = dots < 0 ? place : place.left(dots);
    const QByteArray last = dots >= 0 ? place.mid(dots + 2) : words.size() > 2 ? words[2] : place;
    const auto location = isBond(feature.key) ? std::nullopt : uniProtLocation(first, last);
    if (location)
        feature.location = *location;
    else
        feature.badLocation = first + ".." + last;
    return feature;
}

/// "RecName: Full=Tissue-type plasminogen activator {ECO:...};" or, long ago, the name alone.
void readDescription(const QByteArray& value, QString& description)
{
    if (!description.isEmpty())
        return;
    const QString text = QString::fromUtf8(value);
    const qsizetype full = text.indexOf(QLatin1String("Full="));
    if (full >= 0)
        description = text.mid(full + 5).section(QLatin1Char(';'), 0, 0).section(QLatin1String(" {"), 0, 0);
    else if (!text.contains(QLatin1Char('=')))
        description = text;
}

void endAtSequence(GenBankEntry& entry)
{
    for (GenBankFeature& feature : entry.features) {
        for (auto& segment : feature.location.segments) {
            if (segment.span.end == unknownEnd)
                segment.span.end = std::max<std::int64_t>(segment.span.begin + 1, entry.sequence.size());
        }
    }
}

} // namespace

std::optional<FeatureLocation> uniProtLocation(const QByteArray& first, const QByteArray& last)
{
    const auto from = position(first);
    const auto to = position(last);
    if (!from || !to)
        return std::nullopt;
    FeatureLocation::Segment segment;
    segment.span = {from->value > 0 ? from->value - 1 : 0, to->value > 0 ? to->value : unknownEnd};
    segment.openBegin = from->sign == '<';
    segment.openEnd = to->sign == '>';
    segment.uncertain = from->sign == '?' || to->sign == '?' || from->sign == '>' || to->sign == '<';
    FeatureLocation location;
    location.partialStart = segment.openBegin;
    location.partialEnd = segment.openEnd;
    location.segments = {segment};
    return location;
}

Result<std::optional<GenBankEntry>> UniProtReader::next()
{
    GenBankEntry entry;
    entry.protein = true;
    for (;;) {
        const Result<CodedLines::Line> line = m_lines.next();
        if (!line)
            return line.error();
        using Kind = CodedLines::Kind;
        if (line->kind == Kind::FileEnd)
            return std::optional<GenBankEntry>();
        if (line->kind == Kind::Finish || line->kind == Kind::Cut) {
            endAtSequence(entry);
            checkEntry(entry, {QStringLiteral("ID"), QStringLiteral("SQ")}, line->kind == Kind::Finish);
            return std::optional(std::move(entry));
        }
        if (entry.line == 0)
            entry.line = m_lines.number();
        if (line->kind == Kind::Wrong)
            m_lines.blameWrong(entry);
        else
            readLine(*line, entry);
    }
}

void UniProtReader::readLine(const CodedLines::Line& line, GenBankEntry& entry)
{
    const QByteArray value = valueOf(line);
    if (line.code == "  ") {
        addSequence(entry, line.text, m_lines.number(), QStringLiteral("SQ"));
    } else if (line.code == "FT" && line.text.size() > 5 && line.text[5] != ' ') {
        entry.features.append(readFeature(value, m_lines.number()));
    } else if (line.code == "ID") {
        const QByteArrayList words = value.split(';').last().simplified().split(' ');
        bool ok = false;
        const qint64 length = words.value(0).toLongLong(&ok);
        entry.locus = QString::fromUtf8(value.simplified().split(' ').first());
        entry.statedLength = ok && words.value(1).startsWith("AA") ? length : -1;
    } else if (line.code == "AC" && entry.accession.isEmpty()) {
        entry.accession = QString::fromUtf8(value.left(value.indexOf(';')).trimmed());
    } else if (line.code == "DE") {
        readDescription(value, entry.definition);
    }
}

std::unique_ptr<EntryReader> makeUniProtReader(LineReader lines, const QStringList& features, bool nameAll)
{
    GoldKeys keys{features, true, nameAll};
    if (features.isEmpty())
        keys.keys = QStringList{QStringLiteral("SIGNAL"), QStringLiteral("TRANSIT"), QStringLiteral("PROPEP"),
                                QStringLiteral("TRANSMEM")};
    return std::make_unique<AnnotatedRecords<UniProtReader>>(UniProtReader(std::move(lines)), keys);
}

} // namespace corespan
