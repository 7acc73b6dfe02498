// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/color_scale.h"

#include "color_tables.h"

#include <cmath>

namespace corespan::widgets {

namespace {

constexpr std::array allKinds{ColorScale::Kind::Viridis, ColorScale::Kind::Cividis, ColorScale::Kind::Magma,
                              ColorScale::Kind::Grey};

QRgb parsed(const char* hex)
{
    return qRgb(QByteArray(hex, 2).toInt(nullptr, 16), QByteArray(hex + 2, 2).toInt(nullptr, 16),
                QByteArray(hex + 4, 2).toInt(nullptr, 16));
}

const char* source(ColorScale::Kind kind)
{
    switch (kind) {
    case ColorScale::Kind::Viridis:
        return tables::viridis;
    case ColorScale::Kind::Cividis:
        return tables::cividis;
    case ColorScale::Kind::Magma:
        return tables::magma;
    case ColorScale::Kind::Grey:
        break;
    }
    return nullptr;
}

} // namespace

ColorScale::ColorScale(Kind kind) : m_kind(kind)
{
    const char* hex = source(kind);
    for (std::size_t i = 0; i < m_table.size(); ++i) {
        const int grey = static_cast<int>(i);
        m_table[i] = hex ? parsed(hex + 6 * i) : qRgb(grey, grey, grey);
    }
}

std::span<const ColorScale::Kind> ColorScale::kinds()
{
    return allKinds;
}

QString ColorScale::name(Kind kind)
{
    switch (kind) {
    case Kind::Viridis:
        return QStringLiteral("viridis");
    case Kind::Cividis:
        return QStringLiteral("cividis");
    case Kind::Magma:
        return QStringLiteral("magma");
    case Kind::Grey:
        return QStringLiteral("grey");
    }
    return {};
}

ColorScale ColorScale::named(const QString& name)
{
    for (const Kind kind : allKinds) {
        if (ColorScale::name(kind) == name) {
            return ColorScale(kind);
        }
    }
    return ColorScale();
}

QRgb ColorScale::colorAt(float value) const
{
    if (std::isnan(value)) {
        return qRgba(0, 0, 0, 0);
    }
    return m_table[static_cast<std::size_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F))];
}

} // namespace corespan::widgets
