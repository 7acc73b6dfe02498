// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/queue_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/side_panel.h"

#include <QHelpEvent>
#include <QLabel>
#include <QMenu>

using namespace corespan;
using namespace corespan::test;

/// A gene whose labels are amino acids: what its codons say against them is shown, and nothing is changed for it.
class TestCodonWarnings : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void labelThatContradictsItsCodon();
    void coreOutOfFrame();
    void linkGoesThere();
    void longCoresInTheBackground();

private:
    widgets::TrackView& tracks() { return m_fixture->window->centrePanel().tracks(); }
    QVector<widgets::PositionNote> warnings() { return tracks().warnings(); }
    void setLabel(qint64 begin, qint64 end, Qt::Key letter);
    QLabel* remark() const;

    std::unique_ptr<GuiFixture> m_fixture;
};

/// "AC ATG AAA TGG TAA G" with a core of [2, 14), labelled M, K, W, *.
void TestCodonWarnings::init()
{
    m_fixture = std::make_unique<GuiFixture>();
    m_fixture->project = m_fixture->folder.filePath(QStringLiteral("gene.corespan"));
    LabelSet names;
    addMissingLabels(names, QStringLiteral("ACDEFGHIKLMNPQRSTVWY*").split(QString(), Qt::SkipEmptyParts));
    QVERIFY(bool(ProjectWriter::create(m_fixture->project, {QStringLiteral("gene"), Alphabet::Dna, names})));
    auto writer = ProjectWriter::open(m_fixture->project);
    QVERIFY(bool(writer));
    ImportedRecord record;
    record.record.name = QStringLiteral("g1");
    record.record.alphabet = Alphabet::Dna;
    record.residues = "ACATGAAATGGTAAG";
    record.record.length = record.residues.size();
    record.gold.annotated = true;
    record.gold.cores = {Core{{2, 14}}};
    record.gold.labels.resize(record.residues.size());
    for (int at = 2; at < 14; ++at)
        record.gold.labels[at] = QString(QLatin1Char("MMMKKKWWW***"[at - 2]));
    QVERIFY(bool((*writer)->addRecords(std::vector{record})));
    writer->reset();
    m_fixture->open();
    tracks().setFocus();
}

void TestCodonWarnings::cleanup()
{
    m_fixture.reset();
}

void TestCodonWarnings::setLabel(qint64 begin, qint64 end, Qt::Key letter)
{
    tracks().setSelection({begin, end});
    QTest::keyClick(&tracks(), Qt::Key_L);
    auto* menu = tracks().findChild<QMenu*>(QStringLiteral("labelMenu"));
    QVERIFY(menu != nullptr);
    QTest::keyClick(menu, letter);
    QTRY_VERIFY(tracks().findChild<QMenu*>(QStringLiteral("labelMenu")) == nullptr);
}

QLabel* TestCodonWarnings::remark() const
{
    for (auto* label : m_fixture->window->sidePanel().findChildren<QLabel*>())
        if (label->accessibleName() == QStringLiteral("Labels that contradict their codons"))
            return label;
    return nullptr;
}

void TestCodonWarnings::labelThatContradictsItsCodon()
{
    QVERIFY(warnings().isEmpty());
    QVERIFY(!remark()->isVisible());
    setLabel(6, 7, Qt::Key_R);
    const QVector<widgets::PositionNote> expected{{{5, 8}, QStringLiteral("codon AAA is K, the label says R")}};
    QCOMPARE(warnings(), expected);
    QVERIFY(remark()->isVisible());
    QVERIFY2(remark()->text().contains(QStringLiteral("AAA is K, the label says R.")), qPrintable(remark()->text()));
    setLabel(12, 13, Qt::Key_Y);
    QCOMPARE(warnings().size(), 2);
    QVERIFY2(remark()->text().endsWith(QStringLiteral("the label says R; 1 more.")), qPrintable(remark()->text()));

    // What the curator said is what is written.
    QTRY_VERIFY(m_fixture->isSaved());
    const auto reader = ProjectReader::open(m_fixture->project);
    QCOMPARE((*reader)->curation(m_fixture->current().record.id)->labels,
             (QMap<std::int64_t, QString>{{6, QStringLiteral("R")}, {12, QStringLiteral("Y")}}));

    m_fixture->window->actions().edit.undo->trigger();
    QTRY_COMPARE(warnings(), expected);
    setLabel(6, 7, Qt::Key_K);
    QVERIFY(warnings().isEmpty());
    QVERIFY(!remark()->isVisible());
}

void TestCodonWarnings::coreOutOfFrame()
{
    tracks().nudgeEdge(widgets::Edge::Begin, 1);
    QCOMPARE(warnings().size(), 3); // TGA, AAT, GGT
    QCOMPARE(warnings().first().range, (widgets::PositionRange{3, 6}));
    tracks().nudgeEdge(widgets::Edge::Begin, 2); // a whole codon
    QVERIFY(warnings().isEmpty());
    m_fixture->window->actions().review.noCore->trigger();
    m_fixture->window->document().select(RecordId(1));
    QVERIFY(warnings().isEmpty());
}

void TestCodonWarnings::linkGoesThere()
{
    setLabel(9, 10, Qt::Key_F);
    tracks().setSelection({});
    emit remark()->linkActivated(QStringLiteral("8"));
    QCOMPARE(tracks().selection(), (widgets::PositionRange{8, 11}));
    QCOMPARE(m_fixture->window->focusWidget(), &tracks());
}

/// A core whose codons are not read while the curator waits; and no remark of it stays beside the next record.
void TestCodonWarnings::longCoresInTheBackground()
{
    constexpr int codons = 40'000;
    m_fixture->close();
    auto writer = ProjectWriter::open(m_fixture->project);
    QVERIFY(bool(writer));
    ImportedRecord record;
    record.record.name = QStringLiteral("g2");
    record.record.alphabet = Alphabet::Dna;
    record.residues = QByteArray("ATG") + QByteArray("AAA").repeated(codons - 1);
    record.record.length = record.residues.size();
    record.gold.annotated = true;
    record.gold.cores = {Core{{0, record.record.length}}};
    record.gold.labels = QVector<QString>(record.record.length, QStringLiteral("K"));
    for (int at = 0; at < 3; ++at)
        record.gold.labels[at] = QStringLiteral("M");
    record.gold.labels[3 * 1000] = QStringLiteral("R");
    QVERIFY(bool((*writer)->addRecords(std::vector{record})));
    writer->reset();
    m_fixture->open();
    QVERIFY(m_fixture->window->queue().choose(QStringLiteral("g2")));
    const QVector<widgets::PositionNote> expected{{{3000, 3003}, QStringLiteral("codon AAA is K, the label says R")}};
    QTRY_COMPARE(warnings(), expected);
    QTRY_VERIFY(remark()->isVisible());
    QVERIFY(m_fixture->window->queue().choose(QStringLiteral("g1")));
    QVERIFY(warnings().isEmpty());
    QVERIFY(!remark()->isVisible());
}

QTEST_MAIN(TestCodonWarnings)
#include "tst_codon_warnings.moc"
