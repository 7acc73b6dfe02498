// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_fixture.h"

#include "gui/controllers/overview_controller.h"
#include "gui/panels/centre_panel.h"
#include "gui/panels/overview_window.h"
#include "gui/panels/queue_panel.h"
#include "widgets/bar_plot.h"
#include "widgets/record_heatmap.h"

#include <QClipboard>
#include <QComboBox>
#include <QImage>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>

using namespace corespan;
using namespace corespan::test;

/// Pictures of the record and of the whole project.
class TestPictures : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_fixture = std::make_unique<GuiFixture>(3);
        m_fixture->open();
    }
    void cleanup() { m_fixture.reset(); }

    void theRecordIsCopied()
    {
        QGuiApplication::clipboard()->clear();
        actions().file.copyPicture->trigger();
        const QMimeData* copied = QGuiApplication::clipboard()->mimeData();
        QVERIFY(copied->hasImage() && copied->hasFormat("image/svg+xml"));
        const QImage image = copied->imageData().value<QImage>();
        QCOMPARE(image.size(), 2 * m_fixture->window->centrePanel().tracks().pictureSize());
    }

    void sizeAndThemeAreAsked()
    {
        const QString file = m_fixture->folder.filePath("r1.png");
        m_fixture->dialogs.files = {file};
        actions().file.picture->trigger();
        QVERIFY(m_fixture->dialogs.pictureAsked.has_value());
        QCOMPARE(m_fixture->dialogs.pictureAsked->picture.title, QString("r1"));
        QVERIFY(!QFile::exists(file)); // cancelled
        m_fixture->dialogs.picture = gui::PictureAnswer{{QSize(640, 500), widgets::Theme::darkTheme()}};
        actions().file.picture->trigger();
        const QImage image(file);
        QCOMPARE(image.size(), QSize(1280, 1000));
        QCOMPARE(image.pixel(2, 2), widgets::Theme::darkTheme().window.rgb());
        m_fixture->dialogs.files = {m_fixture->folder.filePath("r1.bmp")};
        actions().file.picture->trigger();
        QVERIFY(m_fixture->dialogs.asked.value(0).startsWith("Picture not written: "));
    }

    void theDialogAnswersWhatItShows()
    {
        gui::PictureDialog dialog({m_fixture->window->centrePanel().tracks().picture(), widgets::Theme::darkTheme()});
        dialog.show();
        const auto sides = dialog.findChildren<QSpinBox*>();
        QCOMPARE(sides.size(), 2);
        sides[0]->setValue(700);
        sides[1]->setValue(420);
        QVERIFY(dialog.answer().format.theme.dark);
        dialog.findChild<QComboBox*>()->setCurrentIndex(0);
        const gui::PictureAnswer answer = dialog.answer();
        QCOMPARE(answer.format.size, QSize(700, 420));
        QCOMPARE(answer.format.theme, widgets::Theme::light());
        QVERIFY(!answer.copy);
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->text().contains("Copy"))
                button->click();
        QVERIFY(dialog.answer().copy);
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
    }

    void allRecordsInOnePicture()
    {
        actions().queue.overview->trigger();
        gui::OverviewWindow* shown = m_fixture->window->overview().window();
        QVERIFY(shown != nullptr && shown->isVisible());
        QTRY_COMPARE(shown->summary(), QString("No record of the queue has a core and a prediction yet."));
        actions().model.predictAll->trigger();
        QTRY_VERIFY(m_fixture->current().prediction.has_value());
        QTRY_VERIFY(m_fixture->isSaved() && !m_fixture->window->document().inference().isRunning());
        shown->anchors().setCurrentIndex(2);
        QTRY_COMPARE(shown->heatmap().rowCount(), 3);
        QVERIFY2(shown->summary().startsWith("3 records of the queue"), qPrintable(shown->summary()));
        QCOMPARE(shown->labels().bars().size(), 1); // all "A"
        QCOMPARE(shown->labels().bars().first().value, 60);
        emit shown->heatmap().rowChosen(2);
        QTRY_VERIFY(m_fixture->current().record.name != "r1");
        m_fixture->dialogs.files = {m_fixture->folder.filePath("all.svg")};
        m_fixture->dialogs.picture = gui::PictureAnswer{{QSize(900, 500), widgets::Theme::light()}};
        emit shown->pictureWanted();
        QVERIFY(QFile(m_fixture->dialogs.files.first()).size() > 2000);
        actions().file.close->trigger();
        QTRY_VERIFY(!shown->isVisible());
    }

private:
    gui::Actions& actions() { return m_fixture->window->actions(); }
    std::unique_ptr<GuiFixture> m_fixture;
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
