// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> here
#include "brute_tags.h"
#include "model/error.h"

#include <functional>
#include <set>
#endif

#include <QtTest>

using namespace corespan::model;

using Tags = std::vector<std::int16_t>;

namespace {

std::string messageOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const ModelError& error) {
        return error.what();
    }
    return {};
}

/// Every sequence of a length that the rules let through.
std::set<Tags> legalSequences(TagScheme scheme, int types, std::size_t length)
{
    std::set<Tags> found;
    const auto R = static_cast<std::int16_t>(tagCount(scheme, types));
    std::function<void(Tags)> extend = [&](const Tags& tags) {
        if (tags.size() == length) {
            if (tags.empty() || isLegalEnd(tags.back(), scheme))
                found.insert(tags);
            return;
        }
        for (std::int16_t tag = 0; tag < R; ++tag) {
            if (tags.empty() ? !isLegalStart(tag, scheme) : !isLegal(tags.back(), tag, scheme))
                continue;
            Tags next = tags;
            next.push_back(tag);
            extend(next);
        }
    };
    extend({});
    return found;
}

ScoredSpan core(std::int64_t begin, std::int64_t end, int type = 0)
{
    return {{begin, end}, 0.0, 0.0, type};
}

std::optional<std::pair<std::int64_t, std::string>> fault(const Tags& tags, TagScheme scheme)
{
    const auto found = firstFault(tags, scheme, 2);
    return found ? std::optional(std::pair(found->position, found->reason)) : std::nullopt;
}

} // namespace

class TestTagDecoderScheme : public QObject
{
    Q_OBJECT

private slots:
    void order();
    void legalSequencesAreThoseOfCores();
    void tagsFromCores();
    void coresFromTags();
    void refusesBadCores();
    void firstFaults();
    void constraintsAreTheRules();
};

void TestTagDecoderScheme::order()
{
    QCOMPARE(tagCount(TagScheme::Bio, 1), 3);
    QCOMPARE(tagCount(TagScheme::Bio, 3), 7);
    QCOMPARE(tagCount(TagScheme::Bioes, 2), 9);
    std::string bio;
    std::string bioes;
    for (std::int16_t tag = 0; tag < 5; ++tag)
        bio += tagName(tag, TagScheme::Bio) + " ";
    for (std::int16_t tag = 0; tag < 9; ++tag)
        bioes += tagName(tag, TagScheme::Bioes) + " ";
    QCOMPARE(bio, std::string("O B-0 I-0 B-1 I-1 "));
    QCOMPARE(bioes, std::string("O B-0 I-0 E-0 S-0 B-1 I-1 E-1 S-1 "));
    QCOMPARE(tagName(unknownTag, TagScheme::Bio), std::string("unknown"));
    QVERIFY_EXCEPTION_THROWN(tagCount(TagScheme::Bio, 0), ModelError);
    QVERIFY_EXCEPTION_THROWN(tagCount(TagScheme::Bioes, 8192), ModelError);
    QCOMPARE(tagCount(TagScheme::Bioes, 8191), 32765);
}

void TestTagDecoderScheme::legalSequencesAreThoseOfCores()
{
    for (const TagScheme scheme : {TagScheme::Bio, TagScheme::Bioes}) {
        for (const int types : {1, 2}) {
            for (std::size_t length = 0; length <= 5; ++length) {
                TagCase c;
                c.scheme = scheme;
                c.types = types;
                c.length = length;
                c.emissions.assign(length * c.tags(), 0.0F);
                std::set<Tags> expected;
                for (const BruteTags::Way& way : BruteTags(c).ways) {
                    expected.insert(way.tags);
                    QCOMPARE(tagsOf(way.cores, static_cast<std::int64_t>(length), scheme, types), way.tags);
                    const std::vector<ScoredSpan> cores = coresOf(way.tags, scheme, types);
                    QVERIFY(std::ranges::equal(cores, way.cores, [](const auto& a, const auto& b) {
                        return a.span == b.span && a.type == b.type;
                    }));
                }
                QVERIFY(legalSequences(scheme, types, length) == expected);
            }
        }
    }
}

void TestTagDecoderScheme::tagsFromCores()
{
    const std::vector<ScoredSpan> cores{core(4, 5, 1), core(0, 2), core(2, 4)};
    QCOMPARE(tagsOf(cores, 6, TagScheme::Bio, 2), (Tags{1, 2, 1, 2, 3, 0}));
    QCOMPARE(tagsOf(cores, 6, TagScheme::Bioes, 2), (Tags{1, 3, 1, 3, 8, 0}));
    QCOMPARE(tagsOf({}, 2, TagScheme::Bio, 1), (Tags{0, 0}));
    QVERIFY(tagsOf({}, 0, TagScheme::Bio, 1).empty());
}

