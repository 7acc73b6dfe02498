// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store_fixture.h"
#include "core/review/redecode.h"
#include "model/mask_decoder.h"

#include <cmath>
#include <random>

using namespace corespan;
using namespace corespan::test;

namespace {

const QStringList one{QStringLiteral("core")};
const QStringList two{QStringLiteral("H"), QStringLiteral("S")};

Tracks coreTrack(const QVector<float>& core)
{
    Tracks tracks;
    tracks.core = core;
    return tracks;
}

QVector<Span> spans(const QVector<Core>& cores)
{
    QVector<Span> list;
    for (const Core& core : cores)
        list << core.span;
    return list;
}

/// 0.9 inside the span, 0.1 outside.
PredictionResult predicted(int id, Span span)
{
    PredictionResult result = prediction(RecordId(id), span, 0.5);
    result.tracks = coreTrack(QVector<float>(100, 0.1F));
    for (std::int64_t at = span.begin; at < span.end; ++at)
        result.tracks.core[at] = 0.9F;
    return result;
}

} // namespace

/// Cores read off stored tracks, and the step that sets them.
class TestRedecode : public QObject
{
    Q_OBJECT
private slots:
    void thresholdAndGaps()
    {
        const Tracks tracks = coreTrack({0.1F, 0.5F, 0.75F, 0.25F, 0.75F, 0.25F, 0.25F, 0.625F});
        QCOMPARE(spans(redecode(tracks, one, 0, {})), (QVector<Span>{{1, 3}, {4, 5}, {7, 8}}));
        QCOMPARE(spans(redecode(tracks, one, 0, {.threshold = 0.7})), (QVector<Span>{{2, 3}, {4, 5}}));
        QCOMPARE(spans(redecode(tracks, one, 0, {.mergeGap = 1})), (QVector<Span>{{1, 5}, {7, 8}}));
        QCOMPARE(spans(redecode(tracks, one, 0, {.mergeGap = 2})), (QVector<Span>{{1, 8}}));
        QCOMPARE(spans(redecode(tracks, one, 0, {.minLength = 2})), (QVector<Span>{{1, 3}}));
        QCOMPARE(spans(redecode(tracks, one, 0, {.minLength = 4, .mergeGap = 1})), (QVector<Span>{{1, 5}}));
        QVERIFY(redecode({}, one, 0, {}).isEmpty());
    }

    void tooLongKeepsTheBestPart()
    {
        const Tracks tracks = coreTrack({0.6F, 0.9F, 0.9F, 0.9F, 0.6F});
        QCOMPARE(spans(redecode(tracks, one, 0, {.maxLength = 3})), (QVector<Span>{{1, 4}}));
        QCOMPARE(spans(redecode(tracks, one, 0, {.maxLength = 2})), (QVector<Span>{{1, 3}})); // the first of equals
        QCOMPARE(spans(redecode(coreTrack({1.0F, 1.0F, 1.0F}), one, 0, {.maxLength = 1})), (QVector<Span>{{0, 1}}));
    }

    void noCoreByItsProbability()
    {
        const Tracks tracks = coreTrack({0.75F, 0.75F});
        QCOMPARE(redecode(tracks, one, 0.4, {.nullThreshold = 0.4}).size(), 1);
        QVERIFY(redecode(tracks, one, 0.41, {.nullThreshold = 0.4}).isEmpty());
        QCOMPARE(redecode(tracks, one, 1.0, {}).size(), 1);
    }

    void theLeadingTypeHasThePosition()
    {
        Tracks tracks = coreTrack({0.9F, 0.9F, 0.9F, 0.9F});
        tracks.types = {0.8F, 0.5F, 0.1F, 0.6F, /* S */ 0.1F, 0.5F, 0.7F, 0.2F};
        const QVector<Core> cores = redecode(tracks, two, 0, {.mergeGap = 3}); // S in the gap keeps H apart
        QCOMPARE(cores, (QVector<Core>{Core{{0, 2}, "H"}, Core{{2, 3}, "S"}, Core{{3, 4}, "H"}}));
    }

