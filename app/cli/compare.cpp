// SPDX-License-Identifier: GPL-3.0-or-later
#include "command.h"

#include "core/exporting/atomic_file.h"
#include "core/training/predicted_set.h"

#include <CLI/CLI.hpp>

#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace corespan::cli {

namespace {

const char* nameOf(CoreFate fate)
{
    switch (fate) {
    case CoreFate::Same:
        return "same";
    case CoreFate::OtherStart:
        return "other start";
    case CoreFate::OtherEnd:
        return "other end";
    case CoreFate::Displaced:
        return "displaced";
    case CoreFate::Missed:
        break;
    }
    return "missed";
}

constexpr std::array fates{CoreFate::Same, CoreFate::OtherStart, CoreFate::OtherEnd, CoreFate::Displaced,
                           CoreFate::Missed};

QByteArray columns(const PlacedCore* core)
{
    if (core == nullptr)
        return "\t\t\t";
    return QByteArray::number(qlonglong(core->span.begin + 1)) + '\t' + QByteArray::number(qlonglong(core->span.end)) +
           '\t' + (core->reverse ? '-' : '+') + '\t' +
           (core->score != 0.0 ? QByteArray::number(core->score) : QByteArray());
}

/// A line a core, those that are only found behind the expected ones.
QByteArray table(const CoreAgreement& agreement)
{
    QByteArray text = "sequence\tfate\tbegin\tend\tstrand\tscore\tfound_begin\tfound_end\tfound_strand\tfound_score\n";
    const auto line = [&text](const QString& sequence, const char* fate, const PlacedCore* expected,
                              const PlacedCore* found) {
        text += sequence.toUtf8() + '\t' + fate + '\t' + columns(expected) + '\t' + columns(found) + '\n';
    };
    for (const ExpectedCore& row : agreement.expected)
        line(row.core.sequence, nameOf(row.fate), &row.core, row.found < 0 ? nullptr : &agreement.found[row.found]);
    for (qsizetype i = 0; i < agreement.found.size(); ++i)
        if (!agreement.isExpected[i])
            line(agreement.found[i].sequence, "only found", nullptr, &agreement.found[i]);
    return text;
}

QString toText(const CoreAgreement& agreement)
{
    const auto line = [](qsizetype count, const char* what) {
        return QStringLiteral("\n%1  %2").arg(count, 7).arg(QLatin1String(what));
    };
    return QStringLiteral("%1 cores expected, %2 found").arg(agreement.expected.size()).arg(agreement.found.size()) +
           line(agreement.count(CoreFate::Same), "the same: strand, begin and end") +
           line(agreement.count(CoreFate::OtherStart), "found with another start") +
           line(agreement.count(CoreFate::OtherEnd), "found with another end") +
           line(agreement.count(CoreFate::Displaced), "displaced: what is found there overlaps it") +
           line(agreement.count(CoreFate::Missed), "missed: nothing is found there") +
           line(agreement.onlyFound(), "only found");
}

QJsonObject toJson(const CoreAgreement& agreement)
{
    QJsonObject json{{"expected", agreement.expected.size()},
                     {"found", agreement.found.size()},
                     {"only_found", agreement.onlyFound()}};
    for (const CoreFate fate : fates)
        json[QString::fromLatin1(nameOf(fate)).replace(' ', '_')] = agreement.count(fate);
    return json;
}

class Compare final : public Command
{
public:
    void declare(CLI::App& app) override
    {
        app.add_option("EXPECTED", m_expected, "GFF3 with the cores that are expected")
            ->required()
            ->check(CLI::ExistingFile);
        app.add_option("FOUND", m_found, "GFF3 with the cores that were found")->required()->check(CLI::ExistingFile);
        app.add_option("--features", m_features, "Which features are cores; default: CoreSpan's own, else CDS")
            ->delimiter(',');
        app.add_option("--rows", m_rows, "Write a line a core, with what became of it, to FILE (TSV)");
        app.add_flag("--json", m_json, "Print the counts as JSON");
        app.footer(
            "Cores are compared where they lie on their sequences, whatever records they were found in; those that\n"
            "are expected may overlap. Of records, and with shares and intervals, see evaluate.\n"
            "Example: the genes of a genome as one record, and those of its open reading frames one by one\n"
            "  corespan-cli dataset loci --in genome.fa --out loci.jsonl\n"
            "  corespan-cli predict --model cds --in loci.jsonl --out loci.gff3 --grammar on\n"
            "  corespan-cli predict --model cds --in genome.fa --out genome.gff3 --grammar on --strands both\n"
            "  corespan-cli compare loci.gff3 genome.gff3 --rows differences.tsv");
    }

    ExitCode run() override
    {
        const Result<QVector<PlacedCore>> expected = read(m_expected), found = read(m_found);
        if (!expected || !found)
            return fail(!expected ? expected.error() : found.error());
        const CoreAgreement agreement = compareCores(*expected, *found);
        if (!m_rows.empty()) {
            AtomicFile file(QString::fromStdString(m_rows));
            if (const Status opened = file.open(); !opened)
                return fail(opened.error());
            file.write(table(agreement));
            if (const Status written = file.commit(); !written)
                return fail(written.error());
        }
        print(m_json ? QString::fromUtf8(QJsonDocument(toJson(agreement)).toJson()).trimmed() : toText(agreement));
        return m_complete ? ExitCode::Ok : ExitCode::Partly;
    }

private:
    Result<QVector<PlacedCore>> read(const std::string& file)
    {
        QStringList features, issues;
        for (const std::string& feature : m_features)
            features.append(QString::fromStdString(feature));
        Result<QVector<PlacedCore>> cores = readPlacedCores(QString::fromStdString(file), features, issues);
        for (const QString& issue : issues)
            complain(issue);
        m_complete = m_complete && issues.isEmpty();
        return cores;
    }

    std::string m_expected;
    std::string m_found;
    std::vector<std::string> m_features;
    std::string m_rows;
    bool m_json = false;
    bool m_complete = true;
};

const Registration registration{
    {55, "compare", "Compare cores of two GFF3 files where they lie", [] { return std::make_unique<Compare>(); }}};

} // namespace

} // namespace corespan::cli
