// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/queue_panel.h"

#include "core/domain/names.h"
#include "gui/document/reason_text.h"
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
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
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
      m_which(new QComboBox), m_order(new QComboBox), m_seed(new QSpinBox), m_search(new QLineEdit),
      m_filter(new QPushButton), m_views(new QPushButton), m_said(new QLabel), m_clear(new QToolButton),
      m_view(new QTableView), m_bars(new widgets::ProbabilityBarDelegate(this)), m_typing(new QTimer(this)),
      m_hint(new QLabel(m_view)), m_why(new QLabel), m_session(new QLabel)
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
    header->resizeSection(QueueModel::Margin, 74);
    header->resizeSection(QueueModel::Why, 40);
    m_view->setItemDelegateForColumn(QueueModel::Length, new MutedDelegate(m_view));
    m_view->setItemDelegateForColumn(QueueModel::Margin, m_bars);
    m_view->setItemDelegateForColumn(QueueModel::Why, new MutedDelegate(m_view));
    m_hint->setObjectName(QStringLiteral("muted"));
    m_hint->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_hint->setWordWrap(true);
    m_hint->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(makeControls());
    layout->addWidget(m_view, 1);
    layout->addLayout(makeFoot());
    setMinimumWidth(290);

    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    connect(m_typing, &QTimer::timeout, this, &QueuePanel::filterChanged);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_which, &QComboBox::activated, this, &QueuePanel::filterChanged);
    connect(m_seed, &QSpinBox::valueChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_clear, &QToolButton::clicked, this, [this] { setConditions({}); });
    connect(m_order, &QComboBox::activated, this, [this] {
        m_seed->setVisible(orderName() == toText(QueueOrder::Random));
        emit orderChanged();
        emit filterChanged();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) { rowChosen(now.row()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &QueuePanel::showWhy);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &QueuePanel::showWhy);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        showEmptyHint();
        showWhy();
    });
}

QLayout* QueuePanel::makeControls()
{
    auto* combos = new QHBoxLayout;
    combos->setSpacing(6);
    combos->addWidget(m_which, 1);
    combos->addWidget(m_order, 1);
    combos->addWidget(m_seed);
    auto* search = new QHBoxLayout;
    search->setSpacing(6);
    search->addWidget(m_search, 1);
    search->addWidget(m_filter);
    search->addWidget(m_views);
    auto* said = new QHBoxLayout;
    said->setSpacing(6);
    said->addWidget(m_said, 1);
    said->addWidget(m_clear);
    m_seed->setRange(1, 9999);
    m_seed->setPrefix(tr("seed "));
    m_seed->setAccessibleName(tr("Seed of the random order"));
    m_seed->setToolTip(tr("The same number gives the same order"));
    m_seed->hide();
    for (QPushButton* button : {m_filter, m_views})
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys where they were
    m_clear->setAutoRaise(true);
    m_said->setObjectName(QStringLiteral("muted"));
    m_said->setWordWrap(true);
    m_clear->setText(QStringLiteral("✕"));
    m_clear->setToolTip(tr("No further conditions"));
    m_clear->setAccessibleName(m_clear->toolTip());
    showConditions();
    auto* controls = new QVBoxLayout;
    controls->setContentsMargins(10, 8, 10, 8);
    controls->setSpacing(8);
    controls->addLayout(combos);
    controls->addLayout(search);
    controls->addLayout(said);
    return controls;
}

QLayout* QueuePanel::makeFoot()
{
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(10, 6, 10, 6);
    foot->setSpacing(2);
    for (QLabel* label : {m_why, m_session}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->hide();
        foot->addWidget(label);
    }
    m_why->setAccessibleName(tr("Why this record is worth a look"));
    m_session->setObjectName(QStringLiteral("muted"));
    m_session->setAccessibleName(tr("This session"));
    return foot;
}

