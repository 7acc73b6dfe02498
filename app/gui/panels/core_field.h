// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace corespan::gui {

/// Cores as text: shows them, and takes typed ones in either style, several apart by ";". Types are not shown here, and
/// typed cores have none: see withTypesOf().
class CoreField : public QWidget
{
    Q_OBJECT
public:
    explicit CoreField(QWidget* parent = nullptr);

    /// What is being typed stays as long as the record does.
    void setCores(const QVector<Core>& cores, std::int64_t length, bool writable);
    QLineEdit& field() { return *m_field; }

signals:
    void typed(const QVector<corespan::Core>& cores);

private:
    void commit();
    void complain(const QString& text);

    QLineEdit* m_field;
    QLabel* m_other; ///< the same in the other style, or what is wrong
    QVector<Core> m_cores;
    std::int64_t m_length = 0;
};

/// Reads "25–54; <[60, 80)", where < and > are open ends; types are left as they come.
/// \param problem set where the result is empty
QVector<Core> parseCores(const QString& text, std::int64_t length, QString& problem);

} // namespace corespan::gui
