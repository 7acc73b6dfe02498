// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

namespace corespan::test {

/// A DNA record as a reader hands it out; says nothing of cores.
inline ImportedRecord imported(const QString& name, const QByteArray& residues)
{
    ImportedRecord record;
    record.record.name = name;
    record.record.alphabet = Alphabet::Dna;
    record.record.length = residues.size();
    record.residues = residues;
    return record;
}

} // namespace corespan::test
