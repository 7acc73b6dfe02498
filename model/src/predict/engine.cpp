// SPDX-License-Identifier: GPL-3.0-or-later
#include "predict/engine.h"

#include "heads/padded_run.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace corespan::model {

EncodedBatch encodeBatch(const Tokenizer& tokenizer, std::span<const std::string_view> sequences,
                         const at::Device& device)
{
    EncodedBatch batch;
    for (const std::string_view sequence : sequences)
        batch.packed.append(static_cast<std::int64_t>(sequence.size()) + 1);
    const at::Tensor ids = at::empty({batch.packed.rows()}, at::kLong);
    auto* to = ids.data_ptr<std::int64_t>();
    for (const std::string_view sequence : sequences)
        to = std::ranges::copy(tokenizer.encode(sequence), to).out;
    batch.ids = ids.to(device);
    return batch;
}

BatchOutput infer(const nn::Network& network, const EncodedBatch& batch, bool wantHidden)
{
    const c10::InferenceMode inference;
    const nn::NetworkOutput raw = nn::forward(network, batch.ids, batch.packed);
    BatchOutput out;
    out.packed = batch.packed;
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
