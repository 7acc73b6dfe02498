// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/review/find_kin.h"

#include "core/store/project_writer.h"

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

Status saveKin(ProjectWriter& writer, const FoundKin& found)
{
    constexpr qsizetype page = 10'000;
    if (const Status begun = writer.beginKin(); !begun)
        return begun;
    for (qsizetype at = 0; at < found.kin.size(); at += page)
        if (const Status added = writer.addKin(found.kin.mid(at, page)); !added)
            return added;
    return writer.endKin(found.searchedTo);
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
