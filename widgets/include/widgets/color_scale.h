// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QVector>

#include <array>
#include <span>

namespace corespan::widgets {

/// A map from 0..1 to colours with rising lightness, so that it reads without hue and in grey print.
class ColorScale
{
public:
    enum class Kind { Viridis, Cividis, Magma, Grey };

    ColorScale() : ColorScale(Kind::Viridis) {}
    explicit ColorScale(Kind kind);

    static std::span<const Kind> kinds();
    /// "viridis"; stable, fit for a settings file.
    static QString name(Kind kind);
    /// The scale of that name; viridis where there is none.
    static ColorScale named(const QString& name);

    Kind kind() const { return m_kind; }
    QString name() const { return name(m_kind); }
    /// `value` is held to 0..1; NaN is transparent.
    QRgb colorAt(float value) const;
    const std::array<QRgb, 256>& table() const { return m_table; }
    bool operator==(const ColorScale& other) const { return m_kind == other.m_kind; }

private:
    Kind m_kind;
    std::array<QRgb, 256> m_table;
};

} // namespace corespan::widgets
