// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles of 16 queries against their window of keys; scores live in scratch, never in an L x L matrix. The backward pass
// computes them again from the log-sum-exp (Dao et al. 2022, "FlashAttention", gives the recurrences).
constexpr std::int64_t tileRows = 16;
constexpr std::int64_t biasPad = 2 * grain + tileRows; // entries of a tile outside every row's window
// Accumulators of a product fill the registers that an instruction set has (32 with AVX-512, else 16) beside its factors.
constexpr bool wide = vectorBytes == 64;
constexpr int productRows = wide ? 8 : 4, productVectors = wide ? 1 : 2;
constexpr int mostVectors = wide ? 8 : 2; // of a row at a time
constexpr int groupOf(int vectors) { return vectors < mostVectors ? vectors : mostVectors; }
constexpr int rowsOf(int group) { return wide ? (group <= 2 ? 8 : 16 / group) : 4; }

struct Item
{
    std::int64_t length, first;  // positions, first row
    std::int64_t side, sideFirst; // global keys
    std::int64_t radius, ahead;  // keys seen on the left and on the right
    std::int64_t ld, sideLd;      // columns of the transposed keys
    std::int64_t width, sideWidth; // columns of a score tile
    std::int64_t dp;              // head size, padded
};

CS_INLINE Item describe(const AttentionArgs& a, std::int64_t s)
{
    Item it;
    it.first = a.offsets[s];
    it.length = a.offsets[s + 1] - it.first;
    it.sideFirst = a.sideK ? a.sideOffsets[s] : 0;
    it.side = a.sideK ? a.sideOffsets[s + 1] - it.sideFirst : 0;
    it.radius = a.radius < 0 ? it.length - 1 : least(a.radius, it.length - 1);
    it.ahead = a.causal ? 0 : it.radius;
    it.ld = roundUp(it.length) + 2 * grain;
    it.sideLd = roundUp(it.side) + grain;
    it.width = roundUp(least(it.length, 2 * it.radius + tileRows)) + grain;
    it.sideWidth = roundUp(it.side);
    it.dp = a.dim <= 16 ? 16 : a.dim <= 32 ? 32 : a.dim <= 64 ? 64 : 128;
    return it;
}

// The scratch of one item, carved up in a fixed order.
struct Buffers
{
    float *kt, *v, *gkt, *gv, *bias, *q, *s, *sg;                         // forward
    float *k, *gk, *vt, *gvt, *dk, *dv, *dgk, *dgv, *dO, *dbias, *ds, *dsg; // backward only
};

CS_INLINE std::size_t carve(const Item& it, float* base, Buffers& b)
{
    std::size_t used = 0;
    const auto take = [&](std::int64_t n) {
        float* p = base + used;
        used += static_cast<std::size_t>(roundUp(n));
        return p;
    };
    const std::int64_t keys = it.ld * it.dp, globals = it.sideLd * it.dp;
    b.kt = take(keys), b.v = take(keys), b.gkt = take(globals), b.gv = take(globals);
    b.bias = take(2 * it.radius + 1 + 2 * biasPad), b.q = take(tileRows * it.dp);
    b.s = take(tileRows * it.width), b.sg = take(tileRows * it.sideWidth);
    b.k = take(keys), b.gk = take(globals), b.vt = take(keys), b.gvt = take(globals);
    b.dk = take(keys), b.dv = take(keys), b.dgk = take(globals), b.dgv = take(globals);
    b.dO = take(tileRows * it.dp), b.dbias = take(2 * it.radius + 1 + 2 * biasPad);
    b.ds = take(tileRows * it.width), b.dsg = take(tileRows * it.sideWidth);
    return used;
}

CS_INLINE void clear(float* p, std::int64_t n)
{
    for (std::int64_t i = 0; i < n; ++i)
        p[i] = 0.0F;
}

/// rows x dim (strided) to rows x dp, zero where there is no source.
CS_INLINE void pack(const float* from, std::int64_t stride, std::int64_t rows, std::int64_t dim, float* to, std::int64_t toRows,
                    std::int64_t dp)
{
    clear(to, toRows * dp);
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t d = 0; d < dim; ++d)
            to[r * dp + d] = from[r * stride + d];
}

/// rows x dim (strided) to dim x ld.
CS_INLINE void transpose(const float* from, std::int64_t stride, std::int64_t rows, std::int64_t dim, float* to, std::int64_t ld)
{
    for (std::int64_t d = 0; d < dim; ++d)
        clear(to + d * ld + rows, ld - rows);
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t d = 0; d < dim; ++d)
            to[d * ld + r] = from[r * stride + d];
}

CS_INLINE void unpack(const float* from, std::int64_t dp, std::int64_t rows, std::int64_t dim, float* to, std::int64_t stride)
{
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t d = 0; d < dim; ++d)
            to[r * stride + d] = from[r * dp + d];
}

