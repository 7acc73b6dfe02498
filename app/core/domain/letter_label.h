// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

namespace corespan {

/// The label that one letter of a label string says; "." is no label. Labels stand one a position, so that strings of
/// their own would cost an allocation each: those of Latin-1 letters are shared. Any thread.
QString letterLabel(QChar letter);

} // namespace corespan
