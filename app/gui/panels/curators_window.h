// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/review/curator_report.h"

#include <QDialog>

class QLabel;
class QTableWidget;

namespace corespan::gui {

/// Who decided what, how far curators agree, how far the model leads them, and the records that they see differently.
class CuratorsWindow : public QDialog
{
    Q_OBJECT
public:
    explicit CuratorsWindow(QWidget* parent = nullptr);

    void showReport(const CuratorReport& report);
    /// In place of figures.
    void showText(const QString& text);

    QString summary() const;
    QTableWidget& curators() { return *m_curators; }
    QTableWidget& pairs() { return *m_pairs; }
    QTableWidget& disagreements() { return *m_disagreements; }

signals:
    /// A record that is to be looked at, with what each curator says of it.
    void chosen(const corespan::Disagreement& disagreement);

private:
    void fillCurators(const CuratorReport& report);
    void fillPairs(const CuratorReport& report);
    void fillDisagreements(const CuratorReport& report);

    QLabel* m_summary;
    QTableWidget* m_curators;
    QTableWidget* m_pairs;
    QTableWidget* m_disagreements;
    QVector<Disagreement> m_shown;
};

} // namespace corespan::gui
