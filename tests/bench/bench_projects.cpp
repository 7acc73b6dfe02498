// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_projects.h"

#include "core/store/project_writer.h"
#include "support/imported_record.h"

#include <cmath>
#include <random>
#include <vector>

namespace corespan::bench {

namespace {

constexpr int page = 500;

template <typename T>
T taken(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return *std::move(result);
}

std::unique_ptr<ProjectWriter> newProject(const QString& path, Alphabet alphabet)
{
    if (const Status made = ProjectWriter::create(path, {QStringLiteral("bench"), alphabet, {}}); !made)
        qFatal("%s", qPrintable(made.error().message));
    return taken(ProjectWriter::open(path));
}

RunId newRun(ProjectWriter& writer)
{
    Run run;
    run.model = QStringLiteral("made-up");
    run.labels = QStringList{QStringLiteral("A"), QStringLiteral("B")};
    run.types = QStringList{QStringLiteral("core")};
    return taken(writer.addRun(run)).id;
}

QByteArray letters(std::mt19937& random, const char* alphabet, std::int64_t length)
{
    const std::size_t count = std::char_traits<char>::length(alphabet);
    QByteArray text(length, Qt::Uninitialized);
    for (char& letter : text)
        letter = alphabet[random() % count];
    return text;
}

ImportedRecord recordOf(const QString& name, const QByteArray& residues, Alphabet alphabet)
{
    ImportedRecord record = test::imported(name, residues);
    record.record.alphabet = alphabet;
    return record;
}

PredictionSummary summaryOf(RecordId record, const Span& core, double score)
{
    PredictionSummary summary;
    summary.record = record;
    summary.predicted = {{Core{core}, score}};
    summary.score = score;
    summary.margin = 2.0 * score - 1.0;
    summary.nullScore = 1.0 - score;
    summary.candidates = {{core, 2.0, score}, {{core.begin, core.end - 1}, 1.0, 1.0 - score}};
    return summary;
}

/// P(core) that rises and falls over ten positions about the core's ends, with a ripple on it.
Tracks tracksOf(const Span& core, std::int64_t length)
{
    Tracks tracks;
    tracks.start = tracks.end = tracks.core = QVector<float>(length, 0.0F);
    tracks.topLabel = QVector<std::int16_t>(length, 0);
    tracks.topLabelProbability = QVector<float>(length, 0.9F);
    for (std::int64_t i = 0; i < length; ++i) {
        const double inside = double(std::min(i - core.begin, core.end - i)) / 10.0;
        const double ripple = 0.2 * std::sin(double(i) / 7.0);
        tracks.core[i] = float(1.0 / (1.0 + std::exp(-4.0 * (inside + ripple))));
        tracks.topLabel[i] = std::int16_t(i / 3 % 2);
    }
    tracks.start[core.begin] = tracks.end[core.end - 1] = 0.9F;
    return tracks;
}

/// Adds records a page at a time; `each` makes one and says what is predicted of it.
template <typename Make, typename Predict>
void fill(ProjectWriter& writer, int records, const Make& make, const Predict& predict)
{
    const RunId run = newRun(writer);
    for (int done = 0; done < records; done += page) {
        std::vector<ImportedRecord> added;
        for (int i = done; i < std::min(done + page, records); ++i)
            added.push_back(make(i));
        const QVector<RecordId> ids = taken(writer.addRecords(added)).added;
        std::vector<PredictionResult> results;
        for (qsizetype i = 0; i < ids.size(); ++i)
            results.push_back(predict(ids[i], added[std::size_t(i)].record.length));
        taken(writer.savePredictions(run, results));
    }
}

void accept(ProjectWriter& writer, int records)
{
    for (int done = 1; done <= records; done += page) {
        std::vector<Edit> edits;
        for (int id = done; id < std::min(done + page, records + 1); id += 2) {
            Edit edit;
            edit.record = RecordId(id);
            edit.kind = EditKind::Accept;
            edit.after.state = ReviewState::Accepted;
            edit.after.annotated = true;
            edit.after.cores = {Core{{20, 60}}};
            edits.push_back(edit);
        }
        taken(writer.applyEdits(edits, QStringLiteral("accepted")));
    }
}

} // namespace

BenchSizes BenchSizes::small()
{
    return {100'000, 2'000, 500, 20, 20};
}

void makeLongProject(const QString& path, std::int64_t positions, int loci)
{
    const auto writer = newProject(path, Alphabet::Dna);
    std::mt19937 random(1);
    const Span core{positions / 3, positions / 3 * 2};
    fill(
        *writer, 1,
        [&](int) { return recordOf(QStringLiteral("long"), letters(random, "ACGT", positions), Alphabet::Dna); },
        [&](RecordId id, std::int64_t length) {
            return PredictionResult{summaryOf(id, core, 0.9), tracksOf(core, length)};
        });
    std::vector<ImportedRecord> added;
    for (int i = 0; i < loci; ++i)
        added.push_back(recordOf(QStringLiteral("locus_%1").arg(i + 1), letters(random, "ACGT", 900), Alphabet::Dna));
    taken(writer->addRecords(added));
}

void makeQueueProject(const QString& path, int records)
{
    const auto writer = newProject(path, Alphabet::Protein);
    std::mt19937 random(2);
    fill(
        *writer, records,
        [&](int i) {
            const QByteArray residues = letters(random, "ACDEFGHIKLMNPQRSTVWY", 40 + i % 41);
            return recordOf(QStringLiteral("P%1").arg(i, 7, 10, QLatin1Char('0')), residues, Alphabet::Protein);
        },
        [&](RecordId id, std::int64_t) {
            return PredictionResult{summaryOf(id, {10, 30}, 0.5 + double(random() % 1000) / 2000.0), {}};
        });
}

void makeReviewProject(const QString& path, int records)
{
    const auto writer = newProject(path, Alphabet::Protein);
    std::mt19937 random(3);
    fill(
        *writer, records,
        [&](int i) {
            const auto length = std::int64_t(80 + random() % 461);
            return recordOf(QStringLiteral("Q%1").arg(i, 6, 10, QLatin1Char('0')),
                            letters(random, "ACDEFGHIKLMNPQRSTVWY", length), Alphabet::Protein);
        },
        [&](RecordId id, std::int64_t length) {
            const Span core{20, 20 + 10 + std::int64_t(random() % 50)};
            return PredictionResult{summaryOf(id, core, 0.5 + double(random() % 1000) / 2000.0),
                                    tracksOf(core, length)};
        });
    accept(*writer, records);
}

} // namespace corespan::bench
