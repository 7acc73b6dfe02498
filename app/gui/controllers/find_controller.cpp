// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/find_controller.h"

#include "core/domain/span_text.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/lanes_controller.h"
#include "gui/jobs/latest_job.h"
#include "gui/panels/find_bar.h"

#include <QAction>
#include <QLocale>

#include <algorithm>

namespace corespan::gui {

namespace {

const QString lanesName = QStringLiteral("found");

bool isNucleotide(Alphabet alphabet)
{
    return alphabet == Alphabet::Dna || alphabet == Alphabet::Rna;
}

AnnotationLane laneOf(const MotifMatches& matches, const QString& pattern)
{
    AnnotationLane lane{FindController::tr("found"), pattern};
    for (const MotifMatch& match : matches.matches)
        lane.features.append({match.span, match.reverse ? QStringLiteral("\u25c2") : QString(),
                              match.reverse ? LaneTone::Other : LaneTone::Strong});
    return lane;
}

/// A number or a range is a place to go to.
std::optional<Span> placeIn(const QString& pattern, std::int64_t length)
{
    QString plain = pattern;
    return parseSpan(plain.remove(QLatin1Char(',')), length);
}

} // namespace

FindController::FindController(Document& document, const Actions& actions, FindBar& bar, widgets::TrackView& tracks,
                               LanesController& lanes, QObject* parent)
    : QObject(parent), m_document(document), m_bar(bar), m_tracks(tracks), m_lanes(lanes), m_job(new LatestJob(this))
{
    connect(actions.find.open, &QAction::triggered, this, [this] {
        m_bar.open();
        search();
    });
    connect(actions.find.next, &QAction::triggered, this, [this] { step(1); });
    connect(actions.find.previous, &QAction::triggered, this, [this] { step(-1); });
    connect(&bar, &FindBar::patternChanged, this, &FindController::search);
    connect(&bar, &FindBar::stepRequested, this, &FindController::step);
    connect(&bar, &FindBar::closed, this, [this] {
        clear();
        m_tracks.setFocus();
    });
    connect(&document, &Document::currentChanged, this, [this] {
        if (m_bar.isVisible())
            search();
    });
    connect(&document, &Document::closed, &bar, &QWidget::hide);
}

void FindController::clear()
{
    m_job->cancel();
    m_matches = {};
    m_at = -1;
    m_lanes.setOwn(lanesName, {});
}

void FindController::search()
{
    clear();
    const CurrentRecord& current = m_document.current();
    m_bar.setStrands(isNucleotide(current.record.alphabet));
    const QString pattern = m_bar.pattern();
    if (!current.isValid() || pattern.isEmpty())
        return m_bar.showResult({});
    if (placeIn(pattern, current.record.length))
        return m_bar.showResult(tr("Enter goes there"));
    const auto find = [residues = current.residues, alphabet = current.record.alphabet, pattern,
                       both = m_bar.bothStrands()](const std::stop_token& stop) {
        return findMotif(residues, alphabet, pattern, both, stop);
    };
    constexpr qsizetype atOnce = 50'000; // letters that are searched in less than a frame
    if (current.residues.size() <= atOnce)
        return found(find({}));
    m_bar.showResult(tr("Searching…"));
    m_job->start(nullptr, [this, find](const std::stop_token& stop) -> std::function<void()> {
        const Result<MotifMatches> result = find(stop);
        return [this, result] { found(result); };
    });
}

void FindController::found(const Result<MotifMatches>& result)
{
    if (!result)
        return m_bar.showResult(result.error().message, true);
    m_matches = *result;
    m_lanes.setOwn(lanesName, {laneOf(m_matches, m_bar.pattern())});
    showCount();
}

void FindController::showCount()
{
    const qsizetype count = m_matches.matches.size();
    const QString counted = QLocale().toString(count);
    if (m_at >= 0)
        m_bar.showResult(tr("%1 of %2").arg(m_at + 1).arg(counted) +
                         (m_matches.matches[m_at].reverse ? tr(", reverse strand") : QString()));
    else if (m_matches.more)
        m_bar.showResult(tr("more than %1 matches").arg(counted));
    else
        m_bar.showResult(count == 0 ? tr("not in this record") : tr("%1 matches").arg(counted), count == 0);
}

void FindController::step(int way)
{
    const std::int64_t length = m_document.current().record.length;
    if (const auto place = placeIn(m_bar.pattern(), length); place && m_bar.isVisible()) {
        m_tracks.goTo({place->begin, place->end});
        m_tracks.setSelection({place->begin, place->end});
        return;
    }
    const QVector<MotifMatch>& all = m_matches.matches;
    if (all.isEmpty())
        return;
    if (m_at < 0) { // from where the curator is
        const qint64 caret = m_tracks.selection().isEmpty() ? -1 : m_tracks.selection().begin;
        const auto after = std::ranges::lower_bound(
            all, caret, {}, [](const MotifMatch& match) { return std::int64_t(match.span.begin); });
        const qsizetype next = after - all.begin();
        m_at = way > 0 ? next : next - 1;
    } else {
        m_at += way;
    }
    m_at = (m_at + all.size()) % all.size();
    const Span span = all[m_at].span;
    m_tracks.goTo({span.begin, span.end});
    m_tracks.setSelection({span.begin, span.end});
    showCount();
}

} // namespace corespan::gui
