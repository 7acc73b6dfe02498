// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QByteArray>

#include <optional>
#include <utility>

namespace corespan {

constexpr const char* gff3Header = "##gff-version 3\n";

/// One core as a line of GFF3. On the contig where the record's meta says which part of which contig it is (contig,
/// begin, end, strand, with end - begin equal to the length), else on the record itself, then with a ##sequence-region
/// line before the first core.
class Gff3Record
{
public:
    explicit Gff3Record(const Record& record);

    /// "" for records that lie on a contig.
    QByteArray region() const;
    /// `number` is 1 for the first core; `attributes` follow ID and Name.
    QByteArray line(const Core& core, int number, std::optional<double> score,
                    const QVector<std::pair<QByteArray, QByteArray>>& attributes) const;

private:
    const Record& m_record;
    QString m_contig; ///< empty: coordinates of the record
    std::int64_t m_begin = 0;
    std::int64_t m_end = 0;
    bool m_reverse = false;
};

} // namespace corespan
