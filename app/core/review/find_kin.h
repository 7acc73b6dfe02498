// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/kin_search.h"
#include "core/store/project_reader.h"

namespace corespan {

class ProjectWriter;

struct FoundKin
{
    QVector<Kin> kin;
    RecordId searchedTo = RecordId::None; ///< the last record that was looked at
};

/// Of all records. For whoever has a reader of its own and time. Error::Kind::Cancelled where `progress` answers false.
Result<FoundKin> findKin(const ProjectReader& reader, const StepProgress& progress = {},
                         const KinOptions& options = {});

/// In place of what was known.
Status saveKin(ProjectWriter& writer, const FoundKin& found);

/// Records were added since, or nobody has looked yet.
Result<bool> isKinOutdated(const ProjectReader& reader);

} // namespace corespan
