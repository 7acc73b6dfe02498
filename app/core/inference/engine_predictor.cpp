// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/abstract_predictor.h"
#include "core/inference/prediction_mapping.h"

#include "model/predictor.h"

#include <QDir>

namespace corespan {

namespace {

class EnginePredictor final : public AbstractPredictor
{
public:
    EnginePredictor(const QString& directory, const PredictorSettings& settings)
        : m_predictor(QDir::toNativeSeparators(directory).toStdString(), toEngineOptions(settings))
    {
        m_info = toInfo(m_predictor.config(), m_predictor.device());
        m_info.weightsSha256 = QString::fromStdString(m_predictor.weightsSha256());
    }

    const PredictorInfo& info() const override { return m_info; }

    void predict(const QVector<QByteArray>& sequences, const RunOptions& options, const OnResult& onResult,
                 std::stop_token stop) override
    {
        std::vector<std::string_view> views;
        views.reserve(static_cast<std::size_t>(sequences.size()));
        for (const QByteArray& sequence : sequences)
            views.emplace_back(sequence.constData(), static_cast<std::size_t>(sequence.size()));
        const auto deliver = [this, &onResult](std::size_t index, const model::Prediction& prediction) {
            onResult(static_cast<qsizetype>(index), toDomain(prediction, m_info.types));
        };
        model::PredictOptions engine;
        engine.decode = toDecodeOptions(options);
        m_predictor.predict(views, engine, deliver, {}, stop);
    }

    LabelMatrix labelMatrix(const QByteArray& sequence) override
    {
        const std::string_view view(sequence.constData(), static_cast<std::size_t>(sequence.size()));
        LabelMatrix matrix{m_info.labels, sequence.size(), {}};
        const auto deliver = [&matrix](std::size_t, const model::Prediction& prediction) {
            matrix.probabilities = {prediction.labelProbabilities.begin(), prediction.labelProbabilities.end()};
        };
        model::PredictOptions engine;
        engine.labelMatrix = true;
        m_predictor.predict({&view, 1}, engine, deliver);
        return matrix;
    }

private:
    model::Predictor m_predictor;
    PredictorInfo m_info;
};

} // namespace

std::unique_ptr<AbstractPredictor> loadPredictor(const QString& directory, const PredictorSettings& settings)
{
    return std::make_unique<EnginePredictor>(directory, settings);
}

} // namespace corespan
