// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/model_summary.h"
#include "gui/document/current_record.h"

namespace corespan::gui {

/// "110 aa", "1,200 nt"
QString lengthText(std::int64_t length, Alphabet alphabet);
/// "protein", "DNA", ...
QString alphabetName(Alphabet alphabet);
/// "25–54" for one core, "25–54, 60–80" for some, "212 cores" for many, "no core" for none.
QString coresText(const QVector<Core>& cores);
/// Residues that `cores` cover and `predicted` does not, or the other way round.
std::int64_t residuesMoved(const QVector<Core>& cores, const QVector<Core>& predicted);
/// "25–54 curated · 25–56 predicted · 2 residues moved"
QString curationText(const CurrentRecord& current);
/// "4 with this sequence · 7 near-identical"; empty: it is alone.
QString kinText(int same, int near);
/// "○", "◐", "●", ...: one sign a state, told apart without colour.
QString stateSymbol(ReviewState state);
/// "19 s left", "3 min left"; empty where nothing is known.
QString timeLeftText(double seconds);
/// "cores of 6 or more · 5 candidates · grammar on": those that make a difference.
QString runOptionsText(const RunOptions& options, const UsedOptions& used);
/// "cds · 22 Nov"
QString runText(const Run& run);
/// "now" for today, else "22 Nov", with the year when it is not this one.
QString dayText(const QDateTime& time, const QDateTime& now);

/// Cores are made of codons where every label is an amino acid (or a stop) and the sequence is not.
bool hasCodons(const CurrentRecord& current, const QStringList& labels);

} // namespace corespan::gui
