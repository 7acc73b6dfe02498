// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/span.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QVector>

#include <optional>
#include <string_view>

namespace corespan {

/// Start codons of table 11 that matter in practice.
inline QByteArrayList bacterialStarts()
{
    return {"ATG", "GTG", "TTG"};
}

/// An open reading frame: from the first start codon after the previous stop (or the sequence's end) to its stop codon
/// inclusive. `span` is on the forward strand, whatever the strand it is read on.
struct Orf
{
    Span span;
    bool reverse = false;
    auto operator<=>(const Orf&) const = default;
};

/// Every frame of at least `minLength` nt with its stop, on the forward strand, sorted by begin. Upper-case letters;
/// a codon with any letter but A, C, G, T is neither start nor stop; U counts as T.
QVector<Orf> forwardOrfs(std::string_view sequence, const QByteArrayList& starts, std::int64_t minLength);
/// The same on both strands, sorted by begin, forward before reverse.
QVector<Orf> allOrfs(std::string_view sequence, const QByteArrayList& starts, std::int64_t minLength);

/// The baseline of gene finding: the longest frame of the forward strand, stop included; the first one of several
/// equally long; nullopt when there is none.
std::optional<Span> longestOrf(std::string_view sequence, const QByteArrayList& starts = bacterialStarts());

} // namespace corespan
