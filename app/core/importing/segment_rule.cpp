// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/segment_rule.h"

#include <QCoreApplication>
#include <QSet>

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

} // namespace

Result<SegmentRule> parseSegmentRule(const QString& types, const QString& ambiguous)
{
    SegmentRule rule;
    rule.ambiguous = ambiguous;
    QSet<QString> names;
    QSet<QChar> letters(ambiguous.begin(), ambiguous.end());
    for (const QString& part : types.split(QLatin1Char(','))) {
        const qsizetype equals = part.indexOf(QLatin1Char('='));
        const SegmentRule::Type type{part.left(equals), equals < 0 ? part : part.mid(equals + 1)};
        if (type.name.isEmpty() || type.letters.isEmpty() || (equals < 0 && part.size() != 1))
            return bad(Text::tr("\"%1\" is no type; expected a letter, or NAME=LETTERS").arg(part));
        if (names.contains(type.name))
            return bad(Text::tr("type \"%1\" is named twice").arg(type.name));
        names.insert(type.name);
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
    QHash<QString, QString> typeOf;
    for (const SegmentRule::Type& type : rule.types)
        for (const QChar letter : type.letters)
            typeOf.insert(QString(letter), type.name);
    Gold gold;
    gold.annotated = true;
    for (qsizetype begin = 0, end = 0; begin < labels.size(); begin = end) {
        while (end < labels.size() && labels[end] == labels[begin])
            ++end;
        const Span run{begin, end};
        if (const auto type = typeOf.constFind(labels[begin]); type != typeOf.cend())
            gold.cores.append(Core{run, *type});
        else if (labels[begin].size() == 1 && rule.ambiguous.contains(labels[begin]))
            gold.ambiguous.append(run);
    }
    return gold;
}

} // namespace corespan
