// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli_fixture.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace corespan;
using namespace corespan::test;

/// Heads on a pretrained Hugging Face encoder, as a user trains and uses them: a small directory in ProtT5's layout.
class TestPretrained : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QByteArray gold;
        for (int i = 0; i < 16; ++i) {
            const QByteArray before(5 + i % 7, 'A'), after(6 + i % 5, 'G');
            gold += "{\"id\":\"p" + QByteArray::number(i) + "\",\"sequence\":\"" + before + "WWWYYY" + after +
                    "\",\"cores\":[[" + QByteArray::number(before.size()) + "," +
                    QByteArray::number(before.size() + 6) + "]],\"labels\":\"" + QByteArray(before.size(), '.') +
                    "HHHSSS" + QByteArray(after.size(), '.') + "\"}\n";
        }
        write("gold.jsonl", gold);
        write("train.json", R"({"train": ")" + path("gold.jsonl").toUtf8() + R"(", "validation": ")" +
                                path("gold.jsonl").toUtf8() + R"(", "epochs": 30, "threads": 1, "learning_rate": 0.02,
                                "freeze_layers": -1, "warmup_steps": 5})");
    }

    void printsWhatItStartsFrom()
    {
        const Outcome printed =
            run({"train", "--config", path("train.json"), "--init-from", encoder(), "--print-config"});
        QCOMPARE(printed.code, 0);
        const QJsonObject model = printed.json()["model"].toObject();
        QCOMPARE(model["d_model"].toInt(), 16);
        QCOMPARE(model["corespan"]["tokenizer"]["kind"].toString(), QStringLiteral("sentencepiece"));
        QCOMPARE(model["corespan"]["tokenizer"]["joiner"].toString(), QStringLiteral(" "));
        QCOMPARE(model["id2label"]["0"].toString(), QStringLiteral("H")); // from the data
        write("printed.json", printed.out.toUtf8());
        const Outcome again = run({"train", "--config", path("printed.json"), "--print-config"});
        QCOMPARE(again.out, printed.out);
    }

    void trainsHeadsOnAFrozenEncoder()
    {
        const Outcome trained =
            run({"train", "--config", path("train.json"), "--init-from", encoder(), "--out", path("model"), "--json"});
        QVERIFY2(trained.code == 0, qPrintable(trained.err));
        QVERIFY(QFile::exists(path("model/spiece.model")));
        QVERIFY2(trained.json()["best_label_accuracy"].toDouble() >= 0.9, qPrintable(trained.out));
        const QJsonObject info = run({"info", path("model"), "--json"}).json();
        QCOMPARE(info["tokenizer"].toString(), QStringLiteral("sentencepiece"));
        QCOMPARE(info["alphabet"].toString(), QStringLiteral("protein"));
        QCOMPARE(info["selector"].toString(), QStringLiteral("span"));
    }

    void predictsWithIt()
    {
        write("one.fa", ">p\nAAAAAAAWWUWWWGGGGGG\n>odd\nMJJKVBZ\n");
        const Outcome predicted =
            run({"predict", "--model", path("model"), "--in", path("one.fa"), "--out", path("one.jsonl")});
        QVERIFY2(predicted.code == 0, qPrintable(predicted.err));
        QFile file(path("one.jsonl"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject first = QJsonDocument::fromJson(file.readLine()).object();
        QCOMPARE(first["id"].toString(), QStringLiteral("p"));
        const Outcome logits =
            run({"logits", "--model", path("model"), "--in", path("one.fa"), "--out", path("one.safetensors")});
        QVERIFY2(logits.code == 0, qPrintable(logits.err));
        QFile tensors(path("one.safetensors"));
        QVERIFY(tensors.open(QIODevice::ReadOnly));
        const auto size = qFromLittleEndian<quint64>(tensors.read(8).constData());
        const QJsonObject header = QJsonDocument::fromJson(tensors.read(static_cast<qint64>(size))).object();
        QCOMPARE(header["p/hidden"]["shape"].toArray(), QJsonArray({19, 16}));
        QCOMPARE(header["odd/start"]["shape"].toArray(), QJsonArray({7}));
    }

    void hiddenStatesOfThePlainEncoder()
    {
        const Outcome logits =
            run({"logits", "--model", encoder(), "--in", path("one.fa"), "--out", path("plain.safetensors")});
        QVERIFY2(logits.code == 0, qPrintable(logits.err));
        const Outcome unknown =
            run({"logits", "--model", QStringLiteral(CORESPAN_TEST_DATA "/golden/huggingface/t5_fp16"), "--in",
                 path("one.fa"), "--out", path("no.safetensors")});
        QCOMPARE(unknown.code, 1);
        QVERIFY2(unknown.err.contains("nothing says which tokens its letters are"), qPrintable(unknown.err));
        QVERIFY(!QFile::exists(path("no.safetensors")));
    }

    void contradictionsEndIt()
    {
        write("wrong.json", R"({"train": ")" + path("gold.jsonl").toUtf8() +
                                R"(", "model": {"d_model": 1024, "num_heads": 32, "corespan": {}}})");
        const Outcome wrong =
            run({"train", "--config", path("wrong.json"), "--init-from", encoder(), "--out", path("never")});
        QCOMPARE(wrong.code, 1);
        QVERIFY2(wrong.err.contains("d_model is 1024, there it is 16"), qPrintable(wrong.err));
        QVERIFY(wrong.err.contains("num_heads is 32, there it is 4"));
        QVERIFY(!QFile::exists(path("never")));
    }

private:
    static QString encoder() { return QStringLiteral(CORESPAN_TEST_DATA "/golden/huggingface/prott5"); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestPretrained)
#include "tst_pretrained.moc"
