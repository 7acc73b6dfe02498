// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_crf.h"
#include "model/error.h"
#endif

#include <QtTest>

using namespace corespan::model;

namespace {

/// A partial reference: what each position may be, and which steps are legal.
struct Reference
{
    std::vector<std::uint8_t> allowed;
    CrfConstraints constraints;
    bool constrained = false;

    Reference(std::mt19937& random, const CrfCase& c) : allowed(c.emissions.size(), 1), constrained(random() % 2 == 0)
    {
        for (std::uint8_t& mark : allowed)
            mark = random() % 3 != 0;
        const auto marks = [&](std::size_t count) {
            std::vector<std::uint8_t> result(count);
            for (std::uint8_t& mark : result)
                mark = random() % 4 != 0;
            return result;
        };
        constraints = {marks(c.tags), marks(c.tags), marks(c.tags * c.tags)};
    }

    const CrfConstraints* rules() const { return constrained ? &constraints : nullptr; }

    bool accepts(const std::vector<std::int16_t>& tags) const
    {
        const std::size_t R = constraints.start.size();
        const auto at = [&](std::size_t i) { return static_cast<std::size_t>(tags[i]); };
        for (std::size_t i = 0; i < tags.size(); ++i) {
            if (allowed[i * R + at(i)] == 0)
                return false;
            if (constrained && i > 0 && constraints.transitions[at(i - 1) * R + at(i)] == 0)
                return false;
        }
        return !constrained || (constraints.start[at(0)] != 0 && constraints.end[at(tags.size() - 1)] != 0);
    }
};

/// Greatest difference between the derivatives and central differences, over every input.
double slopeError(CrfCase c, const Reference& reference, const CrfGradients& gradients)
{
    double worst = 0.0;
    const auto check = [&](std::vector<float>& inputs, const std::vector<double>& slopes) {
        if (slopes.size() != inputs.size())
            worst = 1.0;
        for (std::size_t i = 0; i < std::min(inputs.size(), slopes.size()); ++i) {
            const float kept = inputs[i];
            const auto moved = [&](float by) {
                inputs[i] = kept + by;
                return std::pair(
                    crfAllowedLogLikelihood(c.emissions, reference.allowed, c.weights(), reference.rules()),
                    static_cast<double>(inputs[i]));
            };
            const auto [high, above] = moved(0.01F);
            const auto [low, below] = moved(-0.01F);
            inputs[i] = kept;
            worst = std::max(worst, std::abs((high - low) / (above - below) - slopes[i]));
        }
    };
    check(c.emissions, gradients.emissions);
    check(c.start, gradients.start);
    check(c.end, gradients.end);
    check(c.transitions, gradients.transitions);
    return worst;
}

} // namespace

class TestCrfPartial : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithBruteForce();
    void knownTagsGiveTheLikelihood();
    void unknownTagsGiveOne();
    void literal();
    void refusesImpossibleReference();
    void refusesBadMarks();
};

void TestCrfPartial::agreesWithBruteForce()
{
    std::mt19937 random(17);
    int possible = 0;
    for (int i = 0; i < 400; ++i) {
        const CrfCase c(random, 1 + random() % 5, 1 + random() % 4, 1.5F);
        const Reference reference(random, c);
        const BruteCrf brute(c);
        const double expected =
            brute.logSum([&](const BruteCrf::Tags& tags) { return reference.accepts(tags); }) - brute.logPartition();
        CrfGradients gradients;
        const auto call = [&] {
            return crfAllowedLogLikelihood(c.emissions, reference.allowed, c.weights(), reference.rules(), &gradients);
        };
        if (std::isinf(expected)) {
            QVERIFY_EXCEPTION_THROWN(call(), ModelError);
            continue;
        }
        ++possible;
        QVERIFY2(std::abs(call() - expected) < 1e-9, qPrintable(QString::number(i)));
        QVERIFY2(slopeError(c, reference, gradients) < 1e-4, qPrintable(QString::number(i)));
    }
    QVERIFY(possible > 100 && possible < 400);
}

