// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/columns_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace corespan::gui {

namespace {

constexpr int kColumnWidth = 130;
constexpr qsizetype kMostShown = 60; ///< letters of a field

/// What people read for a role.
QString roleText(TableRole role)
{
    switch (role) {
    case TableRole::Id:
        return ColumnsDialog::tr("name of the record");
    case TableRole::Sequence:
        return ColumnsDialog::tr("sequence");
    case TableRole::Begin:
        return ColumnsDialog::tr("begin of a core");
    case TableRole::End:
        return ColumnsDialog::tr("end of a core");
    case TableRole::Type:
        return ColumnsDialog::tr("type of a core");
    case TableRole::Labels:
        return ColumnsDialog::tr("labels");
    case TableRole::Open:
        return ColumnsDialog::tr("open ends");
    case TableRole::Strand:
        return ColumnsDialog::tr("strand");
    case TableRole::Description:
        return ColumnsDialog::tr("description");
    case TableRole::Target:
        return ColumnsDialog::tr("labels without places");
    case TableRole::Length:
        return ColumnsDialog::tr("length, to check");
    case TableRole::Checksum:
        return ColumnsDialog::tr("checksum, to check");
    }
    return {};
}

constexpr std::array roles{TableRole::Id,     TableRole::Sequence, TableRole::Begin,       TableRole::End,
                           TableRole::Type,   TableRole::Labels,   TableRole::Open,        TableRole::Strand,
                           TableRole::Target, TableRole::Length,   TableRole::Description, TableRole::Checksum};

/// Names of columns are none.
bool hasNumber(const QStringList& fields)
{
    return std::ranges::any_of(fields, [](const QString& field) {
        bool isNumber = false;
        field.toDouble(&isNumber);
        return isNumber;
    });
}

qsizetype widest(const QVector<QStringList>& rows)
{
    qsizetype most = 0;
    for (const QStringList& row : rows)
        most = std::max(most, row.size());
    return most;
}

} // namespace

ColumnsDialog::ColumnsDialog(TablePreview table, QWidget* parent)
    : QDialog(parent), m_table(std::move(table)), m_rows(new QTableWidget),
      m_header(new QCheckBox(tr("The first row holds the &names of the columns"))), m_coordinates(new QComboBox),
      m_problem(new QLabel)
{
    setWindowTitle(tr("Columns of %1").arg(QFileInfo(m_table.file).fileName()));
    m_header->setChecked(m_table.layout.hasHeader || !hasNumber(m_table.rows.first()));
    connect(m_header, &QCheckBox::toggled, this, &ColumnsDialog::check);
    fill();
    layOut();
    check();
}

void ColumnsDialog::fill()
{
    const int columns = int(widest(m_table.rows));
    m_rows->setColumnCount(columns);
    m_rows->setRowCount(int(m_table.rows.size()) + 1); // the first holds the choices
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setSelectionMode(QAbstractItemView::NoSelection);
    m_rows->setAccessibleName(tr("First rows of the table"));
    m_rows->verticalHeader()->hide();
    m_rows->horizontalHeader()->setDefaultSectionSize(kColumnWidth);
    for (int column = 0; column < columns; ++column) {
        auto* box = new QComboBox;
        box->addItem(tr("not used"));
        for (const TableRole role : roles)
            box->addItem(roleText(role), int(role));
        for (auto told = m_table.layout.columns.cbegin(); told != m_table.layout.columns.cend(); ++told)
            if (told.value() == column)
                box->setCurrentIndex(box->findData(int(told.key())));
        box->setAccessibleName(tr("Column %1 holds").arg(column + 1));
        connect(box, &QComboBox::currentIndexChanged, this, &ColumnsDialog::check);
        m_columns.append(box);
        m_rows->setCellWidget(0, column, box);
        m_rows->setHorizontalHeaderItem(column, new QTableWidgetItem(QString::number(column + 1)));
    }
    for (int row = 0; row < m_table.rows.size(); ++row)
        for (int column = 0; column < m_table.rows[row].size(); ++column) {
            auto* item = new QTableWidgetItem(m_table.rows[row][column].left(kMostShown));
            item->setToolTip(item->text());
            m_rows->setItem(row + 1, column, item);
        }
    m_rows->resizeRowToContents(0);
}

void ColumnsDialog::layOut()
{
    m_coordinates->addItem(tr("the first position is 1, ends belong to the core"), false);
    m_coordinates->addItem(tr("the first position is 0, ends do not belong to it"), true);
    auto* coordinates = new QLabel(tr("&Positions:"));
    coordinates->setBuddy(m_coordinates);
    auto* positions = new QHBoxLayout;
    positions->addWidget(coordinates);
    positions->addWidget(m_coordinates);
    positions->addStretch(1);
    auto* about = new QLabel(tr("Rows of one name are one record, with a core from each."));
    about->setObjectName(QStringLiteral("muted"));
    m_problem->setObjectName(QStringLiteral("muted"));
    m_problem->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);
    m_import->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(about);
    layout->addWidget(m_rows, 1);
    layout->addWidget(m_header);
    layout->addLayout(positions);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(860, 420);
}

TableOptions ColumnsDialog::options() const
{
    TableOptions options;
    options.usualNames = false; // what is not used stays unused
    options.header = m_header->isChecked();
    for (int column = 0; column < m_columns.size(); ++column) {
        const QVariant role = m_columns[column]->currentData();
        if (!role.isValid())
            continue;
        // By name where there is a header, so that its row is not taken for a record.
        const QString name = m_table.rows.first().value(column);
        options.columns[TableRole(role.toInt())] =
            m_header->isChecked() && !name.isEmpty() ? name : QString::number(column + 1);
    }
    options.zeroBased = m_coordinates->currentData().toBool();
    return options;
}

QString ColumnsDialog::problem() const
{
    QVector<QVariant> seen;
    for (const QComboBox* box : m_columns) {
        if (box->currentData().isValid() && seen.contains(box->currentData()))
            return tr("Two columns are said to hold: %1.").arg(box->currentText());
        seen.append(box->currentData());
    }
    return columnsProblem(m_table, options());
}

void ColumnsDialog::check()
{
    if (m_import == nullptr)
        return;
    const QString why = problem();
    m_import->setEnabled(why.isEmpty());
    const bool sequences = tableLayout(m_table.rows.first(), options()) &&
                           tableLayout(m_table.rows.first(), options())->has(TableRole::Sequence);
    m_problem->setText(!why.isEmpty() ? why
                       : sequences    ? tr("Records with their sequences.")
                                      : tr("Cores of sequences that other files of the import hold."));
}

} // namespace corespan::gui