/// tile[r][c] = sum_d q[r][d] * kt[d][c]
CS_INLINE void products(const float* q, std::int64_t dp, std::int64_t dim, const float* kt, std::int64_t ld, float* tile,
                        std::int64_t width, std::int64_t columns)
{
    constexpr int rows = productRows, vectors = productVectors;
    for (std::int64_t r = 0; r < tileRows; r += rows) {
        for (std::int64_t c = 0; c < columns; c += vectors * lanes) {
            V acc[rows][vectors] = {};
            for (std::int64_t d = 0; d < dim; ++d)
                for (int v = 0; v < vectors; ++v) {
                    const V key = load(kt + d * ld + c + v * lanes);
                    for (int i = 0; i < rows; ++i)
                        acc[i][v] += key * q[(r + i) * dp + d];
                }
            for (int i = 0; i < rows; ++i)
                for (int v = 0; v < vectors; ++v)
                    store(tile + (r + i) * width + c + v * lanes, acc[i][v]);
        }
    }
}

/// out[r][:] += sum_c tile[r][c] * rows[c][:], summed in chunks: one long chain of additions would lose two digits over
/// thousands of keys.
template <int DV>
CS_INLINE void weightedRows(const float* tile, std::int64_t width, std::int64_t columns, const float* rows, float* out)
{
    constexpr int group = groupOf(DV), block = rowsOf(group);
    constexpr std::int64_t dp = DV * lanes, chunk = 64;
    for (std::int64_t r = 0; r < tileRows; r += block)
        for (std::int64_t first = 0; first < columns; first += chunk)
            for (std::int64_t at = 0; at < dp; at += group * lanes) {
                V acc[block][group] = {};
                for (std::int64_t c = first; c < least(columns, first + chunk); ++c)
                    for (int d = 0; d < group; ++d) {
                        const V value = load(rows + c * dp + at + d * lanes);
                        for (int i = 0; i < block; ++i)
                            acc[i][d] += value * tile[(r + i) * width + c];
                    }
                for (int i = 0; i < block; ++i)
                    for (int d = 0; d < group; ++d) {
                        float* to = out + (r + i) * dp + at + d * lanes;
                        store(to, load(to) + acc[i][d]);
                    }
            }
}

/// out[c][:] += sum_r tile[r][c] * rows[r][:]
template <int DV>
CS_INLINE void weightedColumns(const float* tile, std::int64_t width, std::int64_t columns, const float* rows, float* out)
{
    constexpr int group = groupOf(DV), block = rowsOf(group);
    constexpr std::int64_t dp = DV * lanes;
    for (std::int64_t c = 0; c < columns; c += block)
        for (std::int64_t at = 0; at < dp; at += group * lanes) {
            V acc[block][group];
            for (int i = 0; i < block; ++i)
                for (int d = 0; d < group; ++d)
                    acc[i][d] = load(out + (c + i) * dp + at + d * lanes);
            for (std::int64_t r = 0; r < tileRows; ++r)
                for (int d = 0; d < group; ++d) {
                    const V value = load(rows + r * dp + at + d * lanes);
                    for (int i = 0; i < block; ++i)
                        acc[i][d] += value * tile[r * width + c + i];
                }
            for (int i = 0; i < block; ++i)
                for (int d = 0; d < group; ++d)
                    store(out + (c + i) * dp + at + d * lanes, acc[i][d]);
        }
}

struct Tile
{
    std::int64_t row, rows;        // queries [row, row + rows)
    std::int64_t key, keys;        // keys [key, key + keys)
    std::int64_t columns;          // keys, rounded up
};

CS_INLINE Tile tileAt(const Item& it, std::int64_t row)
{
    Tile t;
    t.row = row;
    t.rows = least(tileRows, it.length - row);
    t.key = most(0, row - it.radius);
    t.keys = least(it.length, row + t.rows + it.ahead) - t.key;
    t.columns = roundUp(t.keys);
    return t;
}

CS_INLINE std::int64_t sideBlockOf(const AttentionArgs& a, const Item& it, std::int64_t position)
{
    return least(position / a.sideBlock, it.side - 1);
}

/// Adds the biases to a tile's products and puts -1e30 wherever a row sees no key.
CS_INLINE void addBias(const AttentionArgs& a, const Item& it, const Tile& t, std::int64_t head, const Buffers& b)
{
    for (std::int64_t r = 0; r < tileRows; ++r) {
        float* row = b.s + r * it.width;
        const std::int64_t i = t.row + r;
        // b.bias holds offsets -radius - biasPad ... radius + biasPad
        const float* bias = b.bias + biasPad + it.radius + (t.key - i);
        for (std::int64_t c = 0; c < t.columns; c += lanes)
            store(row + c, load(row + c) + load(bias + c));
        const std::int64_t low = most(0, i - it.radius) - t.key, high = least(it.length, i + it.ahead + 1) - t.key;
        for (std::int64_t c = 0; c < low; ++c)
            row[c] = -1e30F;
        for (std::int64_t c = most(high, 0); c < t.columns; ++c)
            row[c] = -1e30F;
        if (it.side == 0)
            continue;
        float* sideRow = b.sg + r * it.sideWidth;
        const float* sideBias = a.sideBias + head * a.sideBiasStride + a.sideCenter - sideBlockOf(a, it, least(i, it.length - 1));
        for (std::int64_t g = 0; g < it.side; ++g)
            sideRow[g] += sideBias[g];
        for (std::int64_t g = it.side; g < it.sideWidth; ++g)
            sideRow[g] = -1e30F;
    }
}

