// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/inference/abstract_predictor.h"

#include <QDateTime>

#include <vector>

namespace corespan {

/// The models that the worker keeps loaded: the one of the last run and one more, for the label matrix. Used and
/// destroyed on the worker's thread.
class PredictorCache
{
public:
    explicit PredictorCache(PredictorFactory factory);

    /// Loads the directory unless it is loaded with these settings, and unchanged on disk since. What the factory
    /// throws goes through.
    std::shared_ptr<AbstractPredictor> get(const QString& directory, const PredictorSettings& settings);
    /// The same with whatever settings it is loaded.
    std::shared_ptr<AbstractPredictor> getAny(const QString& directory, const PredictorSettings& settings);

private:
    struct Entry
    {
        QString directory;
        PredictorSettings settings;
        QDateTime changed;
        std::shared_ptr<AbstractPredictor> predictor;
    };
    std::shared_ptr<AbstractPredictor> find(const QString& directory, const PredictorSettings* settings);

    PredictorFactory m_factory;
    std::vector<Entry> m_entries; ///< the last used one last
};

} // namespace corespan
