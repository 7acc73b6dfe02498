// SPDX-License-Identifier: GPL-3.0-or-later
std::size_t scratchSize(const AttentionArgs& a, std::int64_t s)
{
    Buffers b;
    return carve(describe(a, s), nullptr, b);
}

void forward(const AttentionArgs& a, std::int64_t s, std::int64_t head, float* scratch)
{
    if (a.dim <= 16)
        forwardItem<1>(a, s, head, scratch);
    else if (a.dim <= 32)
        forwardItem<2>(a, s, head, scratch);
    else if (a.dim <= 64)
        forwardItem<4>(a, s, head, scratch);
    else
        forwardItem<8>(a, s, head, scratch);
}

void backward(const AttentionArgs& a, const AttentionGrads& g, std::int64_t s, std::int64_t head, float* scratch)
{
    if (a.dim <= 16)
        backwardItem<1>(a, g, s, head, scratch);
    else if (a.dim <= 32)
        backwardItem<2>(a, g, s, head, scratch);
    else if (a.dim <= 64)
        backwardItem<4>(a, g, s, head, scratch);
    else
        backwardItem<8>(a, g, s, head, scratch);
}

constexpr Kernels table = {CORESPAN_ISA, scratchSize, forward, backward, rmsForward, rmsBackward,
                           gegluForward, gegluBackward, dropout};
