// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/queue_panel.h"

#include "core/domain/names.h"
#include "gui/document/record_text.h"
#include "gui/models/queue_model.h"
#include "gui/parts/row_delegates.h"
#include "gui/parts/section_header.h"
#include "widgets/probability_bar.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {
constexpr int kRowHeight = 28;
constexpr int kTypingPause = 200; ///< ms after the last key until the queue is searched
constexpr int kAll = -1;
constexpr int kUnreviewed = -2;
} // namespace

QueuePanel::QueuePanel(QWidget* parent)
    : QWidget(parent), m_model(new QueueModel(this)), m_header(new SectionHeader(tr("Review queue"))),
      m_which(new QComboBox), m_order(new QComboBox), m_search(new QLineEdit), m_view(new QTableView),
      m_bars(new widgets::ProbabilityBarDelegate(this)), m_typing(new QTimer(this)), m_hint(new QLabel(m_view))
{
    fillCombos();
    m_search->setPlaceholderText(tr("Search id, description, sequence motif…"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(tr("Search the queue"));
    m_view->setObjectName(QStringLiteral("queueView"));
    m_view->setAccessibleName(tr("Review queue"));
    m_view->setModel(m_model);
    makeList(*m_view, kRowHeight, true);
    m_view->setTextElideMode(Qt::ElideLeft); // names of one source differ at their ends: strand, coordinates, number
    auto* header = m_view->horizontalHeader();
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(QueueModel::Name, QHeaderView::Stretch);
    header->resizeSection(QueueModel::State, 26);
    header->resizeSection(QueueModel::Length, 62);
    header->resizeSection(QueueModel::SpanColumn, 96);
    header->resizeSection(QueueModel::Margin, 82);
    m_view->setItemDelegateForColumn(QueueModel::Length, new MutedDelegate(m_view));
    m_view->setItemDelegateForColumn(QueueModel::Margin, m_bars);
    m_hint->setObjectName(QStringLiteral("muted"));
    m_hint->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_hint->setWordWrap(true);
    m_hint->hide();

    auto* combos = new QHBoxLayout;
    combos->setSpacing(6);
    combos->addWidget(m_which, 1);
    combos->addWidget(m_order, 1);
    auto* controls = new QVBoxLayout;
    controls->setContentsMargins(10, 8, 10, 8);
    controls->setSpacing(8);
    controls->addLayout(combos);
    controls->addWidget(m_search);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(controls);
    layout->addWidget(m_view, 1);
    setMinimumWidth(290);

    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    connect(m_typing, &QTimer::timeout, this, &QueuePanel::filterChanged);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_which, &QComboBox::activated, this, &QueuePanel::filterChanged);
    connect(m_order, &QComboBox::activated, this, [this] {
        emit orderChanged();
        emit filterChanged();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) { rowChosen(now.row()); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &QueuePanel::showEmptyHint);
}

void QueuePanel::fillCombos()
{
    m_which->setAccessibleName(tr("Which records"));
    m_which->addItem(tr("Unreviewed"), kUnreviewed);
    m_which->addItem(tr("All records"), kAll);
    for (const ReviewState state : allReviewStates())
        m_which->addItem(tr("%1 %2").arg(stateSymbol(state), displayName(state)), int(state));
    m_order->setAccessibleName(tr("Order of the queue"));
    m_order->addItem(tr("Least certain first"), QStringLiteral("margin"));
    m_order->addItem(tr("By name"), QStringLiteral("name"));
    m_order->addItem(tr("By length"), QStringLiteral("length"));
    m_order->addItem(tr("As in the file"), QStringLiteral("file"));
    for (QComboBox* combo : {m_which, m_order}) {
        combo->setMinimumContentsLength(8);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    }
}

QueueFilter QueuePanel::filter() const
{
    QueueFilter filter;
    const int which = m_which->currentData().toInt();
    filter.which = which == kAll          ? QueueFilter::Which::All
                   : which == kUnreviewed ? QueueFilter::Which::Unreviewed
                                          : QueueFilter::Which::State;
    if (filter.which == QueueFilter::Which::State)
        filter.state = ReviewState(which);
    filter.text = m_search->text().trimmed();
    const QString order = orderName();
    filter.order = order == QLatin1String("name")     ? QueueOrder::Name
                   : order == QLatin1String("length") ? QueueOrder::Length
                   : order == QLatin1String("file")   ? QueueOrder::FileOrder
                                                      : QueueOrder::LeastCertain;
    return filter;
}

QString QueuePanel::orderName() const
{
    return m_order->currentData().toString();
}

void QueuePanel::setOrder(const QString& name)
{
    if (const int at = m_order->findData(name); at >= 0)
        m_order->setCurrentIndex(at);
}

void QueuePanel::setCounts(const StateCounts& counts)
{
    const QLocale locale;
    m_header->setRemark(counts.total == 0 ? QString()
                                          : tr("%1 of %2 reviewed")
                                                .arg(locale.toString(qlonglong(counts.reviewed())),
                                                     locale.toString(qlonglong(counts.total))));
}

void QueuePanel::setTheme(const widgets::Theme& theme)
{
    m_bars->setTheme(theme);
    m_view->viewport()->update();
}

void QueuePanel::mark(RecordId record)
{
    const int row = m_model->rowOf(record);
    m_marking = true;
    if (row < 0) {
        m_view->clearSelection();
        m_view->setCurrentIndex({});
    } else if (m_view->currentIndex().row() != row) {
        m_view->setCurrentIndex(m_model->index(row, QueueModel::Name));
    }
    m_marking = false;
}

RecordId QueuePanel::marked() const
{
    return m_model->recordAt(m_view->currentIndex().row());
}

RecordId QueuePanel::neighbour(int steps) const
{
    const QModelIndex current = m_view->currentIndex();
    if (!current.isValid())
        return m_model->recordAt(0);
    return m_model->recordAt(current.row() + steps);
}

RecordId QueuePanel::first() const
{
    return m_model->recordAt(0);
}

void QueuePanel::replaceKeepingPlace(const std::function<void()>& change)
{
    const RecordId record = marked();
    QScrollBar* bar = m_view->verticalScrollBar();
    const int offset = m_view->currentIndex().row() * kRowHeight - bar->value();
    const bool visible = offset >= 0 && offset < m_view->viewport()->height();
    m_marking = true; // what the view selects by itself meanwhile is nobody's choice
    change();
    m_marking = false;
    mark(record);
    if (visible && m_view->currentIndex().isValid())
        bar->setValue(m_view->currentIndex().row() * kRowHeight - offset);
}

void QueuePanel::rowChosen(int row)
{
    if (const RecordId record = m_model->recordAt(row); !m_marking && record != RecordId::None)
        emit chosen(record);
}

void QueuePanel::showEmptyHint()
{
    m_hint->setVisible(m_model->records().isEmpty());
    m_hint->setText(m_search->text().trimmed().isEmpty() ? tr("No records here.")
                                                         : tr("No record matches the search."));
    m_hint->setGeometry(10, 24, qMax(100, m_view->width() - 20), 60);
}

} // namespace corespan::gui
