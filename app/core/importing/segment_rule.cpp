// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/segment_rule.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SegmentRule)
};

Error bad(const QString& message)
{
    return {message, Error::Kind::BadInput};
}

/// What a run of the type is called between these two letters; nothing where neither tells its direction.
QString nameBetween(const QString& before, const QString& behind, const SegmentRule::Type& type, const QString& sides)
{
    if (type.back.isEmpty())
        return type.name;
    const QString inside = sides.left(1), outside = sides.mid(1);
    if (before == inside || behind == outside)
        return type.name;
    return before == outside || behind == inside ? type.back : QString();
}

} // namespace

Result<SegmentRule> parseSegmentRule(const QString& types, const QString& ambiguous)
{
    SegmentRule rule;
    rule.ambiguous = ambiguous;
    QSet<QString> names;
    QSet<QChar> letters(ambiguous.begin(), ambiguous.end());
    for (const QString& part : types.split(QLatin1Char(','))) {
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        const QStringList both = part.left(equals).split(QLatin1Char('/'));
        const SegmentRule::Type type{both.first(), equals < 0 ? part : part.mid(equals + 1), both.value(1)};
        if (both.contains(QString()) || both.size() > 2 || type.letters.isEmpty() || (equals < 0 && part.size() != 1))
            return bad(Text::tr("\"%1\" is no type; expected a letter, or NAME=LETTERS").arg(part));
        for (const QString& name : both) {
            if (names.contains(name))
                return bad(Text::tr("type \"%1\" is named twice").arg(name));
            names.insert(name);
        }
        for (const QChar letter : type.letters) {
            if (letters.contains(letter))
                return bad(Text::tr("letter \"%1\" has two meanings").arg(letter));
            letters.insert(letter);
        }
        rule.types.append(type);
    }
    return rule;
}

Gold segmentsOf(const QVector<QString>& labels, const SegmentRule& rule)
{
    QHash<QString, SegmentRule::Type> typeOf;
    for (const SegmentRule::Type& type : rule.types)
        for (const QChar letter : type.letters)
            typeOf.insert(QString(letter), type);
    Gold gold;
    gold.annotated = true;
    for (qsizetype begin = 0, end = 0; begin < labels.size(); begin = end) {
        while (end < labels.size() && labels[end] == labels[begin])
            ++end;
        const Span run{begin, end};
        const auto type = typeOf.constFind(labels[begin]);
        const bool known = type != typeOf.cend();
        const QString name =
            known ? nameBetween(labels.value(begin - 1), labels.value(end), *type, rule.sides) : QString();
        if (!name.isEmpty())
            gold.cores.append(Core{run, name});
        else if (known || (labels[begin].size() == 1 && rule.ambiguous.contains(labels[begin])))
            gold.ambiguous.append(run);
    }
    return gold;
}

QVector<QString> segmentLabels(const QVector<QString>& letters, const Gold& segments)
{
    QVector<QString> labels = letters;
    for (const Core& core : segments.cores)
        std::fill(labels.begin() + core.span.begin, labels.begin() + core.span.end, core.type);
    for (const Span& zone : segments.ambiguous)
        std::fill(labels.begin() + zone.begin, labels.begin() + zone.end, QString());
    return labels;
}

} // namespace corespan
