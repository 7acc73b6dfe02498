// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/queue_filter.h"

#include "core/domain/names.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <array>

namespace corespan {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(QueueFilter)
};

constexpr std::array orders = {std::pair{QueueOrder::LeastCertain, "margin"},
                               std::pair{QueueOrder::VagueBoundary, "entropy"},
                               std::pair{QueueOrder::Name, "name"},
                               std::pair{QueueOrder::Length, "length"},
                               std::pair{QueueOrder::LongestFirst, "longest"},
                               std::pair{QueueOrder::FileOrder, "file"},
                               std::pair{QueueOrder::Random, "random"}};

/// Calls `field(name, member)` for each of a kind: reading and writing go through one table.
template <typename Conditions, typename Visit>
void visitFields(Conditions& of, const Visit& field)
{
    field("type", of.type);
    field("min_core", of.minCore);
    field("max_core", of.maxCore);
    field("min_length", of.minLength);
    field("max_length", of.maxLength);
    field("min_score", of.minScore);
    field("max_score", of.maxScore);
    field("name", of.name);
    field("motif", of.motif);
    field("note", of.note);
    field("moved", of.moved);
    field("differs_from_model", of.differsFromModel);
    field("group", of.group);
    field("one_of_equal", of.oneOfEqual);
}

struct Writer
{
    QJsonObject& json;
    void operator()(const char* key, const QString& value) const
    {
        if (!value.isEmpty())
            json[QLatin1String(key)] = value;
    }
    void operator()(const char* key, bool value) const
    {
        if (value)
            json[QLatin1String(key)] = true;
    }
    void operator()(const char* key, const std::optional<double>& value) const
    {
        if (value)
            json[QLatin1String(key)] = *value;
    }
    void operator()(const char* key, const std::optional<std::int64_t>& value) const
    {
        if (value)
            json[QLatin1String(key)] = qint64(*value);
    }
};

struct Reader
{
    const QJsonObject& json;
    void operator()(const char* key, QString& value) const { value = json[QLatin1String(key)].toString(); }
    void operator()(const char* key, bool& value) const { value = json[QLatin1String(key)].toBool(); }
    void operator()(const char* key, std::optional<double>& value) const
    {
        if (json[QLatin1String(key)].isDouble())
            value = json[QLatin1String(key)].toDouble();
    }
    void operator()(const char* key, std::optional<std::int64_t>& value) const
    {
        if (json[QLatin1String(key)].isDouble())
            value = json[QLatin1String(key)].toInteger();
    }
};

template <typename T>
QString rangeText(const QString& what, const std::optional<T>& least, const std::optional<T>& most)
{
    if (least && most)
        return Text::tr("%1 %2 to %3").arg(what).arg(*least).arg(*most);
    return least ? Text::tr("%1 from %2").arg(what).arg(*least) : Text::tr("%1 up to %2").arg(what).arg(*most);
}

} // namespace

QString toText(QueueOrder order)
{
    for (const auto& [each, name] : orders)
        if (each == order)
            return QLatin1String(name);
    return {};
}

std::optional<QueueOrder> queueOrderFromText(const QString& text)
{
    for (const auto& [each, name] : orders)
        if (text == QLatin1String(name))
            return each;
    return std::nullopt;
}

QJsonObject toJson(const QueueFilter& filter)
{
    QJsonObject json;
    const auto which = filter.which;
    json[QStringLiteral("which")] = which == QueueFilter::Which::All          ? QStringLiteral("all")
                                    : which == QueueFilter::Which::Unreviewed ? QStringLiteral("unreviewed")
                                                                              : toText(filter.state);
    json[QStringLiteral("order")] = toText(filter.order);
    if (filter.order == QueueOrder::Random)
        json[QStringLiteral("seed")] = qint64(filter.seed);
    const Writer write{json};
    write("text", filter.text);
    visitFields(filter.more, write);
    QJsonArray states;
    for (const ReviewState state : filter.more.states)
        states << toText(state);
    QJsonArray reasons;
    for (const Reason reason : allReasons())
        if (filter.more.reasons.testFlag(reason))
            reasons << toText(reason);
    if (!states.isEmpty())
        json[QStringLiteral("states")] = states;
    if (!reasons.isEmpty())
        json[QStringLiteral("reasons")] = reasons;
    if (filter.more.otherRun != RunId::None)
        json[QStringLiteral("other_run")] = qint64(filter.more.otherRun);
    return json;
}

