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

Tag parsed(const QString& text)
{
    Tag tag;
    const QString letters = QStringLiteral("BIESLUO_");
    const bool alone = text.size() == 1;
    if (text.isEmpty() || !letters.contains(text[0]) || (!alone && (text[1] != QLatin1Char('-') || text.size() < 3)))
        return tag;
    tag.place = text[0].toLatin1();
    if (tag.place == 'L')
        tag.place = 'E';
    if (tag.place == 'U')
        tag.place = 'S';
    tag.type = alone ? QStringLiteral("core") : text.mid(2);
    if (!alone && (tag.place == 'O' || tag.place == '_'))
        return {};
    return tag;
}

/// Goes through the tags, one core open at a time.
class TagReader
{
public:
    explicit TagReader(bool ended) : m_ended(ended) {}

    /// False: the tag is illegal in its place.
    bool take(const QString& text, std::int64_t at)
    {
        const Tag tag = parsed(text);
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
    bool m_ended; ///< BIOES
    bool m_open = false;
};

} // namespace

TagRuns readTags(const QStringList& tags)
{
    const auto ends = [](const QString& text) {
        const Tag tag = parsed(text);
        return tag.place == 'E' || tag.place == 'S';
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

QStringList toTags(const Gold& gold, std::int64_t length)
{
    QStringList tags(length, gold.annotated ? QStringLiteral("O") : QStringLiteral("_"));
    for (const Span& zone : gold.ambiguous) {
        for (std::int64_t i = std::max<std::int64_t>(zone.begin, 0); i < std::min(zone.end, length); ++i)
            tags[i] = QStringLiteral("_");
    }
    for (const Core& core : gold.cores) {
        for (std::int64_t i = core.span.begin; i < core.span.end; ++i) {
            const bool first = i == core.span.begin;
            const bool last = i == core.span.end - 1;
            tags[i] = QLatin1String(first && last ? "S-" : first ? "B-" : last ? "E-" : "I-") + core.type;
        }
    }
    return tags;
}

} // namespace corespan
