// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "interrupt.h"
#include "model_options.h"
#include "progress.h"

#include "core/importing/record_stream.h"
#include "core/inference/prediction_mapping.h"

#include "model/predictor.h"
#include "model/safetensors.h"

#include <CLI/CLI.hpp>

#include <array>
#include <deque>

namespace corespan::cli {

namespace {

/// The logits of all records and the tensors that look into them.
class LogitsFile
{
public:
    void add(const std::string& id, model::RawLogits logits)
    {
        m_logits.push_back(std::move(logits));
        const model::RawLogits& kept = m_logits.back();
        m_nulls.push_back({kept.nullStart, kept.nullEnd});
        addTensor(id + "/hidden", {kept.length, kept.dModel}, kept.hidden);
        addTensor(id + "/start", {kept.length}, kept.start);
        addTensor(id + "/end", {kept.length}, kept.end);
        addTensor(id + "/null", {2}, m_nulls.back());
        if (kept.labelCount > 0)
            addTensor(id + "/labels", {kept.length, kept.labelCount}, kept.labels);
    }
    void write(const std::string& path) { model::writeSafetensors(path, std::move(m_tensors)); }
    std::size_t records() const { return m_logits.size(); }

private:
    void addTensor(std::string name, std::vector<std::int64_t> shape, std::span<const float> values)
    {
        m_tensors.push_back({std::move(name), model::DType::F32, std::move(shape), std::as_bytes(values)});
    }

    // Deques: the tensors' views stay valid while records are added.
    std::deque<model::RawLogits> m_logits;
    std::deque<std::array<float, 2>> m_nulls;
    std::vector<model::TensorToWrite> m_tensors;
};

class Logits final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    Result<LogitsFile> compute(model::Predictor& predictor, ImportReport& report) const;

    ModelOptions m_model;
    std::string m_in;
    std::string m_out;
};

void Logits::declare(CLI::App& app)
{
    m_model.declare(app);
    app.add_option("--in", m_in, "Sequences: FASTA, GenBank, 3-line or JSONL")->required()->check(CLI::ExistingFile);
    app.add_option("--out", m_out, "File to write, *.safetensors")->required();
    app.footer(
        "Writes fp32 tensors, rows are positions of the record: ID/hidden [L, d_model], ID/start [L], ID/end [L],\n"
        "ID/labels [L, K], and ID/null [2]: start and end logit of the null position.\n"
        "Everything is held in memory until the file is written.\n"
        "Example:\n"
        "  corespan-cli logits --model cds --in loci.fa --out loci.safetensors");
}

Result<LogitsFile> Logits::compute(model::Predictor& predictor, ImportReport& report) const
{
    Result<RecordStream> stream = RecordStream::open(QString::fromStdString(m_in), {}, report);
    if (!stream)
        return stream.error();
    LogitsFile file;
    Progress progress(QStringLiteral("Computing"), QStringLiteral("bytes"));
    while (!interruptToken().stop_requested()) {
        const Result<std::optional<ImportedRecord>> next = stream->next();
        if (!next)
            return next.error();
        if (!*next)
            return file;
        const QByteArray& residues = (*next)->residues;
        file.add((*next)->record.name.toStdString(),
                 predictor.logits({residues.constData(), static_cast<std::size_t>(residues.size())}));
        progress.update(stream->bytesRead(), stream->bytesTotal());
    }
    return Error{QStringLiteral("stopped; nothing written"), Error::Kind::Cancelled};
}

ExitCode Logits::run()
{
    const Result<ModelEntry> entry = m_model.find();
    if (!entry)
        return fail(entry.error());
    model::Predictor predictor(entry->directory.toStdString(), toEngineOptions(m_model.settings()));
    ImportReport report;
    Result<LogitsFile> file = compute(predictor, report);
    for (const ImportIssue& issue : report.issues)
        complain(issue.text());
    if (!file)
        return fail(file.error());
    file->write(m_out);
    complain(QStringLiteral("%1 records, %2").arg(file->records()).arg(QString::fromStdString(m_out)));
    return report.isClean() ? ExitCode::Ok : ExitCode::Partly;
}

const Registration registration{
    {35, "logits", "Write a model's raw outputs as tensors", [] { return std::make_unique<Logits>(); }}};

} // namespace

} // namespace corespan::cli
