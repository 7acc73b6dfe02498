// SPDX-License-Identifier: GPL-3.0-or-later
#include "color_gradient.h"

#include <qcustomplot.h>

namespace corespan::widgets {

QCPColorGradient gradientOf(const ColorScale& scale)
{
    QMap<double, QColor> stops;
    for (int i = 0; i < 256; ++i) {
        stops.insert(i / 255.0, QColor::fromRgb(scale.table()[static_cast<std::size_t>(i)]));
    }
    QCPColorGradient gradient;
    gradient.setLevelCount(256);
    gradient.setColorInterpolation(QCPColorGradient::ciRGB);
    gradient.setColorStops(stops);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

} // namespace corespan::widgets
