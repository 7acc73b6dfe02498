// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <cstdint>

namespace corespan::model::kernel {

/// Attention with a relative-position bias over packed sequences (no padding anywhere), for one CPU thread at a time.
/// Scores are not scaled (T5). Query i of a sequence sees keys j with |j - i| <= radius, and, when there are any, all
/// `side` (global) keys of its sequence. All arrays are float, row-major.
struct AttentionArgs
{
    std::int64_t heads = 0;
    std::int64_t dim = 0;       ///< size of one head
    std::int64_t rowStride = 0; ///< floats between rows of q, k, v (they may lie in one matrix)
    const float* q = nullptr;
    const float* k = nullptr;
    const float* v = nullptr;
    const std::int64_t* offsets = nullptr; ///< [sequences + 1] rows where sequences begin
    std::int64_t radius = -1;              ///< < 0: all keys
    bool causal = false;                   ///< of these, only keys j <= i

    const float* bias = nullptr; ///< [heads, biasStride], entry biasCenter + (j - i)
    std::int64_t biasStride = 0;
    std::int64_t biasCenter = 0;

    const float* sideK = nullptr; ///< null: no global keys
    const float* sideV = nullptr;
    std::int64_t sideRowStride = 0;
    const std::int64_t* sideOffsets = nullptr; ///< [sequences + 1]
    std::int64_t sideBlock = 1;                ///< positions a global key stands for; the last takes the orphans
    const float* sideBias = nullptr;           ///< [heads, sideBiasStride], entry sideCenter + (g - block of i)
    std::int64_t sideBiasStride = 0;
    std::int64_t sideCenter = 0;

    float* out = nullptr; ///< [rows, heads * dim]
    float* lse = nullptr; ///< [rows, heads] log-sum-exp of the scores, for the backward pass
};

/// Gradients; the arrays have the layout of their counterparts, biases one slice a sequence (summed by the caller, in a
/// fixed order, so that results repeat).
struct AttentionGrads
{
    const float* dOut = nullptr;
    float* dQ = nullptr;
    float* dK = nullptr;
    float* dV = nullptr;
    float* dSideK = nullptr;
    float* dSideV = nullptr;
    float* dBias = nullptr;     ///< [sequences, heads, biasStride]
    float* dSideBias = nullptr; ///< [sequences, heads, sideBiasStride]
};

struct Kernels
{
    const char* isa;
    /// Floats of scratch that one item needs.
    std::size_t (*scratch)(const AttentionArgs&, std::int64_t sequence);
    void (*forward)(const AttentionArgs&, std::int64_t sequence, std::int64_t head, float* scratch);
    void (*backward)(const AttentionArgs&, const AttentionGrads&, std::int64_t sequence, std::int64_t head,
                     float* scratch);

    /// y = x * rsqrt(mean(x^2) + eps) * weight; inv[rows] keeps the factor.
    void (*rmsForward)(const float* x, const float* weight, float* y, float* inv, std::int64_t rows, std::int64_t n,
                       float eps);
    /// dWeight [n] is added to.
    void (*rmsBackward)(const float* x, const float* weight, const float* inv, const float* dy, float* dx,
                        float* dWeight, std::int64_t rows, std::int64_t n);
    /// y[r, i] = gelu_new(u[r, i]) * u[r, n + i]
    void (*gegluForward)(const float* u, float* y, std::int64_t rows, std::int64_t n);
    void (*gegluBackward)(const float* u, const float* dy, float* du, std::int64_t rows, std::int64_t n);
    /// y = (residual +) x * keep(index) / (1 - p); the mask is a hash of seed and index, so it needs no memory.
    void (*dropout)(const float* x, const float* residual, float* y, std::int64_t begin, std::int64_t end,
                    std::uint32_t seed, float p);
};

/// Largest head size that the kernels take.
inline constexpr std::int64_t maxHeadDim = 128;

/// The best set for this CPU.
const Kernels& kernels();

const Kernels& genericKernels();
const Kernels& avx2Kernels();
const Kernels& avx512Kernels();

} // namespace corespan::model::kernel
