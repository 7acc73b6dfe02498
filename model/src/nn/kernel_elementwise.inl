// SPDX-License-Identifier: GPL-3.0-or-later
// Row counts are the caller's shares of the work; n (d_model, d_ff) need not be a multiple of the vector length.
void rmsForward(const float* x, const float* weight, float* y, float* inv, std::int64_t rows, std::int64_t n, float eps)
{
    const std::int64_t whole = n / lanes * lanes;
    for (std::int64_t r = 0; r < rows; ++r, x += n, y += n) {
        V squares = {};
        for (std::int64_t i = 0; i < whole; i += lanes)
            squares += load(x + i) * load(x + i);
        float total = sum(squares);
        for (std::int64_t i = whole; i < n; ++i)
            total += x[i] * x[i];
        const float factor = 1.0F / __builtin_sqrtf(total / static_cast<float>(n) + eps);
        inv[r] = factor;
        for (std::int64_t i = 0; i < whole; i += lanes)
            store(y + i, load(x + i) * factor * load(weight + i));
        for (std::int64_t i = whole; i < n; ++i)
            y[i] = x[i] * factor * weight[i];
    }
}

void rmsBackward(const float* x, const float* weight, const float* inv, const float* dy, float* dx, float* dWeight,
                 std::int64_t rows, std::int64_t n)
{
    const std::int64_t whole = n / lanes * lanes;
    for (std::int64_t r = 0; r < rows; ++r, x += n, dy += n, dx += n) {
        const float f = inv[r];
        V dots = {};
        for (std::int64_t i = 0; i < whole; i += lanes) {
            dots += load(dy + i) * load(weight + i) * load(x + i);
            store(dWeight + i, load(dWeight + i) + load(dy + i) * load(x + i) * f);
        }
        float dot = sum(dots);
        for (std::int64_t i = whole; i < n; ++i) {
            dot += dy[i] * weight[i] * x[i];
            dWeight[i] += dy[i] * x[i] * f;
        }
        const float pull = f * f * f * dot / static_cast<float>(n);
        for (std::int64_t i = 0; i < whole; i += lanes)
            store(dx + i, load(dy + i) * load(weight + i) * f - load(x + i) * pull);
        for (std::int64_t i = whole; i < n; ++i)
            dx[i] = dy[i] * weight[i] * f - x[i] * pull;
    }
}

// gelu_new(x) = x * sigmoid(2 u), u = sqrt(2 / pi) * (x + 0.044715 x^3): the tanh form of Hendrycks & Gimpel.
constexpr float twiceRoot = 1.5957691216057308F;

CS_INLINE V gate(V x) { return 1.0F / (1.0F + exponential(-(x + x * x * x * 0.044715F) * twiceRoot)); }

CS_INLINE V gateSlope(V x, V g) { return g + x * g * (1.0F - g) * (1.0F + x * x * 0.134145F) * twiceRoot; }

CS_INLINE V partial(const float* p, std::int64_t n)
{
    V v = {};
    for (std::int64_t i = 0; i < n; ++i)
        v[i] = p[i];
    return v;
}

CS_INLINE void storePartial(float* p, V v, std::int64_t n)
{
    for (std::int64_t i = 0; i < n; ++i)
        p[i] = v[i];
}

void gegluForward(const float* u, float* y, std::int64_t rows, std::int64_t n)
{
    const std::int64_t whole = n / lanes * lanes;
    for (std::int64_t r = 0; r < rows; ++r, u += 2 * n, y += n) {
        for (std::int64_t i = 0; i < whole; i += lanes) {
            const V x = load(u + i);
            store(y + i, x * gate(x) * load(u + n + i));
        }
        const V x = partial(u + whole, n - whole);
        storePartial(y + whole, x * gate(x) * partial(u + n + whole, n - whole), n - whole);
    }
}

void gegluBackward(const float* u, const float* dy, float* du, std::int64_t rows, std::int64_t n)
{
    for (std::int64_t r = 0; r < rows; ++r, u += 2 * n, du += 2 * n, dy += n) {
        for (std::int64_t i = 0; i < n; i += lanes) {
            const std::int64_t m = least(lanes, n - i);
            const bool full = m == lanes;
            const V x = full ? load(u + i) : partial(u + i, m), w = full ? load(u + n + i) : partial(u + n + i, m);
            const V d = full ? load(dy + i) : partial(dy + i, m), g = gate(x);
            const V first = d * w * gateSlope(x, g), second = d * x * g;
            if (full) {
                store(du + i, first), store(du + n + i, second);
            } else {
                storePartial(du + i, first, m), storePartial(du + n + i, second, m);
            }
        }
    }
}

/// 32-bit mix with low bias (Wellons, "hash-prospector").
CS_INLINE U mix(U x)
{
    x ^= x >> 16;
    x *= 0x7feb352dU;
    x ^= x >> 15;
    x *= 0x846ca68bU;
    x ^= x >> 16;
    return x;
}

void dropout(const float* x, const float* residual, float* y, std::int64_t begin, std::int64_t end, std::uint32_t seed, float p)
{
    const float scale = 1.0F / (1.0F - p);
    const std::uint32_t threshold = static_cast<std::uint32_t>(p * 4294967040.0F);
    U step;
    for (std::uint32_t i = 0; i < lanes; ++i)
        step[i] = i;
    for (std::int64_t i = begin; i < end; i += lanes) {
        const U bits = mix(mix(step + static_cast<std::uint32_t>(i)) ^ seed);
        const V factor = bits >= threshold ? splat(scale) : V{};
        if (i + lanes <= end) {
            const V kept = load(x + i) * factor;
            store(y + i, residual ? kept + load(residual + i) : kept);
        } else {
            for (std::int64_t j = i; j < end; ++j)
                y[j] = x[j] * factor[j - i] + (residual ? residual[j] : 0.0F);
        }
    }
}
