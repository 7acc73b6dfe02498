// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"

#include <QObject>

namespace corespan::gui {

class LatestJob;

/// Looks for records with equal or near-identical sequences, on another thread, when a project is opened that was not
/// looked through yet, or records were added. What is found is kept in the project.
class KinController : public QObject
{
    Q_OBJECT
public:
    KinController(Document& document, QObject* parent);
    ~KinController() override;

signals:
    /// For the status line.
    void told(const QString& text);
    /// The project knows all kin now.
    void searched();

private:
    void search();
    void save(const QVector<Kin>& kin, RecordId searchedTo);

    Document& m_document;
    std::unique_ptr<LatestJob> m_job;
    RecordId m_searching = RecordId::None; ///< last record of the search in progress, or of the one that failed
};

} // namespace corespan::gui
