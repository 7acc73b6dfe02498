// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "model/error.h"
#include "model/qa_postprocess.h"
#include "model/span_decoder.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#endif

#include <QtTest>

using namespace corespan::model;
using nlohmann::json;

namespace {

/// Windows that own their numbers.
struct Record
{
    struct Tokens
    {
        std::vector<float> start;
        std::vector<float> end;
        std::vector<std::uint8_t> maxContext = {};
    };

    std::vector<Tokens> tokens;
    std::vector<QaWindow> windows;
    QaOptions options;

    QaResult answers()
    {
        for (std::size_t w = 0; w < tokens.size(); ++w) {
            windows[w].start = tokens[w].start;
            windows[w].end = tokens[w].end;
            windows[w].maxContext = tokens[w].maxContext;
        }
        return qaAnswers(windows, options);
    }
};

Record recordOf(const json& given)
{
    Record record;
    record.options = {given["options"]["n_best_size"].get<std::size_t>(),
                      given["options"]["max_answer_length"].get<std::int64_t>(),
                      given["options"]["version_2_with_negative"].get<bool>(),
                      given["options"]["null_score_diff_threshold"].get<double>()};
    for (const json& window : given["windows"]) {
        Record::Tokens& tokens = record.tokens.emplace_back(window["start"].get<std::vector<float>>(),
                                                            window["end"].get<std::vector<float>>());
        if (!window["max_context"].is_null())
            tokens.maxContext = window["max_context"].get<std::vector<std::uint8_t>>();
        record.windows.push_back({.start = {},
                                  .end = {},
                                  .null = 0,
                                  .first = window["first"].get<std::int64_t>(),
                                  .positions = window["positions"].get<std::int64_t>(),
                                  .offset = window["offset"].get<std::int64_t>()});
    }
    return record;
}

/// As the golden file writes it.
json spanOf(const QaAnswer& answer)
{
    if (answer.kind == QaAnswer::Kind::Placeholder)
        return "placeholder";
    return answer.kind == QaAnswer::Kind::Null ? json() : json{answer.span.begin, answer.span.end};
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-6;
}

/// Empty where the answers are those of the golden case, or what differs.
QString compare(const QaResult& got, const json& expected)
{
    if (got.answers.size() != expected["answers"].size())
        return "number of answers";
    bool placeholder = false;
    for (std::size_t n = 0; n < got.answers.size(); ++n) {
        const QaAnswer& own = got.answers[n];
        const json& other = expected["answers"][n];
        placeholder = placeholder || own.kind == QaAnswer::Kind::Placeholder;
        if (spanOf(own) != other["span"])
            return QString("answer %1").arg(n);
        if (!near(own.startLogit, other["start"]) || !near(own.endLogit, other["end"]) ||
            !near(own.score, other["start"].get<double>() + other["end"].get<double>()))
            return QString("logits of answer %1").arg(n);
        if (!near(own.probability, other["probability"]))
            return QString("probability of answer %1").arg(n);
    }
    if (!expected["score_diff"].is_null() && !near(got.scoreDiff, expected["score_diff"]))
        return "difference to null";
    const json& decision = expected["decision"];
    if (got.core)
        return decision == json{got.core->begin, got.core->end} ? "" : "decision";
    return decision.is_null() || (placeholder && decision == "placeholder") ? "" : "decision for no core";
}

/// Two windows of a record of five positions, `</s>` behind each.
Record twoWindows()
{
    Record record;
    record.tokens = {{{0, 5, 0, 1}, {0, 0, 4, 2}}, {{1, 0, 3, 0}, {0, 1, 3, 2}}};
    record.windows = {{.start = {}, .end = {}, .null = 3, .first = 0, .positions = 3, .offset = 0},
                      {.start = {}, .end = {}, .null = 3, .first = 0, .positions = 3, .offset = 2}};
    return record;
}

std::string messageOf(Record record)
{
    try {
        record.answers();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestQaPostprocess : public QObject
{
    Q_OBJECT

private slots:
    void equalsTheReference();
    void literal();
    void threshold();
    void placeholderWhereNothingFits();
    void contextOfWindows();
    void replacesADecision();
    void agreesWithTheExactDecoder();
    void refusesBadInput();
};

void TestQaPostprocess::equalsTheReference()
{
    std::ifstream file(CORESPAN_TEST_DATA "/golden/qa.json");
    const json golden = json::parse(file);
    QCOMPARE(golden["cases"].size(), std::size_t{48});
    for (std::size_t i = 0; i < golden["cases"].size(); ++i) {
        const json& expected = golden["cases"][i];
        const QString found = compare(recordOf(expected).answers(), expected);
        QVERIFY2(found.isEmpty(), qPrintable(QString("case %1: %2").arg(i).arg(found)));
    }
}

void TestQaPostprocess::literal()
{
    Record record = twoWindows();
    record.options.nBest = 3;
    const QaResult got = record.answers();
    QCOMPARE(got.answers.size(), std::size_t{3});
    QCOMPARE(got.answers[0].span, (Span{1, 3})); // 5 + 4 of the first window
    QCOMPARE(got.answers[0].score, 9.0);
    QCOMPARE(got.answers[1].span, (Span{4, 5})); // 3 + 3 of the second
    QCOMPARE(got.answers[2].span, (Span{0, 3})); // 0 + 4; [1, 2) has none of the three best ends
    const double sum = 1 + std::exp(-3.0) + std::exp(-5.0);
    QVERIFY(near(got.answers[1].probability, std::exp(-3.0) / sum));
    QCOMPARE(*got.core, (Span{1, 3}));
    QCOMPARE(got.scoreDiff, 0.0);
    record.tokens[0].maxContext = {1, 0, 1};
    QCOMPARE(*record.answers().core, (Span{4, 5}));
    record.options.maxAnswerLength = 1;
    record.tokens[0].maxContext.clear();
    QCOMPARE(*record.answers().core, (Span{4, 5}));
}

void TestQaPostprocess::threshold()
{
    Record record = twoWindows();
    record.options.withNegative = true;
    record.tokens[0].start[3] = record.tokens[1].start[3] = 8; // nulls 10 and 10; best core 9
    QVERIFY(!record.answers().core.has_value());
    QCOMPARE(record.answers().scoreDiff, 1.0);
    record.options.nullScoreDiffThreshold = 1.0; // has to be more
    QCOMPARE(*record.answers().core, (Span{1, 3}));
    record.options.nullScoreDiffThreshold = 0.0;
    record.tokens[1].start[3] = 2; // the smaller null counts
    QCOMPARE(record.answers().nullScore, 4.0);
    QCOMPARE(*record.answers().core, (Span{1, 3}));
    record.options.nBest = 1;
    const QaResult got = record.answers();
    QCOMPARE(got.answers.size(), std::size_t{2}); // null is put back behind the best one
    QVERIFY(got.answers[1].kind == QaAnswer::Kind::Null);
}

void TestQaPostprocess::placeholderWhereNothingFits()
{
    Record record = twoWindows();
    record.options.withNegative = true;
    for (Record::Tokens& tokens : record.tokens)
        tokens.maxContext = {0, 0, 0};
    QaResult got = record.answers();
    QCOMPARE(got.answers.size(), std::size_t{2});
    QVERIFY(got.answers[0].kind == QaAnswer::Kind::Placeholder && got.answers[1].kind == QaAnswer::Kind::Null);
    QVERIFY(!got.core.has_value());
    QCOMPARE(got.scoreDiff, 2.0); // against a score of 0
    record.options.withNegative = false;
    got = record.answers();
    QCOMPARE(got.answers.size(), std::size_t{1});
    QCOMPARE(got.answers[0].probability, 1.0);
    got = qaAnswers({}, {.withNegative = true});
    QCOMPARE(got.answers.size(), std::size_t{1});
    QVERIFY(!got.core.has_value());
}

void TestQaPostprocess::contextOfWindows()
{
    using Flags = std::vector<std::vector<std::uint8_t>>;
    QCOMPARE(qaMaxContext(std::vector<Span>{{0, 5}, {3, 8}}), (Flags{{1, 1, 1, 1, 0}, {0, 1, 1, 1, 1}}));
    QCOMPARE(qaMaxContext(std::vector<Span>{{0, 3}, {0, 3}}), (Flags{{1, 1, 1}, {0, 0, 0}}));    // the first of equals
    QCOMPARE(qaMaxContext(std::vector<Span>{{0, 3}, {2, 6}}), (Flags{{1, 1, 0}, {1, 1, 1, 1}})); // the longer one
    QCOMPARE(qaMaxContext({}), Flags());
    QVERIFY_EXCEPTION_THROWN(qaMaxContext(std::vector<Span>{{-1, 3}}), ModelError);
}

void TestQaPostprocess::replacesADecision()
{
    Record record = twoWindows();
    record.options.withNegative = true;
    Selection exact;
    exact.cores = {{{0, 5}, 1.0}};
    exact.pCore = {1, 0, 1, 0, 1};
    const Selection got = withQaAnswers(exact, record.answers());
    QCOMPARE(got.cores.size(), std::size_t{1});
    QCOMPARE(got.cores[0].span, (Span{1, 3}));
    QCOMPARE(got.candidates[1].span, (Span{4, 5}));
    QCOMPARE(got.pCore, exact.pCore);
    QCOMPARE(got.nullScore, 2.0);
    QVERIFY(near(got.margin, got.candidates[0].probability - got.candidates[1].probability));
    record.options.nullScoreDiffThreshold = -100.0;
    const Selection none = withQaAnswers(exact, record.answers());
    QVERIFY(none.cores.empty());
    QCOMPARE(none.margin, 0.0); // the threshold overrules what is more probable
}

void TestQaPostprocess::agreesWithTheExactDecoder()
{
    // With room for all pairs the best core is the exact one.
    const std::vector<float> start{0.5F, -1.0F, 2.0F, 0.25F, 0.0F};
    const std::vector<float> end{1.5F, 0.0F, -2.0F, 1.0F, 0.0F};
    const QaWindow window{.start = start, .end = end, .null = 4, .first = 0, .positions = 4, .offset = 0};
    const QaResult got = qaAnswers(std::vector{window}, {.nBest = 20, .maxAnswerLength = 2, .withNegative = true});
    SpanDecodeOptions options;
    options.maxLength = 2;
    options.nBest = 20;
    const SpanLogits logits{std::span(start).first(4), std::span(end).first(4), 0.0, 0.0};
    const Selection exact = decodeSpan(logits, options);
    QCOMPARE(*got.core, *exact.core());
    QCOMPARE(got.answers.size(), exact.candidates.size() + 1);
    QVERIFY(near(withQaAnswers(exact, got).nullProbability, exact.nullProbability));
}

void TestQaPostprocess::refusesBadInput()
{
    QCOMPARE(messageOf(twoWindows()), std::string());
    const auto with = [](auto change) {
        Record record = twoWindows();
        change(record);
        return messageOf(record);
    };
    QCOMPARE(with([](Record& r) { r.tokens[1].end.pop_back(); }),
             std::string("Question answering: window 1: 4 start logits but 3 end logits."));
    QCOMPARE(with([](Record& r) { r.windows[0].null = 4; }),
             std::string("Question answering: window 0: the null token 4 is none of the 4."));
    QCOMPARE(with([](Record& r) { r.windows[0].positions = 5; }),
             std::string("Question answering: window 0: 5 positions from token 0 on do not fit its 4 tokens."));
    QCOMPARE(with([](Record& r) { r.tokens[0].maxContext = {1}; }),
             std::string("Question answering: window 0: 1 flags of context for 3 positions."));
    QCOMPARE(with([](Record& r) { r.tokens[1].start[0] = std::nanf(""); }),
             std::string("Question answering: window 1: a logit is not a finite number."));
    QVERIFY(!with([](Record& r) { r.options.nBest = 0; }).empty());
    QVERIFY(!with([](Record& r) { r.options.maxAnswerLength = 0; }).empty());
    QVERIFY(!with([](Record& r) { r.options.nullScoreDiffThreshold = std::nan(""); }).empty());
}

QTEST_GUILESS_MAIN(TestQaPostprocess)
#include "tst_qa_postprocess.moc"
