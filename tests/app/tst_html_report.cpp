// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/evaluated_fixture.h"
#include "app/format_fixture.h"
#include "core/evaluation/html_report.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace corespan;
using namespace corespan::test;

namespace {

Evaluation small()
{
    const EvaluatedSet model = smallSet("mine <&\"'>");
    Evaluation evaluation = evaluationOf(model, {{3}, {30}, {}, 10});
    evaluation.about = {{"device", "CPU & more"}};
    putBeside(evaluation, model, "against", emptySet("nothing"));
    evaluation.folds = {{"fold0.jsonl", evaluation.model.metrics}};
    return evaluation;
}

/// What a page holds, if it is well-formed.
struct Page
{
    QHash<QString, int> elements;
    QStringList texts, pictures;
    QStringList references; ///< to anything outside
    QString error;
};

Page parse(const QByteArray& html)
{
    Page page;
    QXmlStreamReader xml(html);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isCharacters() && !xml.isWhitespace())
            page.texts.append(xml.text().toString());
        if (!xml.isStartElement())
            continue;
        ++page.elements[xml.name().toString()];
        if (xml.name() == QLatin1String("svg"))
            page.pictures.append(xml.attributes().value("aria-label").toString());
        for (const QXmlStreamAttribute& attribute : xml.attributes())
            if (attribute.name() == QLatin1String("src") || attribute.name() == QLatin1String("href"))
                page.references.append(attribute.value().toString());
    }
    page.error = xml.errorString();
    if (!xml.hasError())
        page.error.clear();
    return page;
}

} // namespace

class TestHtmlReport : public QObject
{
    Q_OBJECT
private slots:
    void pageIsWholeAndAlone()
    {
        const QByteArray html = htmlReport(small());
        QVERIFY(html.startsWith("<!DOCTYPE html>"));
        const Page page = parse(html);
        QVERIFY2(page.error.isEmpty(), qPrintable(page.error));
        QVERIFY(page.references.isEmpty());
        QVERIFY(!html.contains("url(") && !html.contains("@import") && !html.contains("<script"));
        QVERIFY2(html.contains("prefers-color-scheme: dark"), "the style sheet is inside");
        QVERIFY(!html.contains("<div/>") && !html.contains("<td/>") && !html.contains("<th/>"));
    }

    void figuresAreInIt()
    {
        const Page page = parse(htmlReport(small()));
        QVERIFY(page.texts.contains("Evaluation of mine <&\"'>"));
        QVERIFY(page.texts.contains("device: CPU & more"));
        QVERIFY(page.texts.contains("50.00 %"));
        QVERIFY(page.texts.contains("fold0.jsonl"));
        for (const char* picture : {"Reliability curve", "S: begin", "S: end", "H: end", "Confusion of types",
                                    "Confusion of labels", "Precision and recall by label", "Exact segments by type",
                                    "Exact records by length of the core", "Differences with intervals"})
            QVERIFY2(page.pictures.contains(QLatin1String(picture)), picture);
        QCOMPARE(page.pictures.size(), 11); // and H: begin
    }

    void sameFiguresGiveTheSameBytes() { QCOMPARE(htmlReport(small()), htmlReport(small())); }

    void nothingMakesAPageToo()
    {
        const Page page = parse(htmlReport(evaluationOf({}, {})));
        QVERIFY2(page.error.isEmpty(), qPrintable(page.error));
        QVERIFY(page.texts.contains("records"));
    }

    void writesOrSaysWhyNot()
    {
        const Files files;
        QVERIFY(writeHtmlReport(files.path("r.html"), small()));
        QCOMPARE(Files::read(files.path("r.html")), htmlReport(small()));
        const Status failed = writeHtmlReport(files.path("missing/r.html"), small());
        QVERIFY(!failed);
        QVERIFY(failed.error().message.contains("missing/r.html"));
    }
};

QTEST_GUILESS_MAIN(TestHtmlReport)
#include "tst_html_report.moc"