QueueFilter queueFilterFromJson(const QJsonObject& json)
{
    QueueFilter filter;
    const QString which = json[QStringLiteral("which")].toString();
    if (const auto state = reviewStateFromText(which)) {
        filter.which = QueueFilter::Which::State;
        filter.state = *state;
    } else if (which == QLatin1String("unreviewed")) {
        filter.which = QueueFilter::Which::Unreviewed;
    }
    filter.order = queueOrderFromText(json[QStringLiteral("order")].toString()).value_or(QueueOrder::LeastCertain);
    filter.seed = quint32(json[QStringLiteral("seed")].toInteger(1));
    const Reader read{json};
    read("text", filter.text);
    visitFields(filter.more, read);
    for (const QJsonValue& value : json[QStringLiteral("states")].toArray())
        if (const auto state = reviewStateFromText(value.toString()))
            filter.more.states << *state;
    for (const QJsonValue& value : json[QStringLiteral("reasons")].toArray())
        if (const auto reason = reasonFromText(value.toString()))
            filter.more.reasons |= *reason;
    filter.more.otherRun = RunId(json[QStringLiteral("other_run")].toInteger());
    return filter;
}

QString describe(const QueueConditions& conditions)
{
    QStringList parts;
    QStringList choices;
    for (const ReviewState state : conditions.states)
        choices << displayName(state);
    if (!choices.isEmpty())
        parts << choices.join(Text::tr(" or "));
    choices.clear();
    for (const Reason reason : allReasons())
        if (conditions.reasons.testFlag(reason))
            choices << displayName(reason);
    if (!choices.isEmpty())
        parts << choices.join(Text::tr(" or "));
    if (!conditions.type.isEmpty())
        parts << Text::tr("type %1").arg(conditions.type);
    if (conditions.minCore || conditions.maxCore)
        parts << rangeText(Text::tr("core"), conditions.minCore, conditions.maxCore);
    if (conditions.minLength || conditions.maxLength)
        parts << rangeText(Text::tr("length"), conditions.minLength, conditions.maxLength);
    if (conditions.minScore || conditions.maxScore)
        parts << rangeText(Text::tr("score"), conditions.minScore, conditions.maxScore);
    if (!conditions.name.isEmpty())
        parts << Text::tr("name %1").arg(conditions.name);
    if (!conditions.motif.isEmpty())
        parts << Text::tr("motif %1").arg(conditions.motif);
    if (!conditions.note.isEmpty())
        parts << Text::tr("note %1").arg(conditions.note);
    if (conditions.moved)
        parts << Text::tr("moved by %1 or more").arg(*conditions.moved);
    if (conditions.differsFromModel)
        parts << Text::tr("not as the model");
    if (conditions.otherRun != RunId::None)
        parts << Text::tr("not as run %1").arg(qint64(conditions.otherRun));
    if (!conditions.group.isEmpty())
        parts << Text::tr("like %1").arg(conditions.group);
    if (conditions.oneOfEqual)
        parts << Text::tr("one of equal sequences");
    return parts.join(QStringLiteral(" · "));
}

Status checkConditions(const QueueConditions& conditions)
{
    for (const QString& pattern : {conditions.name, conditions.motif, conditions.note}) {
        const QRegularExpression expression(pattern);
        if (!expression.isValid())
            return Error{Text::tr("\"%1\" is no regular expression: %2 (at its letter %3).")
                             .arg(pattern, expression.errorString())
                             .arg(expression.patternErrorOffset() + 1),
                         Error::Kind::BadInput};
    }
    const auto crossed = [](const auto& least, const auto& most) { return least && most && *least > *most; };
    if (crossed(conditions.minCore, conditions.maxCore) || crossed(conditions.minLength, conditions.maxLength) ||
        crossed(conditions.minScore, conditions.maxScore))
        return Error{Text::tr("A lower limit lies above its upper limit: no record can meet that."),
                     Error::Kind::BadInput};
    return ok();
}

} // namespace corespan
