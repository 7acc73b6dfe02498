// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/jobs/export_job.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace corespan::gui {

struct ExportQuestion
{
    StateCounts counts;   ///< of the project
    QStringList types;    ///< of its cores
    QString folder;       ///< to start from
    QString name;         ///< of the project, for file names
    bool hasRuns = false; ///< there are predictions, so that corrections can be told
};

/// Format, records, core types, parts and place of an export. "Export" is there only once it can begin, and a line says
/// how many records it holds or what is missing.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ExportDialog(ExportQuestion question, QWidget* parent = nullptr);

    /// Of what is filled in.
    ExportRequest request() const;
    /// Why it cannot begin; empty: it can.
    QString problem() const;

private:
    QWidget* makeStates();
    QWidget* makeTypes();
    QWidget* makeSplit();
    QWidget* makePlace();
    void layOut();
    std::optional<ExportFormat> format() const;
    void formatChanged();
    void suggestPath();
    void browse();
    void check();
    qint64 chosenRecords() const;
    std::optional<SplitOptions> split() const;

    ExportQuestion m_question;
    QComboBox* m_format;
    QLabel* m_about;
    QVector<std::pair<ReviewState, QCheckBox*>> m_states;
    bool m_statesTouched = false; ///< else they follow the format
    QVector<std::pair<QString, QCheckBox*>> m_types;
    QCheckBox* m_maskFlanks;
    QCheckBox* m_provenance;
    QComboBox* m_split;
    QLineEdit* m_key;
    QVector<std::pair<QString, QSpinBox*>> m_shares;
    QWidget* m_sharesRow;
    QLineEdit* m_path;
    QLabel* m_problem;
    QPushButton* m_export = nullptr;
    QFormLayout* m_form;
    QWidget* m_splitRow = nullptr;
};

} // namespace corespan::gui
