// SPDX-License-Identifier: GPL-3.0-or-later
// Included once in each kernels_<isa>.cpp, inside an anonymous namespace: no symbol of it may be shared between files
// that are compiled for different instruction sets. Uses no library templates for the same reason.
// One register of floats (GCC and Clang vector extensions). A wider vector would be split by the compiler, but GCC keeps
// the parts in memory: an order of magnitude slower.
constexpr int vectorBytes = CORESPAN_VECTOR_BYTES;
typedef float V __attribute__((vector_size(vectorBytes)));
typedef float Vu __attribute__((vector_size(vectorBytes), aligned(4), may_alias));
typedef std::int32_t I __attribute__((vector_size(vectorBytes)));
typedef std::uint32_t U __attribute__((vector_size(vectorBytes)));
constexpr std::int64_t lanes = vectorBytes / 4;
constexpr std::int64_t grain = 16; // buffers and tiles are multiples of it: whole vectors for every instruction set

#define CS_INLINE inline __attribute__((always_inline))

CS_INLINE V load(const float* p) { return *reinterpret_cast<const Vu*>(p); }
CS_INLINE void store(float* p, V v) { *reinterpret_cast<Vu*>(p) = v; }
CS_INLINE V splat(float x) { return V{} + x; }
CS_INLINE std::int64_t roundUp(std::int64_t n) { return (n + grain - 1) / grain * grain; }
CS_INLINE std::int64_t least(std::int64_t a, std::int64_t b) { return a < b ? a : b; }
CS_INLINE std::int64_t most(std::int64_t a, std::int64_t b) { return a > b ? a : b; }

CS_INLINE float sum(V v)
{
    float total = 0.0F;
    for (int i = 0; i < lanes; ++i)
        total += v[i];
    return total;
}

CS_INLINE float maximum(V v)
{
    float top = v[0];
    for (int i = 1; i < lanes; ++i)
        top = v[i] > top ? v[i] : top;
    return top;
}

/// exp to about 2 ulp; 0 below -87. Range reduction and polynomial as in Cephes' expf.
CS_INLINE V exponential(V x)
{
    const I live = x > -87.0F;
    V y = live ? x : splat(-87.0F);
    y = y < 88.0F ? y : splat(88.0F);
    const V rounded = (y * 1.44269504088896341F + 12582912.0F) - 12582912.0F; // 1.5 * 2^23: round to nearest
    V r = y - rounded * 0.693359375F;
    r = r - rounded * -2.12194440e-4F;
    V p = splat(1.9875691500e-4F);
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    const I power = (__builtin_convertvector(rounded, I) + 127) << 23;
    const V result = p * (V)power; // the bits, not the values
    return live ? result : V{};
}
