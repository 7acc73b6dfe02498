// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/side_panel.h"

#include "core/domain/span_text.h"
#include "gui/models/candidate_model.h"
#include "gui/models/history_model.h"
#include "gui/panels/core_field.h"
#include "gui/panels/core_table.h"
#include "gui/parts/note_edit.h"
#include "gui/parts/row_delegates.h"
#include "gui/parts/section_header.h"
#include "widgets/label_counts.h"
#include "widgets/probability_bar.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace corespan::gui {

namespace {

QLabel* remark(const QString& text)
{
    auto* label = new QLabel(text);
    label->setObjectName(QStringLiteral("muted"));
    label->setWordWrap(true);
    label->setContentsMargins(12, 8, 12, 8);
    return label;
}

} // namespace

SidePanel::SidePanel(QWidget* parent)
    : QScrollArea(parent), m_candidates(new CandidateModel(this)), m_history(new HistoryModel(this)),
      m_bars(new widgets::ProbabilityBarDelegate(this)), m_candidateView(makeCandidateView()),
      m_noCandidates(remark(tr("No candidates: this record has no prediction."))), m_coreField(new CoreField),
      m_coreTable(new CoreTable), m_labelBox(new QWidget), m_labels(new widgets::LabelCounts),
      m_noLabels(remark(tr("No labels inside a core."))), m_conflicts(remark({})), m_note(new NoteEdit),
      m_historyView(makeHistoryView())
{
    auto* content = new QFrame;
    content->setObjectName(QStringLiteral("sidePanel"));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* candidatesHeader = new SectionHeader(tr("Candidate cores"));
    candidatesHeader->setRemark(tr("press 1–5"));
    layout->addWidget(candidatesHeader);
    layout->addWidget(m_candidateView);
    layout->addWidget(m_noCandidates);
    layout->addWidget(m_coreField);
    layout->addWidget(m_coreTable);
    auto* labelsHeader = new SectionHeader(tr("Labels in core"));
    labelsHeader->setRemark(tr("L sets, R again"));
    layout->addWidget(labelsHeader);
    layout->addWidget(m_labelBox);
    auto* labelBox = new QVBoxLayout(m_labelBox);
    labelBox->setContentsMargins(12, 8, 12, 8);
    labelBox->addWidget(m_labels);
    layout->addWidget(m_noLabels);
    m_conflicts->setObjectName(QStringLiteral("fieldError"));
    m_conflicts->setAccessibleName(tr("Labels that contradict their codons"));
    m_conflicts->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_conflicts->hide();
    layout->addWidget(m_conflicts);
    connect(m_conflicts, &QLabel::linkActivated, this,
            [this](const QString& link) { emit conflictChosen(link.toLongLong()); });
    layout->addWidget(new SectionHeader(tr("Note")));
    m_note->setFixedHeight(84);
    auto* noteBox = new QVBoxLayout;
    noteBox->setContentsMargins(10, 8, 10, 8);
    noteBox->addWidget(m_note);
    layout->addLayout(noteBox);
    layout->addWidget(new SectionHeader(tr("History")));
    m_historyView->setMinimumHeight(110);
    layout->addWidget(m_historyView, 1);
    setWidget(content);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(260);
}

QTableView* SidePanel::makeCandidateView()
{
    auto* view = new QTableView;
    view->setObjectName(QStringLiteral("candidateView"));
    view->setAccessibleName(tr("Candidate cores"));
    view->setModel(m_candidates);
    makeList(*view, 29, true);
    view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* header = view->horizontalHeader();
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(CandidateModel::SpanColumn, QHeaderView::Stretch);
    header->resizeSection(CandidateModel::Key, 30);
    header->resizeSection(CandidateModel::Chosen, 64);
    header->resizeSection(CandidateModel::Probability, 82);
    view->setItemDelegateForColumn(CandidateModel::Key, new KeyDelegate(view));
    view->setItemDelegateForColumn(CandidateModel::Chosen, new MutedDelegate(view));
    view->setItemDelegateForColumn(CandidateModel::Probability, m_bars);
    connect(view, &QTableView::doubleClicked, this,
            [this](const QModelIndex& index) { emit candidateActivated(index.row()); });
    return view;
}

QTableView* SidePanel::makeHistoryView()
{
    auto* view = new QTableView;
    view->setAccessibleName(tr("History"));
    view->setModel(m_history);
    makeList(*view, 24, false);
    view->setObjectName(QStringLiteral("historyView"));
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    view->setFocusPolicy(Qt::TabFocus);
    auto* header = view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(HistoryModel::What, QHeaderView::Stretch);
    header->resizeSection(HistoryModel::When, 56);
    header->resizeSection(HistoryModel::Who, 72);
    view->setItemDelegateForColumn(HistoryModel::When, new MutedDelegate(view));
    return view;
}

void SidePanel::showCandidates(const CurrentRecord& current, bool writable)
{
    const bool curated = current.coreSource() == CoreSource::Curated;
    m_candidates->setCandidates(current.prediction ? current.prediction->candidates : QVector<Candidate>{},
                                curated ? current.curation.cores : QVector<Core>{});
    fitRows(*m_candidateView, 1, 10);
    m_candidateView->clearSelection();
    for (int row = 0; row < m_candidates->rowCount(); ++row)
        if (m_candidates->isChosen(row))
            m_candidateView->selectRow(row);
    const bool none = m_candidates->rowCount() == 0;
    m_candidateView->setVisible(!none);
    m_noCandidates->setVisible(none);
    m_noCandidates->setText(!current.isValid()   ? tr("No record is chosen.")
                            : current.prediction ? tr("The run has kept no candidates for this record.")
                                                 : tr("No candidates: this record has no prediction."));
    m_coreField->setCores(current.shownCores(), current.record.length, writable);
    m_coreTable->setCores(current.shownCores(), current.record.length, writable);
}

void SidePanel::showLabels(const widgets::LabelSet& labels, const QVector<qint64>& counts, bool known)
{
    const bool any = known && std::any_of(counts.cbegin(), counts.cend(), [](qint64 count) { return count > 0; });
    m_labels->setCounts(labels, counts);
    m_labelBox->setVisible(any);
    m_noLabels->setVisible(!any);
}

void SidePanel::showConflicts(const CodonConflicts& conflicts)
{
    m_conflicts->setVisible(!conflicts.told.isEmpty());
    if (conflicts.told.isEmpty()) {
        m_conflicts->clear();
        return;
    }
    const CodonConflict& first = conflicts.told.first();
    const QString link = QStringLiteral("<a href=\"%1\">%2</a>").arg(first.codon.begin).arg(closedText(first.codon));
    const int others = int(conflicts.all - 1);
    const QString text = others == 0 ? tr("⚠ Codon %1 %2 is %3, the label says %4.")
                                     : tr("⚠ Codon %1 %2 is %3, the label says %4; %n more.", nullptr, others);
    m_conflicts->setText(text.arg(link, first.read, first.says, first.label.toHtmlEscaped()));
}

void SidePanel::showNote(const CurrentRecord& current, bool writable)
{
    m_note->setEnabled(current.isValid() && writable);
    m_note->setNote(current.curation.note);
}

void SidePanel::showHistory(const CurrentRecord& current, const QString& ownName)
{
    m_history->setHistory(current.history, ownName, QDateTime::currentDateTime());
}

void SidePanel::setTheme(const widgets::Theme& theme)
{
    m_bars->setTheme(theme);
    m_labels->setTheme(theme);
    m_candidateView->viewport()->update();
}

} // namespace corespan::gui
