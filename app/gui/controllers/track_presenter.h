// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/document/document.h"
#include "gui/document/shown_labels.h"
#include "widgets/track_view.h"

#include <QObject>

class QTimer;

namespace corespan::gui {

/// Puts the document's current record into the track view, and keeps a drag alone while predictions arrive.
class TrackPresenter : public QObject
{
    Q_OBJECT
public:
    TrackPresenter(Document& document, widgets::TrackView& view, QObject* parent);

    /// Label names, letters and colours of the project.
    const widgets::LabelSet& labels() const { return m_labels; }
    /// How often each occurs inside the shown cores; empty: there is no record.
    const QVector<qint64>& counts() const { return m_shown.counts(); }
    /// Index into them for each position of the record, -1 for none; empty: there are no labels.
    const QVector<qint16>& positionLabels() const { return m_shown.labels(); }
    /// Model and device for the label probabilities; the name as runs have it.
    using FindModel = std::function<QString(const Run& run)>;
    void setModelFinder(FindModel find, PredictorSettings settings);

signals:
    void countsChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showRecord();
    void showPrediction();
    void showCurated();
    void showOtherRuns();
    void showCompared();
    QVector<widgets::CoreSpan> toSpans(const QVector<PredictedCore>& cores) const;
    void readTypes();
    QColor colourOf(const QString& type) const;
    void showLabels();
    /// As showLabels, of which the last call saw the same record, run and names.
    void updateLabels();
    void readLabelSet();
    void wireInference();
    void showNotes();
    void askForMatrix();
    void matrixReady(Generation generation, RecordId record, const LabelMatrix& matrix);
    void matrixFailed(Generation generation, RecordId record, const QString& message);
    void showMatrix();

    Document& m_document;
    widgets::TrackView& m_view;
    widgets::LabelSet m_labels;
    widgets::LabelSet m_types; ///< one style a core type; with a single type: empty, the theme's colours do
    ShownLabels m_shown;
    FindModel m_findModel;
    PredictorSettings m_settings;
    QTimer* m_settle; ///< asks for the label probabilities once the curator stays with a record
    Generation m_asked = 0;
    LabelMatrix m_matrix;        ///< of the current record's whole length; without labels: not known
    QString m_matrixNote;        ///< why there is none
    bool m_curatedWaits = false; ///< cores changed during a drag
    Curation m_shownCuration;    ///< that the curated lane shows
};

} // namespace corespan::gui
