// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"
#include "model_options.h"
#include "predict_file.h"
#include "predict_project.h"

#include <CLI/CLI.hpp>

namespace corespan::cli {

namespace {

class Predict final : public Command
{
public:
    void declare(CLI::App& app) override;
    ExitCode run() override;

private:
    ModelOptions m_model;
    RunOverrides m_overrides;
    std::string m_project;
    std::string m_in;
    std::string m_out;
    std::string m_strands;
    bool m_json = false;
};

void Predict::declare(CLI::App& app)
{
    m_model.declare(app);
    auto* project = app.add_option("--project", m_project, "Predict all records of this project, into it");
    auto* in = app.add_option("--in", m_in, "Sequences: FASTA, GenBank, 3-line or JSONL");
    auto* out = app.add_option("--out", m_out, "File to write: *.jsonl, *.gff3 or *.tsv");
    project->check(CLI::ExistingFile)->excludes(in)->excludes(out);
    in->check(CLI::ExistingFile)->needs(out);
    out->needs(in);
    app.add_option("--min-length", m_overrides.minLength, "Shortest core");
    app.add_option("--max-length", m_overrides.maxLength, "Longest core; 0: no limit");
    app.add_option("--null-bias", m_overrides.nullBias, "Above 0: \"no core\" more often");
    app.add_option("--threshold", m_overrides.threshold, "mask: P(core) above which a position belongs to a core");
    app.add_option("--merge-gap", m_overrides.mergeGap, "mask, ctc: close gaps of at most so many positions");
    app.add_option("--grammar", m_overrides.grammar, "on or off: let the model's grammar constrain cores");
    app.add_option("--window", m_overrides.windowSize,
                   "Longer records in windows of so many positions; 0: in one piece")
        ->check(CLI::NonNegativeNumber);
    app.add_option(
           "--overlap", m_overrides.windowOverlap,
           "Positions that neighbouring windows share, at least a core with its context; default: half a window")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--strands", m_strands, "forward, or both (nucleotides): cores of the reverse strand too")
        ->check(CLI::IsMember({"forward", "both"}));
    app.add_option("--candidates", m_overrides.candidates, "Spans kept for each record");
    app.add_flag("--json", m_json, "Print the run's figures as JSON");
    app.footer("Decoding options that are not given are the model's own. Cores of the reverse strand are reported on "
               "forward\n"
               "coordinates, with a type that ends in _reverse; GFF3 has the strand in its column.\n"
               "Ctrl+C ends between two batches; in a project what was predicted is kept, a file is not written (exit "
               "code 130).\n"
               "Examples:\n"
               "  corespan-cli predict --model cds --project lambda.corespan\n"
               "  corespan-cli predict --model cds --in loci.fa --out loci.gff3\n"
               "  corespan-cli predict --model ./my-model --in loci.jsonl --out loci.tsv --max-length 3000\n"
               "  corespan-cli predict --model cds --in genome.fa --out genes.gff3 --strands both");
}

ExitCode Predict::run()
{
    if (m_project.empty() && m_in.empty()) {
        complain(QStringLiteral("predict needs --project, or --in and --out"));
        return ExitCode::Usage;
    }
    const Result<ModelEntry> entry = m_model.find();
    if (!entry)
        return fail(entry.error());
    if (!m_strands.empty())
        m_overrides.bothStrands = m_strands == "both";
    if (!m_project.empty())
        return predictProject(QString::fromStdString(m_project), *entry, m_model.settings(), m_overrides, m_json);
    return predictFile(QString::fromStdString(m_in), QString::fromStdString(m_out), *entry, m_model.settings(),
                       m_overrides, m_json);
}

const Registration registration{
    {30, "predict", "Find cores in a project's records or a file's", [] { return std::make_unique<Predict>(); }}};

} // namespace

} // namespace corespan::cli
