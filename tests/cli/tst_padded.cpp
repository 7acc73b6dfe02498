// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/format_fixture.h"
#include "cli/cli_fixture.h"
#include "cli/tiny_task.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace corespan;
using namespace corespan::test;

namespace {

/// tinyConfig() with a decoder in the selector's place.
QByteArray paddedConfig(const QString& gold)
{
    QJsonObject config = QJsonDocument::fromJson(tinyConfig(gold)).object();
    QJsonObject model = config["model"].toObject(), corespan = model["corespan"].toObject();
    corespan["selector"] = QJsonObject{{"kind", "padded"}, {"types", QJsonArray{"core"}}};
    model["corespan"] = corespan;
    model["num_decoder_layers"] = 2;
    config["model"] = model;
    return QJsonDocument(config).toJson();
}

QJsonObject row(const QJsonObject& figures, int index)
{
    return figures["rows"].toArray()[index].toObject();
}

} // namespace

/// A padded decoder goes through every command as other models do; and what `bench --padded` says of its cost.
class TestPadded : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_gold = m_files.write("gold.jsonl", tinyGold());
        const Outcome trained = run({"train", "--config", m_files.write("config.json", paddedConfig(m_gold)), "--out",
                                     m_files.path("model"), "--json"});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        QVERIFY(trained.json()["steps"].toInt() > 0);
    }

    void infoTellsTheKind()
    {
        const QJsonObject info = run({"info", m_files.path("model"), "--json"}).json();
        QCOMPARE(info["selector"].toString(), QString("padded"));
        QCOMPARE(info["decoder_layers"].toInt(), 2);
    }

    void evaluates()
    {
        const QString figures = m_files.path("figures.json");
        const Outcome done = run({"evaluate", "--model", m_files.path("model"), "--gold", m_gold, "--json", figures});
        QVERIFY2(done.code == 0, qPrintable(done.err));
        QCOMPARE(QJsonDocument::fromJson(Files::read(figures)).object()["gold_cores"].toInt(), 8);
    }

    void predictsFilesAndProjects()
    {
        const QString model = m_files.path("model"), out = m_files.path("out.jsonl"),
                      project = m_files.path("p.corespan");
        QCOMPARE(run({"predict", "--model", model, "--in", m_gold, "--out", out}).code, 0);
        QCOMPARE(Files::read(out).count('\n'), 12);
        QCOMPARE(run({"import", project, m_gold}).code, 0);
        const Outcome predicted = run({"predict", "--model", model, "--project", project, "--json"});
        QVERIFY2(predicted.code == 0, qPrintable(predicted.err));
        QCOMPARE(predicted.json()["saved"].toInt(), 12);
        const QString exported = m_files.path("p.gff3");
        QVERIFY(run({"export", project, "--format", "gff3", "--out", exported}).code == 0);
        QVERIFY(Files::read(exported).startsWith("##gff-version 3"));
    }

    void writesLogits()
    {
        const QString out = m_files.path("l.safetensors");
        QCOMPARE(run({"logits", "--model", m_files.path("model"), "--in", m_gold, "--out", out}).code, 0);
        const QByteArray bytes = Files::read(out);
        QVERIFY(QRegularExpression("\"r0/selector\":\\{[^}]*\"shape\":\\[30,5\\]").match(bytes.left(20000)).hasMatch());
    }

    void benchmarksBesideSpan()
    {
        const QString svg = m_files.path("cost.svg");
        const Outcome measured = run({"bench", "--padded", "--threads", "1", "--padded-lengths", "24,48", "--repeats",
                                      "1", "--svg", svg, "--json"});
        QVERIFY2(measured.code == 0, qPrintable(measured.err));
        const QJsonObject figures = measured.json();
        QCOMPARE(figures["shape"].toString(), QString("longt5-tiny"));
        QCOMPARE(figures["rows"].toArray().size(), 6);
        QVERIFY(figures["padded_parameters"].toInt() > figures["span_parameters"].toInt());
        QCOMPARE(row(figures, 5)["length"].toInt(), 48);
        QCOMPARE(row(figures, 5)["core_share"].toDouble(), 1.0);
        QCOMPARE(row(figures, 5)["records"].toInt(), 4096 / 48);
        for (const char* work : {"training", "inference"}) {
            const QJsonObject costs = row(figures, 0)[QLatin1String(work)].toObject();
            const double span = costs["span"]["ms"].toDouble(), padded = costs["padded"]["ms"].toDouble();
            QVERIFY(span > 0.0 && padded > 0.0);
            QVERIFY(qAbs(costs["ratio"].toDouble() - padded / span) < 1e-9);
        }
        QXmlStreamReader xml(Files::read(svg));
        int curves = 0;
        while (!xml.atEnd()) {
            xml.readNext();
            const bool curve = xml.isStartElement() && xml.name() == QLatin1String("polyline");
            curves += curve ? 1 : 0;
            if (curve)
                QCOMPARE(xml.attributes().value("points").count(' '), 1); // two lengths
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(curves, 2 + 5 + 4);
    }

    void benchOptionsBelongTogether()
    {
        const Outcome wrong = run({"bench", "--svg", m_files.path("x.svg")});
        QCOMPARE(wrong.code, 2);
        QVERIFY(wrong.err.contains("--padded"));
        QVERIFY(!QFile::exists(m_files.path("x.svg")));
        const Outcome shape = run({"bench", "--padded", "--shape", "t5-tiny"});
        QCOMPARE(shape.code, 1);
        QVERIFY(shape.err.contains("t5-tiny"));
    }

private:
    Files m_files;
    QString m_gold;
};

QTEST_GUILESS_MAIN(TestPadded)
#include "tst_padded.moc"