void TestTagDecoderScheme::coresFromTags()
{
    const std::vector<ScoredSpan> cores = coresOf(Tags{1, 1, 2, 0, 3, 4, 4}, TagScheme::Bio, 2);
    QCOMPARE(cores.size(), std::size_t{3});
    QCOMPARE(cores[0].span, (Span{0, 1}));
    QCOMPARE(cores[1].span, (Span{1, 3}));
    QCOMPARE(cores[2].span, (Span{4, 7}));
    QCOMPARE(cores[2].type, 1);
    QCOMPARE(messageOf([] {
                 coresOf(Tags{0, 2}, TagScheme::Bio, 1);
             }),
             std::string("Tags: at position 1 I-0 follows O."));
    QCOMPARE(messageOf([] {
                 coresOf(Tags{0, unknownTag}, TagScheme::Bio, 1);
             }),
             std::string("Tags: the tag at position 1 is not known."));
}

void TestTagDecoderScheme::refusesBadCores()
{
    const auto message = [](const std::vector<ScoredSpan>& cores) {
        return messageOf([&] { tagsOf(cores, 5, TagScheme::Bio, 2); });
    };
    QCOMPARE(message({core(0, 3), core(2, 4, 1)}),
             std::string("Tags: the core [2, 4) of type 1 overlaps another at position 2; a position has one tag."));
    QCOMPARE(message({core(2, 2)}),
             std::string("Tags: the core [2, 2) of type 0 is empty or outside the record of length 5."));
    QVERIFY(!message({core(4, 6)}).empty());
    QVERIFY(!message({core(-1, 2)}).empty());
    QCOMPARE(message({core(0, 1, 2)}), std::string("Tags: the core [0, 1) of type 2 is of none of the 2 types."));
    QVERIFY(!message({core(0, 1, -1)}).empty());
}

void TestTagDecoderScheme::firstFaults()
{
    using Fault = std::pair<std::int64_t, std::string>;
    QVERIFY(!fault({0, 1, 2, 1, 3, 4, 0}, TagScheme::Bio));
    QVERIFY(fault({2, 0}, TagScheme::Bio) == Fault(0, "I-0 begins the record"));
    QVERIFY(fault({0, 1, 4}, TagScheme::Bio) == Fault(2, "I-1 follows B-0"));
    QVERIFY(fault({0, 5}, TagScheme::Bio) == Fault(1, "there is no tag 5"));
    QVERIFY(fault({-2}, TagScheme::Bio) == Fault(0, "there is no tag -2"));
    QVERIFY(fault({1, 0}, TagScheme::Bioes) == Fault(1, "O follows B-0"));
    QVERIFY(fault({0, 4, 3}, TagScheme::Bioes) == Fault(2, "E-0 follows S-0"));
    QVERIFY(fault({1, 2}, TagScheme::Bioes) == Fault(1, "I-0 ends the record"));
    QVERIFY(!fault({unknownTag, 2, unknownTag, 3, unknownTag}, TagScheme::Bioes));
    QVERIFY(!fault({}, TagScheme::Bio));
}

void TestTagDecoderScheme::constraintsAreTheRules()
{
    const CrfConstraints bio = tagConstraints(TagScheme::Bio, 1);
    QCOMPARE(bio.start, (std::vector<std::uint8_t>{1, 1, 0}));
    QCOMPARE(bio.end, (std::vector<std::uint8_t>{1, 1, 1}));
    QCOMPARE(bio.transitions, (std::vector<std::uint8_t>{1, 1, 0, 1, 1, 1, 1, 1, 1}));
    const CrfConstraints bioes = tagConstraints(TagScheme::Bioes, 1);
    QCOMPARE(bioes.start, (std::vector<std::uint8_t>{1, 1, 0, 0, 1}));
    QCOMPARE(bioes.end, (std::vector<std::uint8_t>{1, 0, 0, 1, 1}));
    QCOMPARE(bioes.transitions, (std::vector<std::uint8_t>{1, 1, 0, 0, 1, //
                                                           0, 0, 1, 1, 0, //
                                                           0, 0, 1, 1, 0, //
                                                           1, 1, 0, 0, 1, //
                                                           1, 1, 0, 0, 1}));
}

QTEST_GUILESS_MAIN(TestTagDecoderScheme)
#include "tst_tag_decoder_scheme.moc"
