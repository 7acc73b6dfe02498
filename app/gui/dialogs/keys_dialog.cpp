// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/keys_dialog.h"

#include "gui/parts/row_delegates.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {
constexpr int kRowHeight = 26;
constexpr int kKeysWidth = 170;
} // namespace

KeysDialog::KeysDialog(KeyTable table, QWidget* parent)
    : QDialog(parent), m_keys(std::move(table)), m_search(new QLineEdit), m_list(new QTableWidget),
      m_field(new QKeySequenceEdit), m_none(new QPushButton(tr("&No keys"))),
      m_standard(new QPushButton(tr("As at &first"))), m_problem(new QLabel)
{
    setWindowTitle(tr("Keys"));
    layOut();
    fill();
    connect(m_search, &QLineEdit::textChanged, this, &KeysDialog::filter);
    connect(m_field, &QKeySequenceEdit::editingFinished, this, &KeysDialog::take);
    connect(m_none, &QPushButton::clicked, this, [this] { give({}); });
    connect(m_standard, &QPushButton::clicked, this, [this] {
        for (const KeyRow& row : m_keys.rows())
            if (row.id == chosen()) {
                give(row.standard);
                return;
            }
    });
    connect(m_list, &QTableWidget::itemSelectionChanged, this, [this] {
        m_field->clear();
        m_problem->clear();
    });
    m_list->selectRow(0);
}

void KeysDialog::layOut()
{
    m_search->setPlaceholderText(tr("Search commands and keys…"));
    m_search->setClearButtonEnabled(true);
    m_list->setColumnCount(2);
    m_list->setAccessibleName(tr("Commands and keys"));
    makeList(*m_list, kRowHeight, false);
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->horizontalHeader()->resizeSection(1, kKeysWidth);
    m_problem->setObjectName(QStringLiteral("fieldError"));
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(fontMetrics().height());
    m_field->setAccessibleName(tr("New keys"));
    auto* change = new QHBoxLayout;
    change->setSpacing(8);
    auto* label = new QLabel(tr("New &keys"));
    label->setBuddy(m_field);
    change->addWidget(label);
    change->addWidget(m_field, 1);
    change->addWidget(m_none);
    change->addWidget(m_standard);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* all = buttons->addButton(tr("&All as at first"), QDialogButtonBox::ResetRole);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    for (QPushButton* button : {m_none, m_standard, all, buttons->button(QDialogButtonBox::Ok)})
        button->setAutoDefault(false); // Enter may be what is being given away
    connect(all, &QPushButton::clicked, this, [this] {
        m_keys.reset();
        fill();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(change);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    resize(560, 620);
}

void KeysDialog::fill()
{
    const auto& rows = m_keys.rows();
    m_list->setRowCount(int(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        const QStringList cells{rows[row].text, keyText(rows[row].keys)};
        for (int column = 0; column < cells.size(); ++column) {
            if (m_list->item(row, column) == nullptr)
                m_list->setItem(row, column, new QTableWidgetItem);
            m_list->item(row, column)->setText(cells[column]);
        }
    }
}

void KeysDialog::filter(const QString& text)
{
    for (int row = 0; row < m_list->rowCount(); ++row) {
        const KeyRow& each = m_keys.rows()[row];
        const bool hit =
            each.text.contains(text, Qt::CaseInsensitive) || keyText(each.keys).contains(text, Qt::CaseInsensitive);
        m_list->setRowHidden(row, !hit);
    }
}

QString KeysDialog::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_keys.rows().size() ? m_keys.rows()[row].id : QString();
}

void KeysDialog::choose(const QString& id)
{
    for (int row = 0; row < m_keys.rows().size(); ++row)
        if (m_keys.rows()[row].id == id)
            m_list->selectRow(row);
}

QString KeysDialog::problem() const
{
    return m_problem->text();
}

void KeysDialog::take()
{
    if (!m_field->keySequence().isEmpty())
        give(QKeySequence(m_field->keySequence()[0]));
}

void KeysDialog::give(const QKeySequence& keys)
{
    m_problem->setText(m_keys.set(chosen(), keys));
    m_field->clear();
    fill();
}

} // namespace corespan::gui