CS_INLINE void scores(const AttentionArgs& a, const Item& it, const Tile& t, std::int64_t head, const Buffers& b)
{
    pack(a.q + (it.first + t.row) * a.rowStride + head * a.dim, a.rowStride, t.rows, a.dim, b.q, tileRows, it.dp);
    products(b.q, it.dp, a.dim, b.kt + t.key, it.ld, b.s, it.width, t.columns);
    if (it.side > 0)
        products(b.q, it.dp, a.dim, b.gkt, it.sideLd, b.sg, it.sideWidth, it.sideWidth);
    addBias(a, it, t, head, b);
}

CS_INLINE float rowMaximum(const float* row, std::int64_t n)
{
    V top = splat(-1e30F);
    for (std::int64_t c = 0; c < n; c += lanes) {
        const V x = load(row + c);
        top = x > top ? x : top;
    }
    return maximum(top);
}

CS_INLINE float exponentiate(float* row, std::int64_t n, float shift)
{
    V total = {};
    for (std::int64_t c = 0; c < n; c += lanes) {
        const V e = exponential(load(row + c) - shift);
        store(row + c, e);
        total += e;
    }
    return sum(total);
}

CS_INLINE void loadKeys(const AttentionArgs& a, const Item& it, std::int64_t head, const Buffers& b, bool backward)
{
    const float *k = a.k + it.first * a.rowStride + head * a.dim, *v = a.v + it.first * a.rowStride + head * a.dim;
    transpose(k, a.rowStride, it.length, a.dim, b.kt, it.ld);
    pack(v, a.rowStride, it.length, a.dim, b.v, it.ld, it.dp);
    const std::int64_t reach = it.radius + biasPad;
    clear(b.bias, 2 * reach + 1);
    for (std::int64_t o = -it.radius; o <= it.radius; ++o)
        b.bias[reach + o] = a.bias[head * a.biasStride + a.biasCenter + o];
    if (backward) {
        pack(k, a.rowStride, it.length, a.dim, b.k, it.ld, it.dp);
        transpose(v, a.rowStride, it.length, a.dim, b.vt, it.ld);
    }
    if (it.side == 0)
        return;
    const float *gk = a.sideK + it.sideFirst * a.sideRowStride + head * a.dim;
    const float *gv = a.sideV + it.sideFirst * a.sideRowStride + head * a.dim;
    transpose(gk, a.sideRowStride, it.side, a.dim, b.gkt, it.sideLd);
    pack(gv, a.sideRowStride, it.side, a.dim, b.gv, it.sideLd, it.dp);
    if (backward) {
        pack(gk, a.sideRowStride, it.side, a.dim, b.gk, it.sideLd, it.dp);
        transpose(gv, a.sideRowStride, it.side, a.dim, b.gvt, it.sideLd);
    }
}

template <int DV>
void forwardItem(const AttentionArgs& a, std::int64_t s, std::int64_t head, float* scratch)
{
    const Item it = describe(a, s);
    Buffers b;
    carve(it, scratch, b);
    loadKeys(a, it, head, b, false);
    for (std::int64_t row = 0; row < it.length; row += tileRows) {
        const Tile t = tileAt(it, row);
        scores(a, it, t, head, b);
        float total[tileRows], *out = b.dO;
        for (std::int64_t r = 0; r < tileRows; ++r) {
            float *line = b.s + r * it.width, *side = b.sg + r * it.sideWidth;
            float top = rowMaximum(line, t.columns);
            const float sideTop = it.side > 0 ? rowMaximum(side, it.sideWidth) : top;
            top = sideTop > top ? sideTop : top;
            total[r] = exponentiate(line, t.columns, top);
            if (it.side > 0)
                total[r] += exponentiate(side, it.sideWidth, top);
            if (a.lse && r < t.rows)
                a.lse[(it.first + row + r) * a.heads + head] = top + __builtin_logf(total[r]);
        }
        clear(out, tileRows * it.dp);
        weightedRows<DV>(b.s, it.width, t.columns, b.v + t.key * it.dp, out);
        if (it.side > 0)
            weightedRows<DV>(b.sg, it.sideWidth, it.sideWidth, b.gv, out);
        for (std::int64_t r = 0; r < t.rows; ++r)
            for (std::int64_t d = 0; d < a.dim; ++d)
                a.out[(it.first + row + r) * a.heads * a.dim + head * a.dim + d] = out[r * it.dp + d] / total[r];
    }
}
