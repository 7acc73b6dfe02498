// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace corespan {

/// One feature line of GFF3, its escapes undone. Source: Generic Feature Format Version 3, 1.26.
struct Gff3Line
{
    QString sequence;
    QString type; ///< a Sequence Ontology name; accessions of common types ("SO:0000316") are turned into them
    Span span;
    char strand = '.';     ///< '+', '-', '.' none, '?' not known
    int phase = -1;        ///< 0, 1 or 2 letters before the first whole codon; -1: none
    QByteArray attributes; ///< column 9 as it stands

    /// The values of an attribute, in their order; empty: it is not there.
    QStringList values(const char* key) const;
    QString value(const char* key) const { return values(key).value(0); }
};

/// Reads the line's columns. `fault` says what is wrong with them; the columns before that are set.
void parseGff3Line(const QByteArray& text, Gff3Line& line, QString& fault);

/// "%2C" and the like as the letters they stand for.
QString percentDecoded(const QByteArray& text);

} // namespace corespan
