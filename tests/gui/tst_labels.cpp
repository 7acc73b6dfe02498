// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/predict_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/status_line.h"
#include "gui/parts/label_palette.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>

using namespace corespan;
using namespace corespan::test;

/// The label menu: by mouse and by key, for a position and for a range; "A" and "B" are the model's labels, "A" its
/// choice everywhere. What is compared is on disk.
class TestLabels : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void aPositionByTheMouse();
    void aRangeByKeys();
    void backToTheModel();
    void menuGivenUp();
    void nothingSelected();
    void aRunOfEqualLabels();
    void theLastLabelAgain();
    void paletteTellsCasesApart();

private:
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    QPoint letter(qint64 position);
    QMenu* menu() const;
    QMap<std::int64_t, QString> onDisk();

    std::unique_ptr<GuiFixture> m_fixture;
};

void TestLabels::init()
{
    m_fixture = std::make_unique<GuiFixture>();
    m_fixture->open();
    QSignalSpy finished(&m_fixture->window->predictions(), &gui::PredictController::finished);
    m_fixture->window->predictions().predictAll();
    QTRY_COMPARE(finished.size(), 1);
    tracks().setFocus();
}

void TestLabels::cleanup()
{
    m_fixture.reset();
}

QPoint TestLabels::letter(qint64 position)
{
    return {qRound(tracks().xOf(double(position) + 0.5)), tracks().laneRect(widgets::Lane::Residues).center().y()};
}

QMenu* TestLabels::menu() const
{
    for (QMenu* open : m_fixture->window->findChildren<QMenu*>(QStringLiteral("labelMenu")))
        if (open->isVisible())
            return open;
    return nullptr;
}

QMap<std::int64_t, QString> TestLabels::onDisk()
{
    const auto reader = ProjectReader::open(m_fixture->project);
    return (*reader)->curation(m_fixture->current().record.id)->labels;
}

void TestLabels::aPositionByTheMouse()
{
    const QPoint point = letter(14);
    QContextMenuEvent event(QContextMenuEvent::Mouse, point, tracks().mapToGlobal(point));
    QApplication::sendEvent(&tracks(), &event);
    QVERIFY(menu() != nullptr);
    QCOMPARE(tracks().selection(), (widgets::PositionRange{14, 15}));
    const auto actions = menu()->actions();
    QCOMPARE(actions.size(), 4); // A, B, a line, as the model says
    QCOMPARE(actions[1]->text(), QStringLiteral("&B  B"));
    QTest::mouseClick(menu(), Qt::LeftButton, {}, menu()->actionGeometry(actions[1]).center());
    QTRY_VERIFY(m_fixture->isSaved());
    QCOMPARE(onDisk(), (QMap<std::int64_t, QString>{{14, QStringLiteral("B")}}));
    QTRY_COMPARE(m_fixture->current().history.value(0).who, QStringLiteral("ann"));
}

