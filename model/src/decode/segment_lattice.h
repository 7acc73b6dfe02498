// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "decode/segment_paths.h"
#include "model/selection.h"
#include "model/type_grammar.h"

#include <cstdint>
#include <span>
#include <vector>

namespace corespan::model {

/// The tags that the positions of a core of one type take. They may be the same.
struct SegmentRoles
{
    std::int16_t single = 0; ///< the only position
    std::int16_t first = 0;
    std::int16_t middle = 0;
    std::int16_t last = 0;
    std::int64_t minLength = 1; ///< >= 1
    std::int64_t maxLength = 1; ///< at most the number of positions
};

/// Tag of a position inside a core.
std::int16_t roleOf(const SegmentRoles& roles, const Span& core, std::int64_t i);

/// Scores of tags; tag 0 is "outside". All are finite.
struct LatticeInput
{
    std::int64_t length = 0;         ///< L >= 1
    std::int64_t tags = 1;           ///< R
    std::vector<double> scores;      ///< [L * R]
    std::vector<double> start;       ///< [R]
    std::vector<double> end;         ///< [R]
    std::vector<double> transitions; ///< [R * R], from-major
    std::vector<SegmentRoles> types; ///< [T]
    bool allowNull = true;
    double nullBias = 0.0;
    bool singleCore = false;
    TypeRules rules = {};
    /// Scores of a position relative to the greatest that some core may have there; rules are not looked at. False for
    /// bestSegments() of scores as they are.
    bool centred = true;
};

/// All ways to lay disjoint cores of legal lengths on a record, as a graph (see segment_paths.h) in which every way is
/// exactly one path; its size is linear in L whatever the limits are.
///
/// Each position has a node Before (outside, no core yet), nodes After (outside, behind a core; one for all types whose
/// successors are the same by the rules, so without rules there is one), and for each type Single, First, Middle and
/// Last. A core of three or more positions is First, n middles, Last, with p <= n <= q by the limits.
/// Where a core ends, W = q - p + 1 begins are possible. Middle positions are cut into blocks of W by the first middle
/// g of a core: the possible ones are the end of one block and the beginning of the next. Middle(z) sums up the latter:
/// cores inside at z with p middles or more and g in the newest block. Block(g) sums up the former: cores whose first
/// middle is g or later in g's block, lengthened to that block's end. Without a limit there is one block.
class SegmentLattice
{
public:
    enum Kind : std::int64_t { Single, First, Middle, Last, Block, Outside };

    explicit SegmentLattice(LatticeInput input);

    /// Makes scores relative to this path, whose score becomes 0: numbers near the answer stay near 0 however long the
    /// record and however large its scores. `cores` by begin.
    void centreOn(std::span<const ScoredSpan> cores);
    /// What has been taken from the score of every path.
    double offset() const { return m_offset; }

    std::int64_t length() const { return m_input.length; }
    std::int64_t types() const { return static_cast<std::int64_t>(m_types.size()); }
    std::int64_t source() const { return m_input.length * m_stride; }
    std::int64_t sink() const { return source() + 1; }
    std::int64_t nodeCount() const { return source() + 2; }
    std::int64_t before(std::int64_t i) const { return i * m_stride; }
    std::int64_t after(std::int64_t i, std::int64_t group) const { return i * m_stride + 1 + group; }
    std::int64_t afters() const { return m_outside - 1; } ///< nodes After of a position
    std::int64_t node(std::int64_t i, std::int64_t type, Kind kind) const
    {
        return i * m_stride + m_outside + type * m_kinds + kind;
    }

    /// Of any node but source and sink.
    Kind kindOf(std::int64_t node) const
    {
        const std::int64_t slot = node % m_stride;
        return slot < m_outside ? Outside : static_cast<Kind>((slot - m_outside) % m_kinds);
    }

    template <typename F>
    void forEachNode(F f) const;
    template <typename F>
    void forEachNodeReversed(F f) const;
    template <typename F>
    void edgesInto(std::int64_t node, F f) const;

    /// Weight of the last step of the path without a core.
    double nullEnd() const { return m_input.end[0] - m_endShift + m_input.nullBias; }
    /// What is behind a core's first position and up to its last.
    double innerScore(const ScoredSpan& core) const;
    /// Cores of a path, by begin. Works for paths through a part of the lattice too.
    std::vector<ScoredSpan> coresOf(const GraphPath& path) const;

private:
    struct Type
    {
        SegmentRoles roles;
        bool first = true;                ///< may be the record's first core
        bool last = true;                 ///< may be its last
        std::int64_t beginsBefore = 0;    ///< where its cores may begin, up to L
        std::int64_t group = 0;           ///< of types with the same successors and the same `last`
        bool singles = false;             ///< length 1 is legal
        bool pairs = false;               ///< length 2
        bool longs = false;               ///< some length from 3 up
        std::int64_t least = 1;           ///< p
        std::int64_t width = 1;           ///< W; L where there is no upper limit
        std::vector<double> lag = {};     ///< [g] middles g + 1 .. g + p - 1
        std::vector<double> tail = {};    ///< [g] middles g + 1 .. end of g's block
        std::vector<double> through = {}; ///< [z] middles from the start of the block that z - p + 1 is in, up to z
    };

    double score(std::int64_t i, std::int16_t tag) const { return m_input.scores[i * m_input.tags + tag]; }
    double step(std::int16_t from, std::int16_t to) const { return m_input.transitions[from * m_input.tags + to]; }
    bool mayBegin(const Type& type, std::int64_t i) const;
    bool endsBlock(const Type& type, std::int64_t i) const
    {
        return type.width < length() && (i + 1) % type.width == 0;
    }
    void readRules();
    bool mayFollow(std::int64_t group, std::int64_t type) const { return m_next[group * types() + type] != 0; }
    bool mayTouch(std::int64_t from, std::int64_t to) const { return m_touching[from * types() + to] != 0; }
    double greatestUsable(std::int64_t i) const;
    void shiftPosition(std::int64_t i, double by);
    void sumMiddles();

    template <typename F>
    void edgesIntoBefore(std::int64_t i, F f) const;
    template <typename F>
    void edgesIntoAfter(std::int64_t i, std::int64_t group, F f) const;
    template <typename F>
    void edgesIntoTag(std::int64_t i, std::int64_t type, std::int16_t tag, F f) const;
    template <typename F>
    void edgesIntoSink(F f) const;
    template <typename F>
    void edgesIntoMiddle(std::int64_t z, std::int64_t t, F f) const;
    template <typename F>
    void edgesIntoBlock(std::int64_t g, std::int64_t t, F f) const;
    template <typename F>
    void edgesIntoLast(std::int64_t i, std::int64_t t, F f) const;

    LatticeInput m_input;
    std::vector<Type> m_types;
    std::vector<std::uint8_t> m_next;      ///< [groups * T]
    std::vector<std::uint8_t> m_touching;  ///< [T * T]
    std::vector<std::uint8_t> m_groupLast; ///< [groups]
    std::int64_t m_outside = 2;            ///< nodes of a position that are outside
    std::int64_t m_kinds = 4;
    std::int64_t m_stride = 2;
    double m_endShift = 0.0;
    double m_offset = 0.0;
};

} // namespace corespan::model

#include "decode/segment_lattice.inl"
