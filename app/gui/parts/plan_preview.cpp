// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/parts/plan_preview.h"

#include "gui/models/edit_list_model.h"
#include "gui/parts/row_delegates.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {
constexpr int kRowHeight = 26;
constexpr int kNameWidth = 190;
constexpr int kStateWidth = 190;
} // namespace

PlanPreview::PlanPreview(QWidget* parent)
    : QWidget(parent), m_model(new EditListModel(this)), m_counts(new QLabel), m_leftAlone(new QLabel),
      m_list(new QTableView)
{
    m_counts->setObjectName(QStringLiteral("planCounts"));
    m_counts->setWordWrap(true);
    m_leftAlone->setObjectName(QStringLiteral("muted"));
    m_leftAlone->setWordWrap(true);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("What would change"));
    makeList(*m_list, kRowHeight, false);
    auto* header = m_list->horizontalHeader();
    header->setVisible(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(EditListModel::Then, QHeaderView::Stretch);
    header->resizeSection(EditListModel::Record, kNameWidth);
    header->resizeSection(EditListModel::Now, kStateWidth);
    m_list->setItemDelegateForColumn(EditListModel::Now, new MutedDelegate(m_list));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_counts);
    layout->addWidget(m_leftAlone);
    layout->addWidget(m_list, 1);
}

void PlanPreview::showWaiting()
{
    if (m_counts->text().isEmpty())
        m_counts->setText(tr("Counting…"));
    m_counts->setEnabled(false); // the old counts, grey: a line that comes and goes cannot be read
    m_leftAlone->setEnabled(false);
    m_waiting = true;
    setReady(false);
}

void PlanPreview::showPlan(const Result<EditPlan>& plan)
{
    m_waiting = false;
    m_counts->setEnabled(true);
    m_leftAlone->setEnabled(true);
    m_model->setPlan(plan ? *plan : EditPlan());
    m_counts->setText(plan ? planText(*plan) : plan.error().message);
    m_leftAlone->setText(plan ? leftAloneText(*plan) : QString());
    setReady(plan && !plan->edits.isEmpty());
}

EditPlan PlanPreview::plan() const
{
    return m_model->plan();
}

qsizetype PlanPreview::chosen() const
{
    return m_model->chosen();
}

void PlanPreview::setChoosable()
{
    m_model->setChoosable(true);
    m_list->setFocusPolicy(Qt::StrongFocus); // space ticks a box
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] {
        setReady(!m_waiting && m_model->chosen() > 0); // what is listed may be of an older question
    });
}

QString PlanPreview::text() const
{
    return m_counts->text();
}

void PlanPreview::setReady(bool ready)
{
    m_ready = ready;
    emit readyChanged();
}

} // namespace corespan::gui
