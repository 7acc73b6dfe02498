// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/engine.h"

#include "heads/padded_run.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <ranges>

namespace corespan::model {

namespace {

at::Tensor toTensor(const std::vector<std::int64_t>& values, const at::Device& device)
{
    const at::Tensor tensor = at::empty({static_cast<std::int64_t>(values.size())}, at::kLong);
    std::ranges::copy(values, tensor.data_ptr<std::int64_t>());
    return tensor.to(device);
}

} // namespace

EncodedBatch packEncodings(std::vector<Encoding> encodings, const at::Device& device)
{
    EncodedBatch batch;
    std::vector<std::int64_t> ids, kept;
    for (const Encoding& encoding : encodings) {
        const std::int64_t first = batch.tokens.rows(), end = static_cast<std::int64_t>(encoding.ids.size()) - 1;
        const auto keep = [&](std::int64_t token) { kept.push_back(first + token); };
        if (encoding.pieces)
            std::ranges::for_each(encoding.pieces->tokens, keep);
        else
            std::ranges::for_each(std::views::iota(std::int64_t{0}, end), keep);
        keep(end);
        batch.packed.append(static_cast<std::int64_t>(kept.size()) - batch.packed.rows());
        batch.tokens.append(end + 1);
        ids.insert(ids.end(), encoding.ids.begin(), encoding.ids.end());
    }
    batch.ids = toTensor(ids, device);
    if (kept.size() < ids.size())
        batch.kept = toTensor(kept, device);
    if (std::ranges::any_of(encodings, [](const Encoding& e) { return e.pieces.has_value(); })) {
        for (Encoding& encoding : encodings)
            batch.pieces.push_back(std::move(encoding.pieces));
    }
    return batch;
}

EncodedBatch encodeBatch(const Tokenizer& tokenizer, std::span<const std::string_view> sequences,
                         const at::Device& device)
{
    std::vector<Encoding> encodings;
    for (const std::string_view sequence : sequences)
        encodings.push_back(tokenizer.split(sequence));
    return packEncodings(std::move(encodings), device);
}

BatchOutput infer(const nn::Network& network, const EncodedBatch& batch, bool wantHidden)
{
    const c10::InferenceMode inference;
    const nn::NetworkOutput raw = nn::forward(network, batch.ids, batch.encoderRows(), nullptr, batch.kept);
    BatchOutput out;
    out.packed = batch.packed;
    out.pieces = batch.pieces;
    if (wantHidden)
        out.hidden = raw.hidden.to(at::kCPU, at::kFloat).contiguous();
    if (network.config.isPadded()) {
        const PaddedRun run = runPadded(network, raw.hidden, batch.packed);
        out.selector = run.tracks;
        out.labels = run.labels;
    }
    if (raw.selector.defined())
        out.selector = raw.selector.to(at::kCPU, at::kFloat).contiguous();
    if (raw.labels.defined())
        out.labels = raw.labels.to(at::kCPU, at::kFloat).contiguous();
    return out;
}

} // namespace corespan::model
