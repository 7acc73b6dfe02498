// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/piece_truth.h"

#include "model/ctc_decoder.h"

#include <algorithm>

namespace corespan::model {

namespace {

constexpr std::int64_t ignored = -100;
constexpr std::size_t listed = 20;

std::string text(const Span& span)
{
    return "[" + std::to_string(span.begin) + ", " + std::to_string(span.end) + ")";
}

std::string faultOf(const ModelConfig& model, const TrainRecord& record, const Pieces& pieces)
{
    for (std::size_t i = 1; i < record.cores.size(); ++i) {
        const Span &one = record.cores[i - 1].span, &next = record.cores[i].span;
        if (pieces.piecesOf(one).end > pieces.piecesOf(next).begin)
            return "cores " + text(one) + " and " + text(next) + " meet in one token";
    }
    const std::vector<int> target(record.target.begin(), record.target.end());
    if (model.selector.kind == SelectorKind::Ctc && !ctcCanAlign(pieces.count(), target))
        return "a target of " + std::to_string(target.size()) + " letters cannot be aligned to " +
               std::to_string(pieces.count()) + " tokens";
    return {};
}

} // namespace

SelectorTruth truthOfPieces(const SelectorTruth& truth, const Pieces& pieces)
{
    SelectorTruth out = truth;
    out.length = pieces.count();
    out.cores.clear();
    std::int64_t free = 0; // first piece that no core has
    for (GoldCore core : truth.cores) {
        core.span = pieces.piecesOf(core.span);
        core.span.begin = std::max(core.span.begin, free);
        if (core.span.length() < 1)
            continue;
        free = core.span.end;
        out.cores.push_back(core);
    }
    for (Span& zone : out.ambiguous)
        zone = pieces.piecesOf(zone);
    return out;
}

std::vector<std::int64_t> labelsOfPieces(const std::vector<std::int64_t>& labels, const Pieces& pieces)
{
    if (labels.empty())
        return {};
    std::vector<std::int64_t> out(static_cast<std::size_t>(pieces.count()), ignored);
    for (std::size_t p = 0; p < out.size(); ++p) {
        bool agree = true;
        for (std::int64_t i = pieces.begins[p]; i < pieces.begins[p + 1]; ++i) {
            const std::int64_t label = labels[static_cast<std::size_t>(i)];
            agree = agree && (label < 0 || out[p] < 0 || label == out[p]);
            out[p] = std::max(out[p], label);
        }
        if (!agree)
            out[p] = ignored;
    }
    return out;
}

void checkPieces(const Tokenizer& tokenizer, const ModelConfig& model, std::span<const TrainRecord> records,
                 const char* which)
{
    if (tokenizer.onePerPosition())
        return;
    std::string faults;
    std::size_t count = 0;
    for (const TrainRecord& record : records) {
        const Encoding encoding = tokenizer.split(record.sequence);
        const std::string fault = encoding.pieces ? faultOf(model, record, *encoding.pieces) : std::string();
        if (!fault.empty() && ++count <= listed)
            faults += "\n  record \"" + record.id + "\": " + fault;
    }
    if (count > listed)
        faults += "\n  … and " + std::to_string(count - listed) + " more";
    if (count > 0)
        throw ModelError(std::string("the ") + which +
                         " records do not fit the tokenizer, whose tokens stand for several positions:" + faults);
}

} // namespace corespan::model
