// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/ablation.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <cmath>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::Ablation", text);
}

void refuseUnknown(const QJsonObject& object, const QStringList& known, const QString& where, QStringList& faults)
{
    const QStringList keys = object.keys();
    for (const QString& key : keys)
        if (!known.contains(key))
            faults.append(
                tr("%1: unknown field \"%2\"; known are %3").arg(where, key, known.join(QStringLiteral(", "))));
}

AblationVariant readVariant(const QJsonObject& object, const QString& where, QStringList& faults)
{
    refuseUnknown(object, {QStringLiteral("name"), QStringLiteral("set"), QStringLiteral("evaluate")}, where, faults);
    AblationVariant variant;
    variant.name = object[QStringLiteral("name")].toString();
    variant.set = object[QStringLiteral("set")].toObject();
    const QJsonArray arguments = object[QStringLiteral("evaluate")].toArray();
    for (const QJsonValue& argument : arguments)
        variant.evaluate.append(argument.toString());
    if (variant.name.isEmpty())
        faults.append(tr("%1: needs a \"name\"").arg(where));
    if (object.contains(QStringLiteral("set")) && !object[QStringLiteral("set")].isObject())
        faults.append(tr("%1: \"set\" must be an object of configuration fields").arg(where));
    return variant;
}

void readSeeds(const QJsonObject& object, AblationPlan& plan, QStringList& faults)
{
    const QJsonArray seeds = object[QStringLiteral("seeds")].toArray();
    for (const QJsonValue& seed : seeds)
        plan.seeds.append(seed.toInteger(-1));
    if (plan.seeds.isEmpty() || plan.seeds.contains(-1))
        faults.append(tr("\"seeds\" must be a list of whole numbers, such as [1, 2, 3]"));
    if (QSet<qint64>(plan.seeds.begin(), plan.seeds.end()).size() != plan.seeds.size())
        faults.append(tr("\"seeds\" names a seed twice"));
}

void readVariants(const QJsonObject& object, AblationPlan& plan, QStringList& faults)
{
    const QJsonArray variants = object[QStringLiteral("variants")].toArray();
    QSet<QString> names;
    for (qsizetype i = 0; i < variants.size(); ++i) {
        const QString where = QStringLiteral("variants[%1]").arg(i);
        plan.variants.append(readVariant(variants[i].toObject(), where, faults));
        const QString name = plan.variants.last().name;
        if (names.contains(name))
            faults.append(tr("%1: the name \"%2\" is taken").arg(where, name));
        names.insert(name);
    }
    if (variants.isEmpty())
        faults.append(tr("\"variants\" must be a list with at least one"));
}

void collectNumbers(const QJsonObject& object, const QString& prefix, QMap<QString, double>& numbers)
{
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field->isDouble())
            numbers[prefix + field.key()] = field->toDouble();
        else if (field->isObject())
            collectNumbers(field->toObject(), prefix + field.key() + QLatin1Char('.'), numbers);
    }
}

} // namespace

Result<AblationPlan> readAblationPlan(const QString& file)
{
    QFile input(file);
    if (!input.open(QIODevice::ReadOnly))
        return Error{QStringLiteral("%1: %2").arg(file, input.errorString()), Error::Kind::NotFound};
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(input.readAll(), &parsed);
    if (!document.isObject())
        return Error{QStringLiteral("%1: %2").arg(file, document.isNull() ? parsed.errorString()
                                                                          : tr("a JSON object is expected")),
                     Error::Kind::BadInput};
    const QJsonObject object = document.object();
    QStringList faults;
    refuseUnknown(object,
                  {QStringLiteral("base"), QStringLiteral("gold"), QStringLiteral("seeds"),
                   QStringLiteral("max_minutes"), QStringLiteral("set"), QStringLiteral("variants")},
                  tr("the plan"), faults);
    AblationPlan plan;
    plan.gold = object[QStringLiteral("gold")].toString();
    plan.maxMinutes = object[QStringLiteral("max_minutes")].toDouble();
    const QString base = object[QStringLiteral("base")].toString();
    if (base.isEmpty())
        faults.append(tr("\"base\" must name a training configuration"));
    plan.base = QFileInfo(file).dir().filePath(base);
    plan.set = object[QStringLiteral("set")].toObject();
    if (object.contains(QStringLiteral("set")) && !object[QStringLiteral("set")].isObject())
        faults.append(tr("\"set\" must be an object of configuration fields"));
    if (plan.maxMinutes < 0.0)
        faults.append(tr("\"max_minutes\" must not be below 0"));
    readSeeds(object, plan, faults);
    readVariants(object, plan, faults);
    if (!faults.isEmpty())
        return Error{QStringLiteral("%1: %2").arg(file, faults.join(QStringLiteral("; "))), Error::Kind::BadInput};
    return plan;
}

