// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/letter_label.h"
#include "core/domain/span_text.h"
#include "core/importing/entry_reader.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <nlohmann/json.hpp>

#include <set>

namespace corespan {

namespace {

using Json = nlohmann::json;

constexpr int maxDepth = 64;

QString tr(const char* text)
{
    return QCoreApplication::translate("JsonlReader", text);
}

/// What is wrong with a line; becomes the entry's fault.
struct Fault
{
    QString reason;
};

QString text(const std::string& utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Json parseObject(const QByteArray& line)
{
    std::set<std::string> keys;
    const auto watch = [&keys](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > maxDepth)
            throw Fault{tr("JSON nested deeper than %1 levels").arg(maxDepth)};
        if (event == Json::parse_event_t::key && depth == 1 && !keys.insert(parsed.get<std::string>()).second)
            throw Fault{tr("the key \"%1\" comes twice").arg(text(parsed.get<std::string>()))};
        return true;
    };
    Json object;
    try {
        object = Json::parse(line.begin(), line.end(), watch);
    } catch (const Json::exception& error) {
        throw Fault{tr("bad JSON: %1").arg(QString::fromUtf8(error.what()).section(QLatin1String("] "), 1))};
    }
    if (!object.is_object())
        throw Fault{tr("expected a JSON object")};
    return object;
}

QString stringValue(const Json& value, const char* key)
{
    if (!value.is_string())
        throw Fault{tr("\"%1\" must be a string").arg(QLatin1String(key))};
    return text(value.get<std::string>());
}

Core coreValue(const Json& value)
{
    const bool sound = value.is_array() && value.size() >= 2 && value.size() <= 4 && value[0].is_number_integer() &&
                       value[1].is_number_integer() && (value.size() < 3 || value[2].is_string()) &&
                       (value.size() < 4 || value[3].is_string());
    if (!sound)
        throw Fault{
            tr("a core must be [begin, end], [begin, end, \"type\"] or [begin, end, \"type\", \"<>\"] with whole "
               "numbers")};
    Core core{{value[0].get<std::int64_t>(), value[1].get<std::int64_t>()}};
    if (value.size() > 2)
        core.type = text(value[2].get<std::string>());
    if (value.size() > 3) {
        const QString open = text(value[3].get<std::string>());
        if (open != QLatin1String("<") && open != QLatin1String(">") && open != QLatin1String("<>"))
            throw Fault{tr("a core's open ends are \"<\", \">\" or \"<>\", not \"%1\"").arg(open)};
        core = withOpenEnds(core, open);
    }
    if (core.type.isEmpty())
        throw Fault{tr("a core's type must not be empty")};
    return core;
}

void readCores(const Json& value, Gold& gold)
{
    if (!value.is_array())
        throw Fault{tr("\"cores\" must be a list")};
    gold.annotated = true;
    for (const Json& core : value)
        gold.cores.append(coreValue(core));
}

/// One letter a position, or a list; "." is no label.
QVector<QString> labelList(const Json& value, const char* key)
{
    QVector<QString> labels;
    if (value.is_string()) {
        const QString letters = stringValue(value, key);
        labels.reserve(letters.size());
        for (const QChar letter : letters)
            labels.append(letterLabel(letter));
    } else if (value.is_array()) {
        for (const Json& label : value) {
            const QString name = stringValue(label, key);
            labels.append(name == QLatin1String(".") ? QString() : name);
        }
    } else {
        throw Fault{tr("\"%1\" must be a string or a list of strings").arg(QLatin1String(key))};
    }
    return labels;
}

QVector<QString> targetValue(const Json& value)
{
    QVector<QString> target = labelList(value, "target");
    if (target.contains(QString()))
        throw Fault{tr("\"target\" must not hold \".\": it is what is emitted, without positions")};
    return target;
}

QVector<Span> zonesValue(const Json& value)
{
    QVector<Span> zones;
    if (!value.is_array())
        throw Fault{tr("\"ambiguous\" must be a list of [begin, end]")};
    for (const Json& zone : value) {
        if (!zone.is_array() || zone.size() != 2 || !zone[0].is_number_integer() || !zone[1].is_number_integer())
            throw Fault{tr("\"ambiguous\" must be a list of [begin, end] with whole numbers")};
        zones.append({zone[0].get<std::int64_t>(), zone[1].get<std::int64_t>()});
    }
    return zones;
}

QJsonObject metaValue(const Json& value)
{
    if (!value.is_object())
        throw Fault{tr("\"meta\" must be an object")};
    return QJsonDocument::fromJson(QByteArray::fromStdString(value.dump())).object();
}

void readKey(const std::string& key, const Json& value, ImportedRecord& record)
{
    if (key == "id")
        record.record.name = stringValue(value, "id");
    else if (key == "sequence")
        record.residues = stringValue(value, "sequence").toUtf8();
    else if (key == "description")
        record.record.description = stringValue(value, "description");
    else if (key == "cores")
        readCores(value, record.gold);
    else if (key == "labels")
        record.gold.labels = labelList(value, "labels");
    else if (key == "target")
        record.gold.target = targetValue(value);
    else if (key == "ambiguous")
        record.gold.ambiguous = zonesValue(value);
    else if (key == "meta")
        record.record.meta = metaValue(value);
    else
        throw Fault{tr("unknown key \"%1\"").arg(text(key))};
}

void readLine(const QByteArray& line, RawEntry& entry)
{
    try {
        const Json object = parseObject(line);
        if (object.contains("id")) // first, so that a fault elsewhere can name the record
            entry.record.record.name = stringValue(object["id"], "id");
        for (const auto& [key, value] : object.items())
            readKey(key, value, entry.record);
        for (const char* key : {"id", "sequence"}) {
            if (!object.contains(key))
                throw Fault{tr("\"%1\" is missing").arg(QLatin1String(key))};
        }
    } catch (const Fault& fault) {
        entry.fault = fault.reason;
    }
}

class JsonlReader final : public EntryReader
{
public:
    explicit JsonlReader(LineReader lines) : m_lines(std::move(lines)) {}

    Result<std::optional<RawEntry>> next() override
    {
        QByteArray line;
        do {
            const Result<bool> more = m_lines.next(line);
            if (!more)
                return more.error();
            if (!*more)
                return std::optional<RawEntry>();
        } while (line.trimmed().isEmpty());
        RawEntry entry;
        entry.line = m_lines.line();
        readLine(line, entry);
        return std::optional(std::move(entry));
    }

    const LineReader& lines() const override { return m_lines; }

private:
    LineReader m_lines;
};

} // namespace

std::unique_ptr<EntryReader> makeJsonlReader(LineReader lines)
{
    return std::make_unique<JsonlReader>(std::move(lines));
}

} // namespace corespan
