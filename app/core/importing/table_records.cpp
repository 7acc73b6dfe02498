// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/shown.h"
#include "core/importing/table_reader.h"

#include <QCoreApplication>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TableReader", text);
}

class TableReader final : public EntryReader
{
public:
    TableReader(TableFile table, TableOptions options) : m_table(std::move(table)), m_options(std::move(options)) {}

    Result<std::optional<RawEntry>> next() override
    {
        std::optional<RawEntry> entry;
        for (;;) {
            if (!m_ahead) {
                Result<std::optional<TableRows::Row>> row = m_table.next();
                if (!row)
                    return row.error();
                if (!*row)
                    return entry;
                m_ahead = *std::move(row);
            }
            const TableRow row(m_table.layout, m_options, m_ahead->fields);
            const QString id = row.field(TableRole::Id);
            if (entry && (id != entry->record.record.name || id.isEmpty()))
                return entry;
            if (!entry)
                entry = begin(*m_ahead, id);
            addRow(row, *m_ahead, *entry);
            m_ahead.reset();
        }
    }

    const LineReader& lines() const override { return m_table.rows.lines(); }

private:
    RawEntry begin(const TableRows::Row& row, const QString& id) const
    {
        RawEntry entry;
        entry.line = row.line;
        entry.record.record.name = id;
        entry.record.gold.annotated = m_table.layout.has(TableRole::Begin);
        return entry;
    }

    static void blame(RawEntry& entry, std::int64_t line, const QString& reason)
    {
        if (entry.fault.isEmpty())
            entry.fault = line == entry.line ? reason : tr("line %1: %2").arg(line).arg(reason);
    }

    void addRow(const TableRow& row, const TableRows::Row& text, RawEntry& entry) const
    {
        ImportedRecord& record = entry.record;
        if (!text.fault.isEmpty())
            return blame(entry, text.line, text.fault);
        if (text.fields.size() <= *std::ranges::max_element(m_table.layout.columns))
            return blame(entry, text.line, tr("%1 fields, fewer than the header has").arg(text.fields.size()));
        const QByteArray residues = row.field(TableRole::Sequence).remove(QLatin1Char(' ')).toUtf8();
        if (record.residues.isEmpty())
            record.residues = residues;
        else if (!residues.isEmpty() && residues.toUpper() != record.residues.toUpper())
            return blame(entry, text.line, tr("another sequence than in the row before, under the same id"));
        if (record.record.description.isEmpty())
            record.record.description = row.field(TableRole::Description);
        std::optional<Core> core;
        if (const QString fault = row.readCore(core); !fault.isEmpty())
            return blame(entry, text.line, fault);
        if (core)
            record.gold.cores.append(*core);
        if (const QString fault = addLabels(row, core, record); !fault.isEmpty())
            blame(entry, text.line, fault);
        for (const QString& label : labelsOf(row.field(TableRole::Target)))
            record.gold.target.append(label);
    }

    static QString addLabels(const TableRow& row, const std::optional<Core>& core, ImportedRecord& record)
    {
        const QVector<QString> labels = labelsOf(row.field(TableRole::Labels));
        const qsizetype length = record.residues.size();
        if (labels.isEmpty())
            return {};
        if (labels.size() == length) {
            record.gold.labels = labels;
            return {};
        }
        if (!core || core->span.length() != labels.size() || core->span.end > length)
            return tr("%1 labels for a sequence of %2 positions%3")
                .arg(labels.size())
                .arg(length)
                .arg(core ? tr(" and a core of %1").arg(core->span.length()) : QString());
        record.gold.labels.resize(length);
        std::copy(labels.begin(), labels.end(), record.gold.labels.begin() + core->span.begin);
        return {};
    }

    TableFile m_table;
    TableOptions m_options;
    std::optional<TableRows::Row> m_ahead; ///< read, but of the next record
};

/// What a row says of the sequence itself.
QString readStated(const TableRow& row, std::int64_t line, SequenceAnnotations& annotations)
{
    const QString length = row.field(TableRole::Length);
    const QByteArray checksum = row.field(TableRole::Checksum).toLower().toLatin1();
    if (length.isEmpty() && checksum.isEmpty())
        return {};
    bool isNumber = length.isEmpty();
    SequenceAnnotations::Stated stated{line, {0, length.isEmpty() ? 0 : length.toLongLong(&isNumber)}, checksum};
    if (!isNumber)
        return tr("\"%1\" is no length").arg(shown(length));
    if (!checksum.isEmpty() && checksum.size() != 32 && checksum.size() != 64)
        return tr("\"%1\" is no checksum (hex of MD5 or SHA-256)").arg(shown(checksum));
    const bool again = annotations.stated.line > 0;
    if (again && (annotations.stated.region != stated.region || annotations.stated.checksum != stated.checksum))
        return tr("another length or checksum than in line %1, under the same id").arg(annotations.stated.line);
    if (!again)
        annotations.stated = stated;
    return {};
}

QString addSpan(const TableRow& row, bool tellsSpans, std::int64_t line, SequenceAnnotations& annotations)
{
    std::optional<Core> core;
    QString fault = row.readCore(core);
    if (fault.isEmpty())
        fault = readStated(row, line, annotations);
    if (!fault.isEmpty())
        return fault;
    const QVector<QString> labels = labelsOf(row.field(TableRole::Labels));
    const bool ofCore = core && labels.size() == core->span.length();
    if (core && !labels.isEmpty() && !ofCore && labels.size() != annotations.stated.region.end)
        return tr("%1 labels for a core of %2 positions").arg(labels.size()).arg(core->span.length());
    if (!labels.isEmpty())
        annotations.labels.append({ofCore ? core->span.begin : 0, labels, line});
    if (!core) {
        annotations.noCore |= tellsSpans;
        return {};
    }
    GoldFeature feature;
    feature.what = QStringLiteral("row");
    feature.type = core->type;
    feature.line = line;
    FeatureLocation::Segment segment{core->span};
    segment.openBegin = core->openBegin;
    segment.openEnd = core->openEnd;
    feature.location.segments.append(segment);
    annotations.features.append(std::move(feature));
    return {};
}

} // namespace

std::unique_ptr<EntryReader> makeTableReader(TableFile table, const TableOptions& options)
{
    return std::make_unique<TableReader>(std::move(table), options);
}

Status readTableSpans(TableFile table, const TableOptions& options, AnnotationSet& set, ImportReport& report)
{
    const QString file = table.rows.lines().path();
    if (!table.layout.has(TableRole::Begin) && !table.layout.has(TableRole::Labels))
        return Error{tr("%1: the table has neither sequences nor spans (columns begin and end)").arg(file),
                     Error::Kind::BadInput};
    for (;;) {
        Result<std::optional<TableRows::Row>> text = table.next();
        if (!text)
            return text.error();
        if (!*text)
            return ok();
        const TableRows::Row& row = **text;
        const TableRow fields(table.layout, options, row.fields);
        const QString id = fields.field(TableRole::Id);
        QString fault = row.fault;
        if (fault.isEmpty() && id.isEmpty())
            fault = tr("the row has no id");
        if (fault.isEmpty())
            fault = addSpan(fields, table.layout.has(TableRole::Begin), row.line, set.of(id, file, row.line));
        if (!fault.isEmpty())
            report.skip({file, row.line, id, fault});
    }
}

} // namespace corespan
