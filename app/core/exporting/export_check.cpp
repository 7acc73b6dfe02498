// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/export_check.h"

#include "core/exporting/atomic_file.h"

#include <QCoreApplication>
#include <QDataStream>

#include <algorithm>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("ExportCheck", text);
}

Error failed(const QString& name, const QString& reason)
{
    return {tr("%1 was not kept: %2").arg(name, reason), Error::Kind::Damaged};
}

/// A few words of a fact, for people.
QString shownFact(const QByteArrayList& facts, qsizetype at)
{
    return at < facts.size() ? QString::fromUtf8(facts[at].left(200)).replace(QLatin1Char('\t'), QLatin1Char(' '))
                             : tr("nothing");
}

} // namespace

Status ExportCheck::open()
{
    if (!m_expected.open())
        return Error{tr("%1 cannot be written: %2").arg(m_expected.fileTemplate(), m_expected.errorString())};
    return ok();
}

void ExportCheck::expect(const ExportRow& row, const Gold& gold, qint64 bytes)
{
    QDataStream out(&m_expected);
    out << row.record.name << bytes << factsOf(m_format, row, gold);
    ++m_records;
    m_text |= row.record.alphabet == Alphabet::Text;
}

Status ExportCheck::check(const QString& file, const QByteArray& header, const QString& sha256, const QString& name,
                          const std::stop_token& stop)
{
    if (!m_expected.flush() || m_expected.error() != QFileDevice::NoError)
        return Error{tr("%1 cannot be written: %2").arg(m_expected.fileName(), m_expected.errorString()),
                     Error::Kind::DiskFull};
    m_expected.seek(0);
    const Result<QString> sum = fileSha256(file);
    if (!sum)
        return sum.error();
    if (*sum != sha256)
        return failed(name, tr("its checksum is not that of what was written"));
    if (m_records == 0) // an empty file is of no format
        return ok();
    const auto reader = openFacts(file, m_format, header, m_text);
    if (!reader)
        return failed(name, reader.error().message);
    return compare(**reader, name, stop);
}

Status ExportCheck::compare(FactReader& reader, const QString& name, const std::stop_token& stop)
{
    QDataStream expected(&m_expected);
    for (std::int64_t i = 0; i < m_records; ++i) {
        if (stop.stop_requested())
            return Error{tr("The export was cancelled; nothing was written"), Error::Kind::Cancelled};
        QString record;
        qint64 bytes = 0;
        QByteArrayList facts;
        expected >> record >> bytes >> facts;
        if (expected.status() != QDataStream::Ok)
            return failed(name, tr("what was to be checked cannot be read (%1)").arg(m_expected.fileName()));
        const Result<QByteArrayList> read = reader.next(bytes, facts.size());
        if (!read)
            return failed(name, tr("record \"%1\" does not read back: %2").arg(record, read.error().message));
        QByteArrayList found = *read;
        std::ranges::sort(facts); // readers may give cores in an order of their own
        std::ranges::sort(found);
        if (found == facts)
            continue;
        const auto differ = std::ranges::mismatch(facts, found).in1 - facts.begin();
        return failed(name, tr("record \"%1\" does not read back as it was written (%2 instead of %3)")
                                .arg(record, shownFact(found, differ), shownFact(facts, differ)));
    }
    const Result<bool> end = reader.atEnd();
    if (!end)
        return failed(name, end.error().message);
    return *end ? ok() : Status(failed(name, tr("it holds more than the %1 records that were written").arg(m_records)));
}

} // namespace corespan
