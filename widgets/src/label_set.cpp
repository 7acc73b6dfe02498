// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/label_set.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>

namespace corespan::widgets {

namespace {

// After Okabe and Ito, moved in lightness until every pair stays apart (CIE76 over 12) for normal, protan, deutan and
// tritan sight; a test holds them to it.
constexpr std::array palette{qRgb(0xb8, 0x40, 0x5e), qRgb(0x3f, 0x7f, 0xbf), qRgb(0xe0, 0xa0, 0x30),
                             qRgb(0x4f, 0xb2, 0x86), qRgb(0x4b, 0x2a, 0x7b), qRgb(0xa4, 0xd8, 0xf0),
                             qRgb(0xf3, 0xe5, 0x7c), qRgb(0x5f, 0x3a, 0x14)};
constexpr QRgb greyLabel = qRgb(0xb4, 0xb8, 0xbf);

bool isBackground(const QString& name)
{
    static const QSet<QString> names{QStringLiteral("coil"),    QStringLiteral("none"), QStringLiteral("other"),
                                     QStringLiteral("unknown"), QStringLiteral("-"),    QStringLiteral(".")};
    return names.contains(name.toLower());
}

/// The palette's next rounds: lighter, then darker.
QColor varied(QRgb base, std::size_t round)
{
    const int target = round % 2 == 1 ? 255 : 0;
    const double share = round == 0 ? 0.0 : 0.4;
    const auto mix = [=](int channel) { return static_cast<int>(std::lround(channel + (target - channel) * share)); };
    return {mix(qRed(base)), mix(qGreen(base)), mix(qBlue(base))};
}

QChar freeLetter(const QString& name, const QSet<QChar>& taken)
{
    static const QString spare = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    for (const QString& source : {name.toUpper(), spare, spare.toLower()}) {
        for (const QChar letter : source) {
            if (letter.isLetterOrNumber() && !taken.contains(letter)) {
                return letter;
            }
        }
    }
    return u'?';
}

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

LabelSet makeLabelSet(const QStringList& names)
{
    QSet<QChar> taken;
    for (const QString& name : names) {
        if (name.size() == 1) {
            taken.insert(name.front());
        }
    }
    LabelSet set;
    set.reserve(names.size());
    std::size_t colored = 0;
    for (const QString& name : names) {
        LabelStyle style{name, name.size() == 1 ? name.front() : freeLetter(name, taken), QColor::fromRgb(greyLabel)};
        taken.insert(style.letter);
        if (!isBackground(name)) {
            style.color = varied(palette[colored % palette.size()], colored / palette.size());
            ++colored;
        }
        set.append(style);
    }
    return set;
}

QColor textColorOn(const QColor& background)
{
    return contrastRatio(background, Qt::white) >= contrastRatio(background, Qt::black) ? QColor(Qt::white)
                                                                                        : QColor(Qt::black);
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double a = luminance(first) + 0.05;
    const double b = luminance(second) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

} // namespace corespan::widgets
