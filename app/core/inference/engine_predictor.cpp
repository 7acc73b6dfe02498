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
        const QStringList types = runTypes(m_info, options);
        const auto deliver = [&](std::size_t index, const model::Prediction& prediction) {
            onResult(static_cast<qsizetype>(index), toDomain(prediction, types));
        };
        const auto progress = [this](const model::PredictProgress& p) {
            if (m_onProgress && p.positionsTotal > 0)
                m_onProgress(static_cast<double>(p.positionsDone) / static_cast<double>(p.positionsTotal));
        };
        m_encoderSeconds +=
            m_predictor.predict(views, toPredictOptions(options), deliver, progress, stop).encoderSeconds;
    }

    double encoderSeconds() const override { return m_encoderSeconds; }

    LabelMatrix labelMatrix(const QByteArray& sequence, const RunOptions& options) override
    {
        const std::string_view view(sequence.constData(), static_cast<std::size_t>(sequence.size()));
        LabelMatrix matrix{m_info.labels, sequence.size(), {}};
        const auto deliver = [&matrix](std::size_t, const model::Prediction& prediction) {
            matrix.probabilities = {prediction.labelProbabilities.begin(), prediction.labelProbabilities.end()};
        };
        model::PredictOptions engine = toPredictOptions(options);
        engine.labelMatrix = true;
        m_predictor.predict({&view, 1}, engine, deliver);
        return matrix;
    }

private:
    model::Predictor m_predictor;
    PredictorInfo m_info;
    double m_encoderSeconds = 0.0;
};

} // namespace

std::unique_ptr<AbstractPredictor> loadPredictor(const QString& directory, const PredictorSettings& settings)
{
    return std::make_unique<EnginePredictor>(directory, settings);
}

} // namespace corespan
