// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QTemporaryDir>

#include <memory>

namespace corespan {

/// A hidden folder beside what is being made: files are written and looked at there, and only then put in their places.
/// What is left in it goes away with it.
class Staging
{
public:
    /// In the folder, which has to be there.
    static Result<std::unique_ptr<Staging>> in(const QString& folder);

    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// Replaces what is at `target`, in one step.
    Status moveTo(const QString& name, const QString& target) const;

private:
    explicit Staging(const QString& pattern) : m_folder(pattern) {}
    QTemporaryDir m_folder;
};

/// Why a file cannot be put there: its folder is missing, it is a folder itself or must not be written.
Status canReplace(const QString& target);

} // namespace corespan
