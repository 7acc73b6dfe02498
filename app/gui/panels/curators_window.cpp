// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/panels/curators_window.h"

#include "core/domain/names.h"
#include "gui/document/record_text.h"
#include "gui/parts/figure_table.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

namespace corespan::gui {

namespace {

constexpr int kShownRows = 5;

QString share(std::int64_t part, std::int64_t all)
{
    return all == 0 ? QStringLiteral("–")
                    : CuratorsWindow::tr("%1 of %2").arg(percentText(double(part) / double(all)), countText(all));
}

QString exactShare(const Agreement& agreement)
{
    return share(agreement.exact, agreement.records);
}

QString saysText(const Decision& decision)
{
    const QString what = decision.cores ? coresText(*decision.cores) : displayName(decision.state);
    return CuratorsWindow::tr("%1: %2").arg(decision.author, what);
}

QString signedPoints(double value)
{
    const QString text = QLocale().toString(100.0 * value, 'f', 1);
    return CuratorsWindow::tr("%1 points").arg(value > 0.0 ? QLatin1Char('+') + text : text);
}

} // namespace

CuratorsWindow::CuratorsWindow(QWidget* parent)
    : QDialog(parent), m_summary(new QLabel),
      m_curators(makeFigureTable({tr("Curator"), tr("Decided"), tr("As the run, seen"), tr("As the run, blind"),
                                  tr("Pull"), tr("Known right"), tr("Misled")},
                                 tr("Curators"),
                                 {{},
                                  tr("Records with a decision of this curator"),
                                  tr("Decisions that are the run's, while its prediction was in view"),
                                  tr("Decisions that are the run's, in blind review"),
                                  tr("How much more often the run is followed where it is seen"),
                                  tr("Decisions like the file's own cores, where it has some, in blind review or not"),
                                  tr("Of decisions unlike the file's: those that took the run's cores over")})),
      m_pairs(makeFigureTable({tr("Curators"), tr("Both decided"), tr("Exact"), tr("Within 3"), tr("Overlap")},
                              tr("Agreement of curators"),
                              {{},
                               {},
                               tr("Every core with both boundaries and its type"),
                               tr("The same cores, no boundary more than 3 positions apart"),
                               tr("Mean of intersection over union of the positions in cores")})),
      m_disagreements(makeFigureTable({tr("Record"), tr("What they say"), tr("Farthest")},
                                      tr("Records that curators see differently"),
                                      {{}, {}, tr("Positions between boundaries of the same cores")}))
{
    setWindowTitle(tr("Curators"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_disagreements->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_disagreements->horizontalHeader()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    const auto heading = [](const QString& text) {
        auto* label = new QLabel(text);
        label->setObjectName(QStringLiteral("sectionTitle"));
        return label;
    };
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(10);
    layout->addWidget(m_summary);
    layout->addWidget(heading(tr("Beside the run and the file")));
    layout->addWidget(m_curators);
    layout->addWidget(heading(tr("Beside each other")));
    layout->addWidget(m_pairs);
    layout->addWidget(heading(tr("Seen differently: a click shows the record with a row for each curator")));
    layout->addWidget(m_disagreements, 1);
    connect(m_disagreements, &QTableWidget::cellClicked, this, [this](int row, int) {
        if (row >= 0 && row < m_shown.size())
            emit chosen(m_shown[row]);
    });
    resize(860, 640);
}

void CuratorsWindow::showText(const QString& text)
{
    m_summary->setText(text);
}

QString CuratorsWindow::summary() const
{
    return m_summary->text();
}

void CuratorsWindow::showReport(const CuratorReport& report)
{
    if (report.curators.isEmpty()) {
        m_summary->setText(tr("No record has a decision yet."));
    } else {
        QStringList parts{tr("%1 records were decided by more than one curator.").arg(countText(report.several))};
        if (report.alpha)
            parts << tr("Krippendorff's alpha for unitizing over %1 of them: %2.")
                         .arg(countText(report.alphaRecords), QLocale().toString(*report.alpha, 'f', 3));
        m_summary->setText(parts.join(QLatin1Char(' ')));
    }
    fillCurators(report);
    fillPairs(report);
    fillDisagreements(report);
}

void CuratorsWindow::fillCurators(const CuratorReport& report)
{
    m_curators->setRowCount(0);
    for (auto it = report.curators.cbegin(); it != report.curators.cend(); ++it) {
        const CuratorBias& bias = *it;
        const std::int64_t known = bias.controlsShown.records + bias.controlsBlind.records;
        const auto pull = bias.pull();
        addFigures(*m_curators,
                   {it.key(), countText(bias.decided), exactShare(bias.shown), exactShare(bias.blind),
                    pull ? signedPoints(*pull) : QStringLiteral("–"),
                    share(bias.controlsShown.exact + bias.controlsBlind.exact, known),
                    share(bias.controlsFollowed, bias.controlsWrong)},
                   1);
    }
    fitFigures(*m_curators, 1, kShownRows);
}

void CuratorsWindow::fillPairs(const CuratorReport& report)
{
    m_pairs->setRowCount(0);
    for (auto it = report.pairs.cbegin(); it != report.pairs.cend(); ++it)
        addFigures(*m_pairs,
                   {tr("%1, %2").arg(it.key().first, it.key().second), countText(it->records),
                    percentText(double(it->exact) / double(it->records)),
                    percentText(double(it->close) / double(it->records)),
                    QLocale().toString(it->meanOverlap(), 'f', 3)},
                   1);
    fitFigures(*m_pairs, 1, kShownRows);
}

void CuratorsWindow::fillDisagreements(const CuratorReport& report)
{
    m_shown = report.disagreements;
    m_disagreements->setRowCount(0);
    for (const Disagreement& each : m_shown) {
        QStringList says;
        for (const Decision& decision : each.decisions)
            says << saysText(decision);
        addFigures(*m_disagreements,
                   {each.name, says.join(QStringLiteral(" · ")),
                    each.farthest < 0 ? tr("other cores") : countText(each.farthest)},
                   2);
    }
}

} // namespace corespan::gui