void QueuePanel::fillCombos()
{
    m_which->setAccessibleName(tr("Which records"));
    m_which->addItem(tr("Unreviewed"), kUnreviewed);
    m_which->addItem(tr("All records"), kAll);
    for (const ReviewState state : allReviewStates())
        m_which->addItem(tr("%1 %2").arg(stateSymbol(state), displayName(state)), int(state));
    m_order->setAccessibleName(tr("Order of the queue"));
    const std::pair<QueueOrder, QString> orders[] = {{QueueOrder::LeastCertain, tr("Least certain first")},
                                                     {QueueOrder::VagueBoundary, tr("Vaguest ends first")},
                                                     {QueueOrder::Name, tr("By name")},
                                                     {QueueOrder::Length, tr("Shortest first")},
                                                     {QueueOrder::LongestFirst, tr("Longest first")},
                                                     {QueueOrder::FileOrder, tr("As in the file")},
                                                     {QueueOrder::Random, tr("At random")}};
    for (const auto& [order, text] : orders)
        m_order->addItem(text, toText(order));
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
    filter.order = queueOrderFromText(orderName()).value_or(QueueOrder::LeastCertain);
    filter.seed = quint32(m_seed->value());
    filter.more = m_conditions;
    return filter;
}

void QueuePanel::setFilter(const QueueFilter& filter)
{
    const int which = filter.which == QueueFilter::Which::All          ? kAll
                      : filter.which == QueueFilter::Which::Unreviewed ? kUnreviewed
                                                                       : int(filter.state);
    m_which->setCurrentIndex(m_which->findData(which));
    m_seed->setValue(int(filter.seed));
    setOrder(toText(filter.order));
    m_search->setText(filter.text);
    m_typing->stop(); // all of it at once
    setConditions(filter.more);
}

void QueuePanel::setConditions(const QueueConditions& conditions)
{
    m_conditions = conditions;
    showConditions();
    emit filterChanged();
}

void QueuePanel::showConditions()
{
    const QString said = describe(m_conditions);
    m_said->setText(said);
    m_said->setVisible(!said.isEmpty());
    m_clear->setVisible(!said.isEmpty());
}

void QueuePanel::showWhy()
{
    const Reasons reasons = m_model->reasonsOf(marked());
    m_why->setText(tr("Why: %1").arg(reasonsText(reasons)));
    m_why->setVisible(bool(reasons));
}

QString QueuePanel::whyText() const
{
    return m_why->isHidden() ? QString() : m_why->text();
}

void QueuePanel::setSession(const QString& text, const QString& toolTip)
{
    m_session->setText(text);
    m_session->setToolTip(toolTip);
    m_session->setVisible(!text.isEmpty());
}

QString QueuePanel::sessionText() const
{
    return m_session->text();
}

void QueuePanel::setProblem(const QString& problem)
{
    m_problem = problem;
    showEmptyHint();
}

QString QueuePanel::filterText() const
{
    QStringList parts{m_which->currentText()};
    if (const QString text = m_search->text().trimmed(); !text.isEmpty())
        parts << tr("\"%1\"").arg(text);
    if (const QString said = describe(m_conditions); !said.isEmpty())
        parts << said;
    return parts.join(QStringLiteral(", "));
}

QString QueuePanel::orderName() const
{
    return m_order->currentData().toString();
}

void QueuePanel::setOrder(const QString& name)
{
    if (const int at = m_order->findData(name); at >= 0)
        m_order->setCurrentIndex(at);
    m_seed->setVisible(orderName() == toText(QueueOrder::Random));
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
    const bool narrowed = !m_search->text().trimmed().isEmpty() || !m_conditions.isEmpty();
    m_hint->setText(!m_problem.isEmpty() ? m_problem
                    : narrowed           ? tr("No record matches the search.")
                                         : tr("No records here."));
    m_hint->setGeometry(10, 24, qMax(100, m_view->width() - 20), 60);
}

} // namespace corespan::gui
