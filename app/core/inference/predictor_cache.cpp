// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/predictor_cache.h"

#include <QFileInfo>

#include <algorithm>

namespace corespan {

namespace {

constexpr std::size_t kept = 2;

QDateTime lastChange(const QString& directory)
{
    QDateTime latest;
    for (const char* file : {"/config.json", "/model.safetensors"}) {
        const QDateTime changed = QFileInfo(directory + QLatin1String(file)).lastModified();
        if (!latest.isValid() || changed > latest)
            latest = changed;
    }
    return latest;
}

} // namespace

PredictorCache::PredictorCache(PredictorFactory factory) : m_factory(std::move(factory)) {}

std::shared_ptr<AbstractPredictor> PredictorCache::get(const QString& directory, const PredictorSettings& settings)
{
    if (auto loaded = find(directory, &settings))
        return loaded;
    // Makes room first: two models at a time are what memory has to hold.
    while (m_entries.size() >= kept)
        m_entries.erase(m_entries.begin());
    const QDateTime changed = lastChange(directory);
    std::shared_ptr<AbstractPredictor> predictor = m_factory(directory, settings);
    m_entries.push_back({directory, settings, changed, predictor});
    return predictor;
}

std::shared_ptr<AbstractPredictor> PredictorCache::getAny(const QString& directory, const PredictorSettings& settings)
{
    if (auto loaded = find(directory, nullptr))
        return loaded;
    return get(directory, settings);
}

std::shared_ptr<AbstractPredictor> PredictorCache::find(const QString& directory, const PredictorSettings* settings)
{
    const QDateTime changed = lastChange(directory);
    std::erase_if(m_entries,
                  [&](const Entry& entry) { return entry.directory == directory && entry.changed != changed; });
    const auto found = std::find_if(m_entries.rbegin(), m_entries.rend(), [&](const Entry& entry) {
        return entry.directory == directory && (!settings || entry.settings == *settings);
    });
    if (found == m_entries.rend())
        return nullptr;
    std::rotate(std::prev(found.base()), found.base(), m_entries.end());
    return m_entries.back().predictor;
}

} // namespace corespan
