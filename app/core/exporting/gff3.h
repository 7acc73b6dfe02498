// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QByteArray>

#include <optional>
#include <utility>

namespace corespan {

constexpr const char* gff3Header = "##gff-version 3\n";

/// Where a record's positions lie: on the contig where its meta says which part of which contig it is (contig, begin,
/// end, strand, with end - begin equal to the length), else on the record itself.
class RecordPlace
{
public:
    explicit RecordPlace(const Record& record);

    bool onContig() const { return !m_contig.isEmpty(); }
    const QString& sequence() const { return onContig() ? m_contig : m_record.name; }
    Span span(const Span& span) const;
    /// '+' or '-': that on which a core of the type is read (see domain/strand.h).
    char strand(const QString& type) const;
    bool turned() const { return m_reverse; }

private:
    const Record& m_record;
    QString m_contig; ///< empty: coordinates of the record
    std::int64_t m_begin = 0;
    std::int64_t m_end = 0;
    bool m_reverse = false;
};

/// One core as a line of GFF3, with a ##sequence-region line before the first core of records that do not lie on a
/// contig. Open ends as NCBI marks them, by start_range and end_range.
class Gff3Record
{
public:
    explicit Gff3Record(const Record& record) : m_record(record), m_place(record) {}

    /// "" for records that lie on a contig.
    QByteArray region() const;
    /// The strand is that of the core, which its type names (see domain/strand.h); core_type is the type on its own
    /// strand. `number` is 1 for the first core; `attributes` follow ID and Name.
    QByteArray line(const Core& core, int number, std::optional<double> score,
                    const QVector<std::pair<QByteArray, QByteArray>>& attributes) const;
    /// Says of the whole record that it has no core; "" for records that lie on a contig, of which that says nothing.
    QByteArray noCoreLine(const QVector<std::pair<QByteArray, QByteArray>>& attributes) const;

private:
    QByteArray text(const QByteArray& type, const Span& span, std::optional<double> score, char strand,
                    QByteArray attributes, const QVector<std::pair<QByteArray, QByteArray>>& more) const;

    const Record& m_record;
    RecordPlace m_place;
};

} // namespace corespan