QJsonObject mergePatch(QJsonObject target, const QJsonObject& patch)
{
    for (auto field = patch.begin(); field != patch.end(); ++field) {
        if (field->isNull())
            target.remove(field.key());
        else if (field->isObject())
            target[field.key()] = mergePatch(target[field.key()].toObject(), field->toObject());
        else
            target[field.key()] = *field;
    }
    return target;
}

QJsonObject ablationConfig(const QJsonObject& base, const AblationPlan& plan, const AblationVariant& variant,
                           qint64 seed, const QString& output)
{
    QJsonObject config = base;
    if (plan.maxMinutes > 0.0)
        config[QStringLiteral("max_minutes")] = plan.maxMinutes;
    config = mergePatch(mergePatch(config, plan.set), variant.set);
    config[QStringLiteral("seed")] = seed;
    config[QStringLiteral("output")] = output;
    return config;
}

QMap<QString, double> numbersOf(const QJsonObject& figures)
{
    QMap<QString, double> numbers;
    collectNumbers(figures, QString(), numbers);
    return numbers;
}

QMap<QString, Estimate> estimates(const QVector<QJsonObject>& runs)
{
    QMap<QString, QVector<double>> values;
    for (const QJsonObject& run : runs) {
        const QMap<QString, double> numbers = numbersOf(run);
        for (auto number = numbers.begin(); number != numbers.end(); ++number)
            values[number.key()].append(*number);
    }
    QMap<QString, Estimate> result;
    for (auto value = values.begin(); value != values.end(); ++value) {
        const double n = static_cast<double>(value->size());
        Estimate estimate;
        estimate.runs = static_cast<int>(value->size());
        for (const double x : *value)
            estimate.mean += x / n;
        double squares = 0.0;
        for (const double x : *value)
            squares += (x - estimate.mean) * (x - estimate.mean);
        if (estimate.runs > 1)
            estimate.standardError = std::sqrt(squares / (n - 1.0) / n);
        result[value.key()] = estimate;
    }
    return result;
}

QJsonObject ablationTable(const AblationPlan& plan, const QMap<QString, QVector<QJsonObject>>& runs)
{
    QJsonArray variants;
    for (const AblationVariant& variant : plan.variants) {
        const QVector<QJsonObject> own = runs.value(variant.name);
        QJsonObject means, errors;
        const QMap<QString, Estimate> all = estimates(own);
        for (auto estimate = all.begin(); estimate != all.end(); ++estimate) {
            if (estimate.key() == QLatin1String("seed"))
                continue;
            means[estimate.key()] = estimate->mean;
            if (estimate->standardError >= 0.0)
                errors[estimate.key()] = estimate->standardError;
        }
        QJsonArray list;
        for (const QJsonObject& run : own)
            list.append(run);
        variants.append(QJsonObject{{QStringLiteral("name"), variant.name},
                                    {QStringLiteral("set"), variant.set},
                                    {QStringLiteral("n"), own.size()},
                                    {QStringLiteral("runs"), list},
                                    {QStringLiteral("mean"), means},
                                    {QStringLiteral("standard_error"), errors}});
    }
    return {{QStringLiteral("gold"), plan.gold},
            {QStringLiteral("max_minutes"), plan.maxMinutes},
            {QStringLiteral("variants"), variants}};
}

} // namespace corespan
