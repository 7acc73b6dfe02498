// SPDX-License-Identifier: GPL-3.0-or-later
// dS = P * (dP - delta), with P from the stored log-sum-exp, dP = dO V^T and delta = sum(dO * O).
CS_INLINE void scoreGradients(const float* p, float* dp, std::int64_t n, float delta)
{
    for (std::int64_t c = 0; c < n; c += lanes)
        store(dp + c, load(p + c) * (load(dp + c) - delta));
}

/// Turns the tile's scores into probabilities and b.ds / b.dsg into score gradients.
CS_INLINE void tileGradients(const AttentionArgs& a, const Item& it, const Tile& t, std::int64_t head, const Buffers& b)
{
    products(b.dO, it.dp, a.dim, b.vt + t.key, it.ld, b.ds, it.width, t.columns);
    if (it.side > 0)
        products(b.dO, it.dp, a.dim, b.gvt, it.sideLd, b.dsg, it.sideWidth, it.sideWidth);
    for (std::int64_t r = 0; r < tileRows; ++r) {
        float *p = b.s + r * it.width, *pg = b.sg + r * it.sideWidth;
        if (r >= t.rows) {
            clear(p, t.columns), clear(b.ds + r * it.width, t.columns);
            clear(pg, it.sideWidth), clear(b.dsg + r * it.sideWidth, it.sideWidth);
            continue;
        }
        const std::int64_t row = it.first + t.row + r;
        const float* out = a.out + row * a.heads * a.dim + head * a.dim;
        float delta = 0.0F;
        for (std::int64_t d = 0; d < a.dim; ++d)
            delta += b.dO[r * it.dp + d] * out[d];
        const float lse = a.lse[row * a.heads + head];
        exponentiate(p, t.columns, lse);
        scoreGradients(p, b.ds + r * it.width, t.columns, delta);
        if (it.side > 0) {
            exponentiate(pg, it.sideWidth, lse);
            scoreGradients(pg, b.dsg + r * it.sideWidth, it.sideWidth, delta);
        }
    }
}

CS_INLINE void biasGradients(const AttentionArgs& a, const AttentionGrads& g, const Item& it, const Tile& t, std::int64_t s,
                             std::int64_t head, const Buffers& b)
{
    for (std::int64_t r = 0; r < t.rows; ++r) {
        const std::int64_t i = t.row + r;
        float* bias = b.dbias + biasPad + it.radius + (t.key - i);
        const float* ds = b.ds + r * it.width;
        for (std::int64_t c = 0; c < t.columns; c += lanes)
            store(bias + c, load(bias + c) + load(ds + c));
        if (it.side == 0)
            continue;
        float* sideBias = g.dSideBias + (s * a.heads + head) * a.sideBiasStride + a.sideCenter - sideBlockOf(a, it, i);
        for (std::int64_t k = 0; k < it.side; ++k)
            sideBias[k] += b.dsg[r * it.sideWidth + k];
    }
}

template <int DV>
void backwardItem(const AttentionArgs& a, const AttentionGrads& g, std::int64_t s, std::int64_t head, float* scratch)
{
    const Item it = describe(a, s);
    Buffers b;
    carve(it, scratch, b);
    loadKeys(a, it, head, b, true);
    clear(b.dk, it.ld * it.dp), clear(b.dv, it.ld * it.dp);
    clear(b.dgk, it.sideLd * it.dp), clear(b.dgv, it.sideLd * it.dp);
    const std::int64_t reach = it.radius + biasPad, inner = a.heads * a.dim;
    clear(b.dbias, 2 * reach + 1);
    alignas(64) float dq[tileRows * DV * lanes];
    for (std::int64_t row = 0; row < it.length; row += tileRows) {
        const Tile t = tileAt(it, row);
        scores(a, it, t, head, b);
        pack(g.dOut + (it.first + row) * inner + head * a.dim, inner, t.rows, a.dim, b.dO, tileRows, it.dp);
        tileGradients(a, it, t, head, b);
        biasGradients(a, g, it, t, s, head, b);
        clear(dq, tileRows * it.dp);
        weightedRows<DV>(b.ds, it.width, t.columns, b.k + t.key * it.dp, dq);
        weightedColumns<DV>(b.ds, it.width, t.columns, b.q, b.dk + t.key * it.dp);
        weightedColumns<DV>(b.s, it.width, t.columns, b.dO, b.dv + t.key * it.dp);
        if (it.side > 0) {
            weightedRows<DV>(b.dsg, it.sideWidth, it.sideWidth, b.gk, dq);
            weightedColumns<DV>(b.dsg, it.sideWidth, it.sideWidth, b.q, b.dgk);
            weightedColumns<DV>(b.sg, it.sideWidth, it.sideWidth, b.dO, b.dgv);
        }
        unpack(dq, it.dp, t.rows, a.dim, g.dQ + (it.first + row) * a.rowStride + head * a.dim, a.rowStride);
    }
    unpack(b.dk, it.dp, it.length, a.dim, g.dK + it.first * a.rowStride + head * a.dim, a.rowStride);
    unpack(b.dv, it.dp, it.length, a.dim, g.dV + it.first * a.rowStride + head * a.dim, a.rowStride);
    if (it.side > 0) {
        unpack(b.dgk, it.dp, it.side, a.dim, g.dSideK + it.sideFirst * a.sideRowStride + head * a.dim, a.sideRowStride);
        unpack(b.dgv, it.dp, it.side, a.dim, g.dSideV + it.sideFirst * a.sideRowStride + head * a.dim, a.sideRowStride);
    }
    for (std::int64_t o = -it.radius; o <= it.radius; ++o)
        g.dBias[(s * a.heads + head) * a.biasStride + a.biasCenter + o] += b.dbias[reach + o];
}
