// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/robot/robot.h"

#include <algorithm>

namespace corespan::test {

void Robot::differs(const QString& where, const Curation& expected, const Curation& found)
{
    if (m_problem.isEmpty())
        m_problem = QStringLiteral("%1\nexpected %2\nfound    %3\nseed %4, after\n%5")
                        .arg(where, inWords(expected), inWords(found))
                        .arg(m_options.seed)
                        .arg(m_lately.join(QLatin1Char('\n')));
}

void Robot::seenMeanwhile()
{
    m_record = m_fixture.current().record.id;
    Curation& plain = m_plain.records[m_record].curation;
    const Curation& shown = m_fixture.current().curation;
    if (sameDecision(plain, shown))
        plain.state = shown.state;
}

void Robot::compareCurrent()
{
    const RecordId record = m_fixture.current().record.id;
    const Curation& shown = m_fixture.current().curation;
    if (const Curation& expected = m_plain.records[record].curation; !sameDecision(shown, expected))
        differs(QStringLiteral("in the window, record %1").arg(qint64(record)), expected, shown);
}

void Robot::compareDisk()
{
    settle();
    const auto reader = ProjectReader::open(m_fixture.project);
    if (!reader) {
        m_problem = reader.error().message;
        return;
    }
    for (auto each = m_plain.records.begin(); each != m_plain.records.end(); ++each) {
        const auto found = (*reader)->curation(each.key());
        if (!found || !sameDecision(*found, each->curation)) {
            differs(QStringLiteral("on disk, record %1").arg(qint64(each.key())), each->curation,
                    found ? *found : Curation());
            return;
        }
        each->curation.state = found->state;
        replay(**reader, each.key(), *found);
    }
}

/// The log from its beginning leads, without a gap, to what the record is now.
void Robot::replay(const ProjectReader& reader, RecordId record, const Curation& now)
{
    const auto edits = reader.edits(record);
    if (!edits) {
        m_problem = edits.error().message;
        return;
    }
    Curation state;
    for (auto edit = edits->crbegin(); edit != edits->crend(); ++edit) { // newest first
        if (!(edit->before == state))
            return differs(QStringLiteral("in the log, record %1, edit %2").arg(qint64(record)).arg(qint64(edit->id)),
                           state, edit->before);
        state = edit->after;
    }
    if (!(state == now))
        differs(QStringLiteral("at the end of the log, record %1").arg(qint64(record)), now, state);
}

} // namespace corespan::test
