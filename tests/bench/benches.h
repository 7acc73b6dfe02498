// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "bench/bench_projects.h"
#include "bench/bench_report.h"

namespace corespan::bench {

// Each makes its project under `folder` unless it is there, measures, and adds its rows.

/// Repaints of a long record while its boundary is dragged, while it is panned and zoomed, and commits, all with a
/// prediction running on the worker thread.
void benchLongRecord(const QString& folder, const BenchSizes& sizes, BenchReport& report);
/// The queue: opening, jumping, filters and orders, and going on to the next record.
void benchQueue(const QString& folder, const BenchSizes& sizes, BenchReport& report);
/// Decoding again from stored tracks, and exports in every format.
void benchReview(const QString& folder, const BenchSizes& sizes, BenchReport& report);

} // namespace corespan::bench
