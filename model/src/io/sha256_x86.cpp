// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sha256_block.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

namespace corespan::model {

namespace {

__attribute__((target("sha,sse4.1"))) inline __m128i loadWords(const std::byte* bytes)
{
    const __m128i toBigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)), toBigEndian);
}

/// The next four words of the message schedule from the sixteen before them.
__attribute__((target("sha,sse4.1"))) inline __m128i nextWords(const __m128i (&w)[4])
{
    const __m128i sevenBack = _mm_alignr_epi8(w[3], w[2], 4);
    return _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(w[0], w[1]), sevenBack), w[3]);
}

/// The instructions keep the state as (a b e f) and (c d g h), highest lane first.
__attribute__((target("sha,sse4.1"))) void addBlocks(std::array<std::uint32_t, 8>& state, const std::byte* blocks,
                                                     std::size_t count)
{
    const auto [a, b, c, d, e, f, g, h] = state;
    const auto lanes = [](std::uint32_t x3, std::uint32_t x2, std::uint32_t x1, std::uint32_t x0) {
        return std::array<std::uint32_t, 4>{x0, x1, x2, x3};
    };
    std::array<std::uint32_t, 4> first = lanes(a, b, e, f);
    std::array<std::uint32_t, 4> second = lanes(c, d, g, h);
    __m128i abef = _mm_loadu_si128(reinterpret_cast<const __m128i*>(first.data()));
    __m128i cdgh = _mm_loadu_si128(reinterpret_cast<const __m128i*>(second.data()));
    for (; count > 0; --count, blocks += 64) {
        const __m128i abefBefore = abef;
        const __m128i cdghBefore = cdgh;
        __m128i w[4] = {loadWords(blocks), loadWords(blocks + 16), loadWords(blocks + 32), loadWords(blocks + 48)};
        for (std::size_t round = 0; round < 64; round += 4) {
            const __m128i constants =
                _mm_loadu_si128(reinterpret_cast<const __m128i*>(sha256RoundConstants.data() + round));
            const __m128i mixed = _mm_add_epi32(w[0], constants);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, mixed);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(mixed, 0x0e));
            const __m128i next = nextWords(w);
            w[0] = w[1];
            w[1] = w[2];
            w[2] = w[3];
            w[3] = next;
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(first.data()), abef);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(second.data()), cdgh);
    state = {first[3], first[2], second[3], second[2], first[1], first[0], second[1], second[0]};
}

} // namespace

AddSha256Blocks sha256BlocksByInstructions()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    const bool sse41 = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0;
    const bool sha = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & (1U << 29)) != 0;
    return sse41 && sha ? addBlocks : nullptr;
}

} // namespace corespan::model
#else
namespace corespan::model {

AddSha256Blocks sha256BlocksByInstructions()
{
    return nullptr;
}

} // namespace corespan::model
#endif
