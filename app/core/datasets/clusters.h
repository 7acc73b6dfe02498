// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/result.h"

#include <QStringList>

#include <stop_token>
#include <vector>

namespace corespan {

/// Disjoint sets of the numbers 0 to n - 1.
class DisjointSets
{
public:
    explicit DisjointSets(std::size_t count);
    std::size_t find(std::size_t item);
    void join(std::size_t a, std::size_t b);

private:
    std::vector<std::size_t> m_parent;
};

/// How MMseqs2 tells what is similar.
struct SimilarityOptions
{
    double minIdentity = 0.3; ///< share of equal letters in the alignment
    double coverage = 0.5;    ///< share of the shorter sequence that is aligned
    bool linear = false;      ///< linclust: time linear in the number of sequences, misses distant pairs
    int threads = 0;          ///< 0: as many as there are cores
    QString program = QStringLiteral("mmseqs");
};

/// Version that the program tells. Error: it is not there; says what to install.
Result<QString> mmseqsVersion(const QString& program);

/// Joins what is similar: sequences 0 to n - 1 of the FASTA file, whose names are these numbers. Works in the folder.
/// Connected components, so that no two similar ones end up apart as far as the program finds them. Error: the
/// program is not there, failed, or was stopped.
Status joinSimilar(const QString& fasta, const QString& folder, const SimilarityOptions& options, DisjointSets& sets,
                   const std::stop_token& stop);

} // namespace corespan
