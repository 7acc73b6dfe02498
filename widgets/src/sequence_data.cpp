// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sequence_data.h"

namespace corespan::widgets {

LabelMatrix LabelMatrix::fromPositionMajor(PositionRange range, int labels, const QVector<float>& values)
{
    LabelMatrix matrix{range, labels, {}};
    const qint64 length = std::max<qint64>(range.length(), 0);
    Q_ASSERT(values.size() == length * labels);
    matrix.values.resize(values.size());
    for (qint64 position = 0; position < length; ++position) {
        for (int label = 0; label < labels; ++label) {
            matrix.values[label * length + position] = values[position * labels + label];
        }
    }
    return matrix;
}

} // namespace corespan::widgets
