// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/kin_controller.h"

#include "core/review/find_kin.h"
#include "gui/jobs/latest_job.h"

#include <QLocale>

namespace corespan::gui {

namespace {

Result<FoundKin> found(const QString& path, const std::stop_token& stop)
{
    const auto reader = ProjectReader::open(path);
    if (!reader)
        return reader.error();
    return findKin(**reader, [&stop](std::int64_t, std::int64_t) { return !stop.stop_requested(); });
}

} // namespace

KinController::KinController(Document& document, QObject* parent)
    : QObject(parent), m_document(document), m_job(std::make_unique<LatestJob>())
{
    connect(&document, &Document::opened, this, [this] {
        m_searching = RecordId::None;
        search();
    });
    connect(&document, &Document::queueChanged, this, &KinController::search);
    connect(&document, &Document::closed, this, [this] { m_job->cancel(); });
}

KinController::~KinController() = default;

void KinController::search()
{
    if (!m_document.isWritable())
        return;
    const Result<bool> outdated = isKinOutdated(m_document.reader());
    const Result<RecordId> last = m_document.reader().lastRecord();
    // Once for the same records: what cannot be written now is tried again when the project is opened next.
    if (!outdated || !*outdated || !last || *last == m_searching)
        return;
    m_searching = *last;
    m_job->start(&m_document.store(), [this, path = m_document.path()](const std::stop_token& stop) {
        const auto kin = std::make_shared<Result<FoundKin>>(found(path, stop));
        return [this, kin] {
            if (*kin)
                save((*kin)->kin, (*kin)->searchedTo);
            else
                emit told(tr("Equal sequences were not looked for: %1").arg(kin->error().message));
        };
    });
}

void KinController::save(const QVector<Kin>& kin, RecordId searchedTo)
{
    m_document.store().saveKin(kin, searchedTo, this, [this, records = kin.size()](const Status& saved) {
        if (!saved || !m_document.isOpen())
            return;
        if (records > 0) {
            emit told(tr("%1 records have sequences that are equal or near-identical to others")
                          .arg(QLocale().toString(records)));
            m_document.readKin();
        }
        emit searched();
    });
}

} // namespace corespan::gui