void TestLabels::aRangeByKeys()
{
    QTest::mousePress(&tracks(), Qt::LeftButton, {}, letter(20));
    QMouseEvent move(QEvent::MouseMove, letter(23), tracks().mapToGlobal(letter(23)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(&tracks(), &move);
    QTest::mouseRelease(&tracks(), Qt::LeftButton, {}, letter(23));
    QCOMPARE(tracks().selection(), (widgets::PositionRange{20, 24}));
    QTest::keyClick(&tracks(), Qt::Key_L);
    QVERIFY(menu() != nullptr);
    QTest::keyClick(menu(), Qt::Key_B);
    QTRY_VERIFY(m_fixture->isSaved());
    const auto b = QStringLiteral("B");
    QCOMPARE(onDisk(), (QMap<std::int64_t, QString>{{20, b}, {21, b}, {22, b}, {23, b}}));
    QVERIFY(menu() == nullptr);
    m_fixture->window->actions().edit.undo->trigger(); // one gesture, one step
    QTRY_VERIFY(m_fixture->current().curation.labels.isEmpty());
    QTRY_VERIFY(m_fixture->isSaved());
    QVERIFY(onDisk().isEmpty());
}

void TestLabels::backToTheModel()
{
    tracks().setSelection({20, 24});
    QTest::keyClick(&tracks(), Qt::Key_L);
    QTest::keyClick(menu(), Qt::Key_B);
    tracks().setSelection({21, 23});
    QTest::keyClick(&tracks(), Qt::Key_L);
    menu()->actions().last()->trigger();
    QTRY_VERIFY(m_fixture->isSaved());
    QCOMPARE(onDisk(), (QMap<std::int64_t, QString>{{20, QStringLiteral("B")}, {23, QStringLiteral("B")}}));
}

void TestLabels::menuGivenUp()
{
    tracks().setSelection({20, 24});
    QTest::keyClick(&tracks(), Qt::Key_L);
    QTest::keyClick(menu(), Qt::Key_Escape);
    QTRY_VERIFY(menu() == nullptr);
    QVERIFY(m_fixture->current().curation.labels.isEmpty());
    QCOMPARE(tracks().selection(), (widgets::PositionRange{20, 24}));
}

void TestLabels::nothingSelected()
{
    QTest::keyClick(&tracks(), Qt::Key_L);
    QVERIFY(menu() == nullptr);
    QVERIFY(m_fixture->window->statusLine().jobText().startsWith(QStringLiteral("Select positions")));
}

void TestLabels::aRunOfEqualLabels()
{
    tracks().setSelection({14, 18});
    QTest::keyClick(&tracks(), Qt::Key_L);
    QTest::keyClick(menu(), Qt::Key_B);
    tracks().setSelection({16, 17}); // the caret among them
    QTest::keyClick(&tracks(), Qt::Key_E);
    QCOMPARE(tracks().selection(), (widgets::PositionRange{14, 18}));
    tracks().setSelection({20, 21});
    QTest::keyClick(&tracks(), Qt::Key_E);
    QCOMPARE(tracks().selection(), (widgets::PositionRange{18, 30})); // the model labels no farther than its core
    tracks().setSelection({40, 41});
    QTest::keyClick(&tracks(), Qt::Key_E);
    QCOMPARE(tracks().selection(), (widgets::PositionRange{40, 41}));
    QCOMPARE(m_fixture->window->statusLine().jobText(), QStringLiteral("Position 41 has no label."));
}

void TestLabels::theLastLabelAgain()
{
    tracks().setSelection({20, 22});
    QTest::keyClick(&tracks(), Qt::Key_R);
    QVERIFY(m_fixture->window->statusLine().jobText().startsWith(QStringLiteral("No label was set yet")));
    QTest::keyClick(&tracks(), Qt::Key_L);
    QTest::keyClick(menu(), Qt::Key_B);
    tracks().setSelection({25, 26});
    QTest::keyClick(&tracks(), Qt::Key_R);
    QTRY_VERIFY(m_fixture->isSaved());
    const auto b = QStringLiteral("B");
    QCOMPARE(onDisk(), (QMap<std::int64_t, QString>{{20, b}, {21, b}, {25, b}}));
}

void TestLabels::paletteTellsCasesApart()
{
    const QStringList names{QStringLiteral("H"), QStringLiteral("h"), QStringLiteral("*"), QStringLiteral("sheet"),
                            QStringLiteral("R & D")};
    const widgets::LabelSet labels = widgets::makeLabelSet(names);
    const auto chosenBy = [&labels](const QString& typed) {
        gui::LabelPalette palette(labels, nullptr);
        QStringList chosen;
        connect(&palette, &gui::LabelPalette::chosen, &palette, [&chosen](const QString& name) { chosen << name; });
        palette.popup({});
        QTest::keyClicks(&palette, typed);
        return chosen.join(QLatin1Char(','));
    };
    QCOMPARE(chosenBy(QStringLiteral("H")), QStringLiteral("H"));
    QCOMPARE(chosenBy(QStringLiteral("h")), QStringLiteral("h"));
    QCOMPARE(chosenBy(QStringLiteral("*")), QStringLiteral("*"));
    QCOMPARE(chosenBy(QStringLiteral("s")), QStringLiteral("sheet"));
    QCOMPARE(chosenBy(QStringLiteral("S")), QStringLiteral("sheet"));
    QCOMPARE(chosenBy(QStringLiteral("r")), QStringLiteral("R & D"));
    QCOMPARE(chosenBy(QStringLiteral("q")), QString());
}

QTEST_MAIN(TestLabels)
#include "tst_labels.moc"
