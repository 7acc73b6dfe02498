// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace corespan::model {

/// A sum of exponentials, kept as sum = exp(max) * scaled. A running log would lose 1e-12 a step at logits of 1e4; here
/// the largest term is exactly 1 and errors stay relative to the sum.
struct LogSum
{
    double max = -std::numeric_limits<double>::infinity();
    double scaled = 0.0;

    void add(double exponent) { add(LogSum{exponent, 1.0}); }

    void add(const LogSum& other)
    {
        if (other.scaled == 0.0)
            return;
        if (other.max <= max) {
            scaled += other.scaled * std::exp(other.max - max);
        } else {
            scaled = scaled == 0.0 ? other.scaled : scaled * std::exp(max - other.max) + other.scaled;
            max = other.max;
        }
    }

    /// The sum times exp(exponent).
    double times(double exponent) const { return scaled == 0.0 ? 0.0 : scaled * std::exp(max + exponent); }
};

/// Sums of exp(values[first..last]) for windows of one width that may be cut at either end of the array. Values are cut
/// into blocks of that width, so a window is the suffix of one block and the prefix of the next: two look-ups, and no
/// subtraction that could cancel. O(L) time and memory for all windows together.
class WindowSums
{
public:
    WindowSums(std::span<const double> values, std::int64_t width);

    /// 0 <= first <= last < L, and last - first + 1 == width unless first == 0 or last == L - 1.
    LogSum sum(std::int64_t first, std::int64_t last) const;

private:
    std::int64_t m_width;
    std::vector<LogSum> m_fromBlockStart; ///< block start ..= i
    std::vector<LogSum> m_toBlockEnd;     ///< i ..= block end
};

} // namespace corespan::model
