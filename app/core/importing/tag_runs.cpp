// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/tag_runs.h"

#include "core/importing/shown.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TagRuns", text);
}

struct Tag
{
    char place = 0; ///< 'B', 'I', 'E', 'S', 'O', '_'; 0: no tag
    QString type;
};

/// 0: no tag.
char placeOf(const QByteArray& text)
{
    const bool alone = text.size() == 1;
    if (text.isEmpty() || (!alone && (text[1] != '-' || text.size() < 3)))
        return 0;
    switch (text[0]) {
    case 'B':
    case 'I':
        return text[0];
    case 'E':
    case 'L':
        return 'E';
    case 'S':
    case 'U':
        return 'S';
    case 'O':
    case '_':
        return alone ? text[0] : '\0';
    default:
        return 0;
    }
}

Tag parsed(const QByteArray& text)
{
    return {placeOf(text), text.size() == 1 ? QStringLiteral("core") : QString::fromUtf8(text.mid(2))};
}

/// Goes through the tags, one core open at a time.
class TagReader
{
public:
    explicit TagReader(bool ended) : m_ended(ended) {}

    /// False: the tag is illegal in its place.
    bool take(const QByteArray& text, std::int64_t at)
    {
        if (text != m_text) { // a core's tags are mostly alike
            m_tag = parsed(text);
            m_text = text;
        }
        const Tag& tag = m_tag;
        if (tag.place == 0)
            return blame(at, tr("\"%1\" is no tag (O, _, or B, I, E, S with \"-\" and a type)").arg(shown(text)));
        const bool goesOn = (tag.place == 'I' || tag.place == 'E') && m_open && tag.type == m_runs.cores.last().type;
        if (!goesOn && !close(at))
            return false;
        if (tag.place == 'O' || tag.place == '_')
            return outside(tag.place == '_', at);
        m_runs.annotated = true;
        if (!goesOn && tag.place == 'E')
            return blame(at, tr("\"%1\" ends a core that was not begun").arg(shown(text)));
        if (!goesOn && tag.place == 'I' && m_ended)
            return blame(at, tr("\"%1\" goes on with a core that was not begun").arg(shown(text)));
        if (!goesOn && tag.place == 'I')
            m_runs.repaired.append(at);
        if (!goesOn)
            m_runs.cores.append(Core{{at, at}, tag.type});
        m_runs.cores.last().span.end = at + 1;
        m_open = tag.place == 'B' || tag.place == 'I';
        return true;
    }

    TagRuns finish(std::int64_t length)
    {
        close(length);
        return std::move(m_runs);
    }

private:
    bool close(std::int64_t at)
    {
        if (m_open && m_ended)
            return blame(at - 1,
                         tr("a core of type \"%1\" is not ended by \"E\"").arg(shown(m_runs.cores.last().type)));
        m_open = false;
        return true;
    }

    bool outside(bool unknown, std::int64_t at)
    {
        m_runs.annotated |= !unknown;
        if (!unknown)
            return true;
        if (m_runs.unknown.isEmpty() || m_runs.unknown.last().end != at)
            m_runs.unknown.append({at, at});
        m_runs.unknown.last().end = at + 1;
        return true;
    }

    bool blame(std::int64_t at, const QString& fault)
    {
        m_open = false;
        m_runs.faultAt = at;
        m_runs.fault = fault;
        return false;
    }

    TagRuns m_runs;
    QByteArray m_text; ///< that m_tag was read from
    Tag m_tag;
    bool m_ended; ///< BIOES
    bool m_open = false;
};

} // namespace

TagRuns readTags(const QByteArrayList& tags)
{
    const auto ends = [](const QByteArray& text) {
        const char place = placeOf(text);
        return place == 'E' || place == 'S';
    };
    TagReader reader(std::any_of(tags.begin(), tags.end(), ends));
    for (qsizetype i = 0; i < tags.size(); ++i) {
        if (!reader.take(tags[i], i))
            return reader.finish(tags.size());
    }
    TagRuns runs = reader.finish(tags.size());
    if (!runs.annotated)
        runs.unknown.clear();
    return runs;
}

QByteArrayList toTags(const Gold& gold, std::int64_t length)
{
    const QByteArray unknown("_");
    QByteArrayList tags(length, gold.annotated ? QByteArray("O") : unknown);
    for (const Span& zone : gold.ambiguous) {
        const std::int64_t begin = std::clamp<std::int64_t>(zone.begin, 0, length);
        std::fill(tags.begin() + begin, tags.begin() + std::clamp(zone.end, begin, length), unknown);
    }
    for (const Core& core : gold.cores) {
        const QByteArray type = core.type.toUtf8();
        const Span span = core.span;
        if (span.isEmpty())
            continue;
        std::fill(tags.begin() + span.begin, tags.begin() + span.end, "I-" + type);
        tags[span.end - 1] = (span.length() == 1 ? "S-" : "E-") + type;
        if (span.length() > 1)
            tags[span.begin] = "B-" + type;
    }
    return tags;
}

} // namespace corespan
