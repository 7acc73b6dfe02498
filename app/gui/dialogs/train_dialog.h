// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/dialogs/dialogs.h"

#include <QDialog>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace corespan::gui {

/// What a training is to start from, learn from and be called, and its main options. "Train" is there only once it can
/// begin, and a line says what is missing.
class TrainDialog : public QDialog
{
    Q_OBJECT
public:
    explicit TrainDialog(const TrainQuestion& question, QWidget* parent = nullptr);

    /// Of what is filled in.
    TrainSetup setup() const;
    /// Why it cannot begin yet; empty: it can.
    QString problem() const;
    /// Takes every option from JSON text, as `train --print-config` writes it. What is wrong with it; empty: nothing.
    QString takeOptions(const QString& json);

private:
    void makeStart(QFormLayout& form);
    void makeData(QFormLayout& form);
    void makeOptions(QFormLayout& form);
    void layOut(QFormLayout& form);
    void fillModels();
    void suggestName();
    void modelChanged();
    void check();
    void browse(QLineEdit* field);
    void showAllOptions();
    QJsonObject baseOptions() const;
    NewModel newModel() const;
    bool startsFresh() const;

    TrainQuestion m_question;
    QJsonObject m_edited; ///< what "All options…" left, over the defaults
    QString m_shape;      ///< of the new model that m_edited was made for
    QComboBox* m_start;
    QComboBox* m_selector;
    QLineEdit* m_types;
    QWidget* m_fresh;
    QRadioButton* m_fromProject;
    QRadioButton* m_fromGold;
    QLineEdit* m_gold;
    QLineEdit* m_validation;
    QWidget* m_goldBox;
    QLineEdit* m_name;
    QDoubleSpinBox* m_epochs;
    QDoubleSpinBox* m_minutes;
    QDoubleSpinBox* m_learningRate;
    QDoubleSpinBox* m_selectorWeight;
    QSpinBox* m_threads;
    QLabel* m_problem;
    QPushButton* m_train = nullptr;
};

} // namespace corespan::gui
