// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/importing/genbank_entry.h"

#include <optional>

namespace corespan {

/// The feature table of a flat file, line by line: keys in column 6, locations and qualifiers from column 22, as
/// GenBank, EMBL and, since 2019, UniProt write it. Source: the feature table definition, section 4.
class FeatureTable
{
public:
    /// `line` as in the file; its first five columns are not looked at. `number` is the line's in the file.
    void addLine(const QByteArray& line, std::int64_t number);
    /// The features so far; the table is empty afterwards.
    QVector<GenBankFeature> take();

private:
    void closeFeature();

    QVector<GenBankFeature> m_features;
    std::optional<GenBankFeature> m_feature; ///< being read
    QByteArray m_location;                   ///< its location's text so far
    bool m_inQuotes = false;
    bool m_inLocation = false;
};

} // namespace corespan
