// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QString>
#include <QStringList>
#include <QVector>

namespace corespan {

struct ModelEntry
{
    QString name;      ///< the directory's name
    QString directory; ///< absolute
};

/// Finds model directories by name or path. Searched in order, the first of a name wins: the folders of
/// CORESPAN_MODELS, the user's data folder, resources/models beside the program (build tree and installed tree).
class ModelCatalog
{
public:
    /// The places above.
    ModelCatalog();
    /// These folders and no others.
    explicit ModelCatalog(QStringList folders);

    const QStringList& folders() const { return m_folders; }
    QVector<ModelEntry> models() const;
    /// A directory that holds config.json, or a name. The error names the places that were searched.
    Result<ModelEntry> find(const QString& nameOrPath) const;

private:
    QStringList m_folders;
};

} // namespace corespan
