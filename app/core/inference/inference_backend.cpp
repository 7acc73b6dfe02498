// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/inference_backend.h"

#include "core/store/project_reader.h"
#include "core/store/store_service.h"

namespace corespan {

namespace {

class ProjectResidues final : public ResidueSource
{
public:
    explicit ProjectResidues(std::unique_ptr<ProjectReader> reader) : m_reader(std::move(reader)) {}

    Result<QByteArray> residues(RecordId record) override { return m_reader->residues(record); }
    QString name(RecordId record) override
    {
        const Result<Record> found = m_reader->record(record);
        return found ? found->name : QString();
    }

private:
    std::unique_ptr<ProjectReader> m_reader;
};

class StoreSink final : public PredictionSink
{
public:
    explicit StoreSink(StoreService& store) : m_store(store) {}

    Result<Run> beginRun(const Run& run) override { return m_store.addRunAndWait(run); }
    Status save(RunId run, QVector<PredictionResult> results) override
    {
        const Result<std::int64_t> saved = m_store.savePredictionsAndWait(run, std::move(results));
        return saved ? ok() : Status(saved.error());
    }

private:
    StoreService& m_store;
};

} // namespace

InferenceBackend projectBackend(StoreService& store)
{
    const auto open = [](const QString& project) -> Result<std::unique_ptr<ResidueSource>> {
        Result<std::unique_ptr<ProjectReader>> reader = ProjectReader::open(project);
        if (!reader)
            return reader.error();
        return std::unique_ptr<ResidueSource>(std::make_unique<ProjectResidues>(*std::move(reader)));
    };
    return {loadPredictor, open, std::make_shared<StoreSink>(store)};
}

} // namespace corespan
