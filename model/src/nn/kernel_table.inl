// SPDX-License-Identifier: GPL-3.0-or-later
std::size_t scratchSize(const AttentionArgs& a, std::int64_t s)
{
    Buffers b;
    return carve(describe(a, s), nullptr, b);
}

void forward(const AttentionArgs& a, std::int64_t s, std::int64_t head, float* scratch)
{
    if (a.dim <= 16)
        forwardItem<16 / lanes>(a, s, head, scratch);
    else if (a.dim <= 32)
        forwardItem<32 / lanes>(a, s, head, scratch);
    else if (a.dim <= 64)
        forwardItem<64 / lanes>(a, s, head, scratch);
    else
        forwardItem<128 / lanes>(a, s, head, scratch);
}

void backward(const AttentionArgs& a, const AttentionGrads& g, std::int64_t s, std::int64_t head, float* scratch)
{
    if (a.dim <= 16)
        backwardItem<16 / lanes>(a, g, s, head, scratch);
    else if (a.dim <= 32)
        backwardItem<32 / lanes>(a, g, s, head, scratch);
    else if (a.dim <= 64)
        backwardItem<64 / lanes>(a, g, s, head, scratch);
    else
        backwardItem<128 / lanes>(a, g, s, head, scratch);
}

constexpr Kernels table = {CORESPAN_ISA, scratchSize, forward, backward, rmsForward, rmsBackward,
                           gegluForward, gegluBackward, dropout};