    /// The engine's decoder, on the same probabilities, is the second opinion.
    void decodesAsTheMaskSelector()
    {
        std::mt19937 random(17);
        std::uniform_real_distribution<float> logits(-3.0F, 3.0F);
        for (int round = 0; round < 300; ++round) {
            const int types = 1 + round % 3;
            const int length = 1 + round % 23;
            const RedecodeOptions options{.threshold = 0.3 + 0.1 * (round % 5),
                                          .minLength = 1 + round % 4,
                                          .maxLength = round % 2 == 0 ? 0 : 4 + round % 3,
                                          .mergeGap = round % 3};
            std::vector<float> values(std::size_t(length * types)); // by position
            Tracks tracks;
            tracks.core.resize(length);
            tracks.types.resize(types > 1 ? length * types : 0);
            for (int at = 0; at < length; ++at) {
                for (int type = 0; type < types; ++type) {
                    const float logit = values[std::size_t(at * types + type)] = logits(random);
                    const float p = 1.0F / (1.0F + std::exp(-logit));
                    (types > 1 ? tracks.types[type * length + at] : tracks.core[at]) = p;
                }
            }
            QStringList names;
            for (int type = 0; type < types; ++type)
                names << QString::number(type);
            model::MaskDecodeOptions same;
            same.threshold = options.threshold;
            same.minLength = options.minLength;
            same.maxLength = options.maxLength;
            same.mergeGap = options.mergeGap;
            QVector<Core> expected;
            for (const model::ScoredSpan& core : model::decodeMask(values, types, same).cores)
                expected << Core{{core.span.begin, core.span.end}, QString::number(core.type)};
            QVERIFY2(redecode(tracks, names, 0, options) == expected, qPrintable(QString::number(round)));
        }
    }

    void words()
    {
        QCOMPARE(redecodeText({.threshold = 0.6, .minLength = 30, .mergeGap = 3}, {}),
                 QStringLiteral("P(core) ≥ 0.6 · 30 or longer · gaps up to 3 closed"));
        QCOMPARE(redecodeTitle({{.maxLength = 90, .nullThreshold = 0.5}, {}, false}, 17),
                 QStringLiteral("decoded 17 records anew: 90 at most · no core above P 0.5"));
    }

    void onlyWhatTheOptionsChange()
    {
        QTemporaryDir folder;
        const QString path = project(folder, 7);
        auto writer = valueOf(ProjectWriter::open(path));
        Run run;
        run.types = one;
        run = valueOf(writer->addRun(run));
        QVector<PredictionResult> results{predicted(1, {10, 20}), predicted(2, {10, 60}), predicted(3, {10, 20}),
                                          predicted(4, {30, 35}), predicted(5, {30, 35})};
        // The run decided otherwise than its P(core) says: that is no reason to change anything.
        results << predicted(6, {10, 60});
        results.last().summary.predicted = {{Core{{12, 60}}, 0.5}};
        valueOf(writer->savePredictions(run.id, results)); // 7 is not predicted
        valueOf(writer->applyEdit(acceptEdit(RecordId(3), {}, {Core{{10, 20}}})));
        valueOf(writer->applyEdit(noCoreEdit(RecordId(5), {})));
        const auto reader = valueOf(ProjectReader::open(path));
        QVector<RecordId> all;
        for (int id = 1; id <= 7; ++id)
            all << RecordId(id);

        RedecodeRequest request;
        QVERIFY(valueOf(planEdits(*reader, all, run.id, redecodeRule(run, request))).edits.isEmpty());
        request.options.minLength = 15;
        const EditPlan plan = valueOf(planEdits(*reader, all, run.id, redecodeRule(run, request)));
        QCOMPARE(plan.names, (QStringList{"rec1", "rec4"}));
        QCOMPARE(plan.edits[0].after.state, ReviewState::NoCore);
        QCOMPARE(plan.decided, 1); // rec3; rec5 says so already
        QCOMPARE(plan.nothing, 1);
        request.decidedToo = true;
        QCOMPARE(valueOf(planEdits(*reader, all, run.id, redecodeRule(run, request))).names,
                 (QStringList{"rec1", "rec3", "rec4"}));

        request.options = {.maxLength = 20};
        const EditPlan shorter = valueOf(planEdits(*reader, all, run.id, redecodeRule(run, request)));
        QCOMPARE(shorter.names, (QStringList{"rec2", "rec6"}));
        QCOMPARE(shorter.edits[0].after.cores, (QVector<Core>{Core{{10, 30}}}));
        QCOMPARE(shorter.edits[0].after.state, ReviewState::Corrected);
        valueOf(writer->applyEdits(shorter.edits, redecodeTitle(request, 2)));
        QCOMPARE(valueOf(writer->undoState()).undoText, QStringLiteral("decoded 2 records anew: 20 at most"));
        valueOf(writer->undo());
        QVERIFY(valueOf(reader->curation(RecordId(2))) == Curation());
    }
};

QTEST_GUILESS_MAIN(TestRedecode)
#include "tst_redecode.moc"