void TestCrfPartial::knownTagsGiveTheLikelihood()
{
    std::mt19937 random(19);
    const CrfCase c(random, 6, 3, 2.0F);
    const std::vector<std::int16_t> tags{0, 1, 2, 2, 0, 1};
    CrfGradients whole;
    CrfGradients partial;
    QCOMPARE(crfPartialLogLikelihood(c.emissions, tags, c.weights(), nullptr, &partial),
             crfLogLikelihood(c.emissions, tags, c.weights(), &whole));
    QVERIFY(partial.emissions == whole.emissions && partial.transitions == whole.transitions);
    QVERIFY(partial.start == whole.start && partial.end == whole.end);
}

void TestCrfPartial::unknownTagsGiveOne()
{
    std::mt19937 random(23);
    const CrfCase c(random, 50, 3, 2.0F);
    CrfGradients gradients;
    const std::vector<std::int16_t> tags(50, unknownTag);
    QCOMPARE(crfPartialLogLikelihood(c.emissions, tags, c.weights(), nullptr, &gradients), 0.0);
    QVERIFY(std::ranges::all_of(gradients.emissions, [](double x) { return x == 0.0; }));
}

void TestCrfPartial::literal()
{
    // Weights of 00, 01, 10, 11: 1, 2, 6, 3. Second tag 1: 5 of 12; without the step 0 -> 1: 3 of 12.
    const std::vector<float> emissions{0.0F, std::log(3.0F), 0.0F, 0.0F};
    const std::vector<float> zeros(2, 0.0F);
    const std::vector<float> transitions{0.0F, std::log(2.0F), std::log(2.0F), 0.0F};
    const CrfWeights weights{zeros, zeros, transitions};
    const std::vector<std::int16_t> tags{unknownTag, 1};
    QVERIFY(std::abs(crfPartialLogLikelihood(emissions, tags, weights) - std::log(5.0 / 12)) < 1e-7);
    const CrfConstraints constraints{{1, 1}, {1, 1}, {1, 0, 1, 1}};
    QVERIFY(std::abs(crfPartialLogLikelihood(emissions, tags, weights, &constraints) - std::log(0.25)) < 1e-7);
}

void TestCrfPartial::refusesImpossibleReference()
{
    const std::vector<float> zeros(8, 0.0F);
    const auto two = std::span(zeros).first(2);
    const CrfWeights weights{two, two, std::span(zeros).first(4)};
    const CrfConstraints constraints{{1, 0}, {1, 1}, {1, 0, 1, 1}}; // tag 1 can neither begin nor follow tag 0
    const std::vector<std::int16_t> tags{unknownTag, unknownTag, 1, unknownTag};
    try {
        crfPartialLogLikelihood(zeros, tags, weights, &constraints);
        QFAIL("accepted");
    } catch (const ModelError& error) {
        QCOMPARE(std::string(error.what()),
                 std::string("CRF: no legal sequence of tags agrees with the reference; "
                             "position 2 can have none of the tags that are allowed there."));
    }
}

void TestCrfPartial::refusesBadMarks()
{
    const std::vector<float> zeros(4, 0.0F);
    const auto two = std::span(zeros).first(2);
    const CrfWeights weights{two, two, zeros};
    const std::vector<std::uint8_t> marks(3, 1);
    QVERIFY_EXCEPTION_THROWN(crfAllowedLogLikelihood(zeros, marks, weights), ModelError);
    const std::vector<std::int16_t> tags{-2, 0};
    QVERIFY_EXCEPTION_THROWN(crfPartialLogLikelihood(zeros, tags, weights), ModelError);
    const CrfConstraints constraints{{1, 1}, {1}, {1, 0, 1, 1}};
    const std::vector<std::int16_t> known{0, 0};
    QVERIFY_EXCEPTION_THROWN(crfPartialLogLikelihood(zeros, known, weights, &constraints), ModelError);
}

QTEST_GUILESS_MAIN(TestCrfPartial)
#include "tst_crf_partial.moc"
