// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/compare_window.h"

#include "gui/models/compared_model.h"
#include "gui/parts/row_delegates.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int kRowHeight = 26;

QString runName(const Run& run)
{
    return CompareWindow::tr("%1 · %2").arg(run.model,
                                            QLocale().toString(run.started.toLocalTime(), QLocale::ShortFormat));
}

void fill(QComboBox& box, const QVector<Run>& runs, int standard)
{
    const QSignalBlocker quiet(&box);
    const QVariant before = box.currentData();
    box.clear();
    for (const Run& run : runs)
        box.addItem(runName(run), qint64(run.id));
    const int same = before.isValid() ? box.findData(before) : -1;
    box.setCurrentIndex(same >= 0 ? same : std::min(standard, box.count() - 1));
}

} // namespace

CompareWindow::CompareWindow(QWidget* parent)
    : QDialog(parent), m_agreementModel(new AgreementModel(this)), m_recordModel(new ComparedModel(this)),
      m_first(new QComboBox), m_second(new QComboBox), m_text(new QLabel)
{
    setWindowTitle(tr("Compare runs"));
    m_agreement = makeTable(m_agreementModel, tr("Agreement"));
    m_records = makeTable(m_recordModel, tr("Records that the runs decide otherwise"));
    layOut();
    for (QComboBox* box : {m_first, m_second})
        connect(box, &QComboBox::activated, this, &CompareWindow::runsChosen);
    connect(m_agreement->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) { m_recordModel->setFilter(m_agreementModel->filterAt(row.row())); });
    const auto choose = [this](const QModelIndex& row) {
        if (const RecordId record = m_recordModel->recordAt(row.row()); record != RecordId::None)
            emit chosen(record);
    };
    connect(m_records, &QTableView::clicked, this, choose);
    connect(m_records, &QTableView::activated, this, choose);
}

QTableView* CompareWindow::makeTable(QAbstractItemModel* model, const QString& name)
{
    auto* table = new QTableView;
    table->setModel(model);
    table->setAccessibleName(name);
    makeList(*table, kRowHeight, false);
    auto* header = table->horizontalHeader();
    header->setVisible(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    return table;
}

void CompareWindow::layOut()
{
    m_first->setAccessibleName(tr("First run"));
    m_second->setAccessibleName(tr("Second run"));
    m_text->setObjectName(QStringLiteral("muted"));
    m_text->setWordWrap(true);
    auto* runs = new QHBoxLayout;
    runs->setSpacing(8);
    runs->addWidget(m_first, 1);
    runs->addWidget(new QLabel(tr("and")));
    runs->addWidget(m_second, 1);
    m_agreement->horizontalHeader()->resizeSection(AgreementModel::Records, 76);
    m_agreement->horizontalHeader()->resizeSection(AgreementModel::Share, 70);
    m_records->horizontalHeader()->resizeSection(ComparedModel::First, 130);
    m_records->horizontalHeader()->resizeSection(ComparedModel::Second, 130);
    m_records->horizontalHeader()->resizeSection(ComparedModel::Shift, 80);
    m_records->horizontalHeader()->resizeSection(ComparedModel::Curator, 130);
    auto* tables = new QSplitter;
    tables->addWidget(m_agreement);
    tables->addWidget(m_records);
    tables->setChildrenCollapsible(false);
    tables->setStretchFactor(1, 1);
    tables->setSizes({420, 640});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addLayout(runs);
    layout->addWidget(m_text);
    layout->addWidget(tables, 1);
    resize(1100, 560);
}

void CompareWindow::setRuns(const QVector<Run>& runs)
{
    fill(*m_first, runs, 1);
    fill(*m_second, runs, 0);
}

RunId CompareWindow::first() const
{
    return RunId(m_first->currentData().toLongLong());
}

RunId CompareWindow::second() const
{
    return RunId(m_second->currentData().toLongLong());
}

void CompareWindow::showWaiting()
{
    m_text->setText(tr("Comparing…"));
}

void CompareWindow::showComparison(const Result<RunComparison>& comparison)
{
    const QLocale locale;
    m_agreementModel->setComparison(comparison ? *comparison : RunComparison());
    m_recordModel->setRecords(comparison ? comparison->differing : QVector<ComparedRecord>());
    m_agreement->selectRow(0);
    if (!comparison)
        m_text->setText(comparison.error().message);
    else
        m_text->setText(
            tr("%1 records predicted by both, %2 decided otherwise. A click shows a record; corrections stay "
               "as they are.")
                .arg(locale.toString(qlonglong(comparison->compared())),
                     locale.toString(qlonglong(comparison->differing.size()))));
}

QString CompareWindow::text() const
{
    return m_text->text();
}

} // namespace corespan::gui
