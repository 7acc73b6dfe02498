// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/codons.h"
#include "gui/document/current_record.h"
#include "widgets/label_set.h"
#include "widgets/theme.h"

#include <QScrollArea>

class QLabel;
class QTableView;

namespace corespan::widgets {
class LabelCounts;
class ProbabilityBarDelegate;
} // namespace corespan::widgets

namespace corespan::gui {

class CandidateModel;
class CoreField;
class CoreTable;
class HistoryModel;
class NoteEdit;

/// Right column: candidates, typed core, labels, note, history.
class SidePanel : public QScrollArea
{
    Q_OBJECT
public:
    explicit SidePanel(QWidget* parent = nullptr);

    void showCandidates(const CurrentRecord& current, bool writable);
    void showLabels(const widgets::LabelSet& labels, const QVector<qint64>& counts, bool known);
    /// Labels that contradict their codons, in words; the first of them, and how many more.
    void showConflicts(const CodonConflicts& conflicts);
    void showNote(const CurrentRecord& current, bool writable);
    void showHistory(const CurrentRecord& current, const QString& ownName);
    void setTheme(const widgets::Theme& theme);

    CoreTable& coreTable() { return *m_coreTable; }
    CandidateModel& candidates() { return *m_candidates; }
    HistoryModel& history() { return *m_history; }
    QTableView& historyView() { return *m_historyView; }
    QTableView& candidateView() { return *m_candidateView; }
    CoreField& coreField() { return *m_coreField; }
    NoteEdit& note() { return *m_note; }

signals:
    void candidateActivated(int row);
    /// The codon that begins here shall be shown.
    void conflictChosen(qint64 position);

private:
    QTableView* makeCandidateView();
    QTableView* makeHistoryView();

    CandidateModel* m_candidates;
    HistoryModel* m_history;
    widgets::ProbabilityBarDelegate* m_bars;
    QTableView* m_candidateView;
    QLabel* m_noCandidates;
    CoreField* m_coreField;
    CoreTable* m_coreTable;
    QWidget* m_labelBox;
    widgets::LabelCounts* m_labels;
    QLabel* m_noLabels;
    QLabel* m_conflicts;
    NoteEdit* m_note;
    QTableView* m_historyView;
};

} // namespace corespan::gui
