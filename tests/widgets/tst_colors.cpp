// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/color_scale.h"
#include "widgets/label_set.h"
#include "widgets/theme.h"

#include <QTest>

#include <array>
#include <cmath>
#include <limits>

using namespace corespan::widgets;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

// Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
constexpr Matrix normal{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protan{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deutan{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritan{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

Triple labOf(const QColor& color, const Matrix& sight)
{
    const Triple rgb{linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
    Triple seen{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t k = 0; k < 3; ++k) {
            seen[row] += sight[row][k] * rgb[k];
        }
        seen[row] = std::clamp(seen[row], 0.0, 1.0);
    }
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0; };
    const double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
    const double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    const double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const QColor& a, const QColor& b, const Matrix& sight)
{
    const Triple p = labOf(a, sight);
    const Triple q = labOf(b, sight);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

} // namespace

class TestColors : public QObject
{
    Q_OBJECT
private slots:
    void knownColors();
    void valuesAreHeld();
    void lightnessRises();
    void namesRoundTrip();
    void labelLetters();
    void labelColors();
    void labelsStayApart_data();
    void labelsStayApart();
    void textOnColors();
    void themesAreReadable_data();
    void themesAreReadable();
};

void TestColors::knownColors()
{
    const ColorScale viridis;
    QCOMPARE(viridis.kind(), ColorScale::Kind::Viridis);
    QCOMPARE(viridis.colorAt(0.0F), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(viridis.colorAt(1.0F), qRgb(0xfd, 0xe7, 0x25));
    QCOMPARE(ColorScale(ColorScale::Kind::Cividis).colorAt(0.0F), qRgb(0x00, 0x22, 0x4e));
    QCOMPARE(ColorScale(ColorScale::Kind::Magma).colorAt(1.0F), qRgb(0xfc, 0xfd, 0xbf));
    QCOMPARE(ColorScale(ColorScale::Kind::Grey).colorAt(0.5F), qRgb(128, 128, 128));
}

void TestColors::valuesAreHeld()
{
    const ColorScale scale;
    QCOMPARE(scale.colorAt(-3.0F), scale.colorAt(0.0F));
    QCOMPARE(scale.colorAt(7.0F), scale.colorAt(1.0F));
    QCOMPARE(qAlpha(scale.colorAt(std::numeric_limits<float>::quiet_NaN())), 0);
}

void TestColors::lightnessRises()
{
    for (const ColorScale::Kind kind : ColorScale::kinds()) {
        const ColorScale scale(kind);
        double before = -1.0;
        for (int i = 0; i <= 16; ++i) {
            const double lightness = labOf(QColor::fromRgb(scale.colorAt(static_cast<float>(i) / 16.0F)), normal)[0];
            QVERIFY2(lightness > before, qPrintable(scale.name()));
            before = lightness;
        }
    }
}

void TestColors::namesRoundTrip()
{
    for (const ColorScale::Kind kind : ColorScale::kinds()) {
        QCOMPARE(ColorScale::named(ColorScale::name(kind)).kind(), kind);
    }
    QCOMPARE(ColorScale::named(QStringLiteral("jet")).kind(), ColorScale::Kind::Viridis);
}

void TestColors::labelLetters()
{
    const LabelSet set = makeLabelSet({"helix", "strand", "turn", "S", "hinge", "xx", "x"});
    QString letters;
    for (const LabelStyle& style : set) {
        letters += style.letter;
    }
    QCOMPARE(letters, QStringLiteral("HTUSIXx"));
    QVERIFY(makeLabelSet({}).isEmpty());
}

void TestColors::labelColors()
{
    const LabelSet set = makeLabelSet({"helix", "coil", "strand", "other"});
    QCOMPARE(set[0].color, QColor(0xb8, 0x40, 0x5e));
    QCOMPARE(set[2].color, QColor(0x3f, 0x7f, 0xbf));
    QCOMPARE(set[1].color, QColor(0xb4, 0xb8, 0xbf));
    QCOMPARE(set[3].color, set[1].color);
    QStringList many;
    for (int i = 0; i < 60; ++i) {
        many << QStringLiteral("label%1").arg(i);
    }
    const LabelSet large = makeLabelSet(many);
    QVERIFY(large[8].color != large[0].color);
    QVERIFY(large[16].color != large[8].color);
}

void TestColors::labelsStayApart_data()
{
    QTest::addColumn<int>("sight");
    QTest::newRow("normal") << 0;
    QTest::newRow("protan") << 1;
    QTest::newRow("deutan") << 2;
    QTest::newRow("tritan") << 3;
}

void TestColors::labelsStayApart()
{
    QFETCH(const int, sight);
    const std::array sights{normal, protan, deutan, tritan};
    const LabelSet set = makeLabelSet({"a", "b", "c", "d", "e", "f", "g", "h", "coil"});
    for (int i = 0; i < set.size(); ++i) {
        for (int j = 0; j < i; ++j) {
            const double away = distance(set[i].color, set[j].color, sights[static_cast<std::size_t>(sight)]);
            QVERIFY2(away > 12.0, qPrintable(QStringLiteral("%1 and %2: %3").arg(i).arg(j).arg(away)));
        }
    }
}

void TestColors::textOnColors()
{
    QCOMPARE(textColorOn(Qt::white), QColor(Qt::black));
    QCOMPARE(textColorOn(QColor(0x4b, 0x2a, 0x7b)), QColor(Qt::white));
    QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    for (const LabelStyle& style : makeLabelSet({"a", "b", "c", "d", "e", "f", "g", "h", "coil"})) {
        QVERIFY(contrastRatio(textColorOn(style.color), style.color) >= 4.5);
    }
}

void TestColors::themesAreReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestColors::themesAreReadable()
{
    QFETCH(const bool, dark);
    const Theme t = dark ? Theme::darkTheme() : Theme::light();
    QCOMPARE(t.dark, dark);
    const std::array pairs{
        std::pair{t.text, t.window},
        std::pair{t.text, t.panel},
        std::pair{t.text, t.selection},
        std::pair{t.text, t.coreResidues},
        std::pair{t.mutedText, t.window},
        std::pair{t.mutedText, t.panel},
        std::pair{t.accentText, t.accent},
        std::pair{t.predictedText, t.predicted},
        std::pair{t.curatedText, t.curatedFill},
        std::pair{t.bubbleText, t.bubble},
        std::pair{t.good, t.panel},
        std::pair{t.warning, t.panel},
        std::pair{t.bad, t.panel},
    };
    for (const auto& [text, ground] : pairs) {
        const double ratio = contrastRatio(text, ground);
        QVERIFY2(ratio >= 4.5, qPrintable(text.name() + " on " + ground.name() + ": " + QString::number(ratio)));
    }
    QVERIFY(contrastRatio(t.faintText, t.window) >= 3.0);
    QVERIFY(contrastRatio(t.curatedLine, t.window) >= 3.0);
    QVERIFY(contrastRatio(t.accent, t.window) >= 3.0);
}

QTEST_APPLESS_MAIN(TestColors)
#include "tst_colors.moc"
