// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/curation.h"

#include <optional>

namespace corespan {

// Fixed names of enumerators, as files and the command line have them; never translated.
QString
toText(ReviewState state); ///< "unseen", "seen", "accepted", "corrected", "rejected", "no_core", "flagged", "ambiguous"
std::optional<ReviewState> reviewStateFromText(const QString& text);

/// All of them, in the order in which they are listed.
QVector<ReviewState> allReviewStates();

QString toText(EditKind kind); ///< "move_boundary", "set_core", "accept", ...
std::optional<EditKind> editKindFromText(const QString& text);

QString toText(Alphabet alphabet); ///< "protein", "dna", "rna", "text"
std::optional<Alphabet> alphabetFromText(const QString& text);

/// The name that people read, translated.
QString displayName(ReviewState state);

/// A decision has been made: accepted, corrected, rejected, no core, or that the record is ambiguous. Unseen, seen and
/// flagged ones wait for one.
bool isReviewed(ReviewState state);

} // namespace corespan
