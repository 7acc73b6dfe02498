// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QLockFile>

#include <memory>

namespace corespan {

/// Holds `<file>.lock` for as long as it lives. A lock that a process of this machine left when it died is taken over;
/// one of another machine never is.
class ProjectLock
{
public:
    /// Locked: the message names program, process, user, machine and time.
    static Result<std::unique_ptr<ProjectLock>> acquire(const QString& projectPath);

private:
    explicit ProjectLock(const QString& lockPath);
    QLockFile m_lock;
};

} // namespace corespan
