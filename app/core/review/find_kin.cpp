// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/find_kin.h"

#include <QCoreApplication>

namespace corespan {

Result<FoundKin> findKin(const ProjectReader& reader, const StepProgress& progress, const KinOptions& options)
{
    constexpr int page = 1000;
    FoundKin found;
    KinSearch search(options);
    for (;;) {
        const auto read = reader.sequences(found.searchedTo, page);
        if (!read)
            return read.error();
        if (read->isEmpty())
            break;
        for (const auto& [id, residues] : *read)
            search.add(id, residues);
        found.searchedTo = read->last().first;
        if (progress && !progress(std::int64_t(search.count()), 0))
            return Error{QCoreApplication::translate("Review", "Stopped."), Error::Kind::Cancelled};
    }
    Result<QVector<Kin>> kin = search.finish([&reader](RecordId id) { return reader.residues(id); }, progress);
    if (!kin)
        return kin.error();
    found.kin = *std::move(kin);
    return found;
}

Result<bool> isKinOutdated(const ProjectReader& reader)
{
    const Result<RecordId> searched = reader.kinSearchedTo();
    if (!searched)
        return searched.error();
    const Result<RecordId> last = reader.lastRecord();
    if (!last)
        return last.error();
    return *searched != *last;
}

} // namespace corespan
