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

#include <deque>

namespace corespan::cli {

namespace {

/// The logits of all records and the tensors that look into them.
class LogitsFile
{
public:
    explicit LogitsFile(model::ModelConfig config) : m_config(std::move(config)) {}
    void add(const std::string& id, model::RawLogits logits)
    {
        m_logits.push_back(std::move(logits));
        const model::RawLogits& kept = m_logits.back();
        addTensor(id + "/hidden", {kept.length, kept.dModel}, kept.hidden);
        addSelector(id, kept);
        if (kept.labelCount > 0)
            addTensor(id + "/labels", {kept.length, kept.labelCount}, kept.labels);
    }
    void write(const std::string& path) { model::writeSafetensors(path, std::move(m_tensors)); }
    std::size_t records() const { return m_logits.size(); }

private:
    /// A span selector of one type by the names of its two columns, any other as it is.
    void addSelector(const std::string& id, const model::RawLogits& kept)
    {
        if (m_config.selector.kind == model::SelectorKind::Span && kept.selectorRows == 2) {
            for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
                std::vector<float>& column = m_columns.emplace_back();
                for (std::size_t i = side; i < kept.selector.size(); i += 2)
                    column.push_back(kept.selector[i]);
                addTensor(id + (side == 0 ? "/start" : "/end"), {kept.length}, column);
            }
        } else if (kept.selectorRows > 0) {
            addTensor(id + "/selector", {kept.length, kept.selectorRows}, kept.selector);
        }
        if (kept.selectorRows > 0)
            addTensor(id + "/null", {kept.selectorRows}, kept.null);
    }
    void addTensor(std::string name, std::vector<std::int64_t> shape, std::span<const float> values)
    {
        m_tensors.push_back({std::move(name), model::DType::F32, std::move(shape), std::as_bytes(values)});
    }

    // Deques: the tensors' views stay valid while records are added.
    std::deque<model::RawLogits> m_logits;
    std::deque<std::vector<float>> m_columns;
    model::ModelConfig m_config;
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
        "ID/labels [L, K], and ID/null [2]: start and end logit of the null position. Selectors other than span:\n"
        "ID/selector [L, R] in the order of the model's rows, and ID/null [R].\n"
        "Everything is held in memory until the file is written.\n"
        "Example:\n"
        "  corespan-cli logits --model cds --in loci.fa --out loci.safetensors");
}

Result<LogitsFile> Logits::compute(model::Predictor& predictor, ImportReport& report) const
{
    Result<RecordStream> stream = RecordStream::open(QString::fromStdString(m_in), {}, report);
    if (!stream)
        return stream.error();
    LogitsFile file(predictor.config());
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
