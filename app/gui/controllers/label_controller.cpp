// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/controllers/label_controller.h"

#include "core/domain/codons.h"
#include "core/domain/edits.h"
#include "core/domain/span_text.h"
#include "gui/controllers/actions.h"
#include "gui/controllers/track_presenter.h"
#include "gui/document/record_text.h"
#include "gui/panels/side_panel.h"
#include "gui/parts/label_palette.h"

#include <QAction>

#include <algorithm>

namespace corespan::gui {

LabelController::LabelController(Document& document, const Actions& actions, SidePanel& side,
                                 widgets::TrackView& tracks, TrackPresenter& presenter, QObject* parent)
    : QObject(parent), m_document(document), m_side(side), m_tracks(tracks), m_presenter(presenter)
{
    connect(actions.edit.labels, &QAction::triggered, this, &LabelController::openByKey);
    connect(actions.edit.repeatLabel, &QAction::triggered, this, &LabelController::repeat);
    connect(actions.edit.labelRun, &QAction::triggered, this, &LabelController::selectRun);
    connect(&tracks, &widgets::TrackView::labelMenuRequested, this, &LabelController::openPalette);
    connect(&presenter, &TrackPresenter::countsChanged, this, &LabelController::showConflicts);
    connect(&side, &SidePanel::conflictChosen, this, [this](qint64 position) {
        m_tracks.goTo({position, position + 3});
        m_tracks.setSelection({position, position + 3});
        m_tracks.setFocus();
    });
}

void LabelController::setLabel(widgets::PositionRange range, const QString& label)
{
    if (!label.isEmpty())
        m_last = label;
    m_document.edit([range, label](const CurrentRecord& now) {
        return setLabelsEdit(now.record.id, now.curation, {range.begin, range.end}, label);
    });
}

widgets::PositionRange LabelController::selection()
{
    const widgets::PositionRange range = m_tracks.selection();
    if (range.isEmpty())
        emit hint(tr("Select positions in the sequence first: click or drag over the letters."));
    return range;
}

void LabelController::openByKey()
{
    const widgets::PositionRange range = selection();
    if (range.isEmpty())
        return;
    const int x = int(m_tracks.xOf(double(range.begin)));
    openPalette(range, m_tracks.mapToGlobal(QPoint(std::clamp(x, 0, m_tracks.width() - 40), m_tracks.height() / 2)));
}

void LabelController::openPalette(widgets::PositionRange range, const QPoint& where)
{
    if (!m_document.isWritable() || range.isEmpty())
        return;
    if (m_presenter.labels().isEmpty()) {
        emit hint(tr("This project has no labels: import labelled records or predict with a model that labels."));
        return;
    }
    auto* menu = new LabelPalette(m_presenter.labels(), &m_tracks);
    menu->setObjectName(QStringLiteral("labelMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu, &LabelPalette::chosen, this, [this, range](const QString& label) { setLabel(range, label); });
    menu->addSeparator();
    menu->addAction(tr("As the model says"), this, [this, range] { setLabel(range, {}); });
    menu->popup(where);
}

void LabelController::selectRun()
{
    const widgets::PositionRange caret = selection();
    if (caret.isEmpty())
        return;
    const QVector<qint16>& labels = m_presenter.positionLabels();
    const qint16 label = caret.begin < labels.size() ? labels[caret.begin] : qint16(-1);
    if (label < 0) {
        emit hint(tr("Position %1 has no label.").arg(caret.begin + 1));
        return;
    }
    const auto other = [label](qint16 each) { return each != label; };
    const auto at = labels.cbegin() + caret.begin;
    const auto end = std::find_if(at, labels.cend(), other);
    const auto begin = std::find_if(std::make_reverse_iterator(at), labels.crend(), other).base();
    m_tracks.setSelection({begin - labels.cbegin(), end - labels.cbegin()});
}

void LabelController::repeat()
{
    if (m_last.isEmpty()) {
        emit hint(tr("No label was set yet: L opens the palette."));
        return;
    }
    if (const widgets::PositionRange range = selection(); !range.isEmpty())
        setLabel(range, m_last);
}

void LabelController::showConflicts()
{
    const CurrentRecord& current = m_document.current();
    const QStringList names = m_document.labels().names();
    QVector<CodonConflict> conflicts;
    const QVector<qint16>& labels = m_presenter.positionLabels();
    if (current.isValid() && hasCodons(current, names) && labels.size() == current.residues.size())
        conflicts = codonConflicts(current.residues, current.shownCores(), labels, names);
    QVector<widgets::PositionNote> marks;
    for (const CodonConflict& each : conflicts)
        marks.append({{each.codon.begin, each.codon.end},
                      tr("codon %1 is %2, the label says %3").arg(each.read, each.says, each.label)});
    m_tracks.setWarnings(marks);
    m_side.showConflicts(conflicts);
}

} // namespace corespan::gui
