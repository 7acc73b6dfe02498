// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArrayList>

namespace corespan {

// What the first lines of a file look like; blank lines are not among them.

/// "@name", but no header of SAM ("@HD", a tab).
bool looksLikeFastq(const QByteArrayList& lines);
/// Nine columns with positions and a strand, or a directive.
bool looksLikeGff(const QByteArrayList& lines);
/// GTF: gene_id "x"; in column 9.
bool looksLikeGtf(const QByteArrayList& lines);
bool looksLikeBed(const QByteArrayList& lines);
/// One letter and, in the last column, a tag.
bool looksLikeConll(const QByteArrayList& lines);

} // namespace corespan
