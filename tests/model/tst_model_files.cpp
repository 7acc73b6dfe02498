// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/sha256.h"
#include "model/config.h"
#include "model/safetensors.h"
#include "test_files.h"

using namespace corespan::model;

/// The weight files of a model directory: single, sharded, missing, pickled.
class TestModelFiles : public QObject
{
    Q_OBJECT

private slots:
    void sha256();
    void sha256WithAndWithoutInstructions();
    void single();
    void shards();
    void singleWinsOverIndex();
    void indexAndShardsMustAgree_data();
    void indexAndShardsMustAgree();
    void badIndex_data();
    void badIndex();
    void missingShard();
    void refusesPickles_data();
    void refusesPickles();
    void noWeights();
    void goldenDirectory();
};

namespace {

std::string tensorFile(const std::string& name)
{
    return safetensorsBytes("{\"" + name + R"(":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}})", "abc");
}

QString openingError(const std::filesystem::path& directory)
{
    return errorOf([&] { openModelTensors(directory); });
}

std::string shaOf(const std::string& text)
{
    Sha256 sum;
    sum.add(std::as_bytes(std::span(text)));
    return sum.hex();
}

} // namespace

void TestModelFiles::sha256()
{
    // FIPS 180-4 examples.
    QCOMPARE(shaOf(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(shaOf("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(shaOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(shaOf(std::string(1'000'000, 'a')),
             std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    const std::string text(200, 'q');
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 pieces;
        pieces.add(std::as_bytes(std::span(text).first(cut)));
        pieces.add(std::as_bytes(std::span(text).subspan(cut)));
        QCOMPARE(pieces.hex(), shaOf(text));
    }
}

void TestModelFiles::sha256WithAndWithoutInstructions()
{
    if (!sha256BlocksByInstructions())
        QSKIP("this processor has no SHA instructions");
    std::string text;
    for (int size = 0; size < 300; ++size) {
        Sha256 portable(addSha256BlocksPortable);
        portable.add(std::as_bytes(std::span(text)));
        QCOMPARE(portable.hex(), shaOf(text));
        text += static_cast<char>(size * 31);
    }
}

void TestModelFiles::single()
{
    const TestFolder folder;
    folder.write("model.safetensors", tensorFile("a"));
    const std::vector<SafetensorsFile> files = openModelTensors(folder.path());
    QCOMPARE(files.size(), std::size_t{1});
    QVERIFY(files[0].tensors().contains("a"));
    QCOMPARE(weightsSha256(folder.path()), shaOf(tensorFile("a")));
}

void TestModelFiles::shards()
{
    const TestFolder folder;
    folder.write("model-00001-of-00002.safetensors", tensorFile("a"));
    folder.write("model-00002-of-00002.safetensors", tensorFile("b"));
    folder.write("model.safetensors.index.json",
                 R"({"metadata":{"total_size":6},"weight_map":{"b":"model-00002-of-00002.safetensors",)"
                 R"("a":"model-00001-of-00002.safetensors"}})");
    const std::vector<SafetensorsFile> files = openModelTensors(folder.path());
    QCOMPARE(files.size(), std::size_t{2});
    QVERIFY(files[0].tensors().contains("a") && files[1].tensors().contains("b"));
    QCOMPARE(weightsSha256(folder.path()), shaOf(tensorFile("a") + tensorFile("b")));
}

void TestModelFiles::singleWinsOverIndex()
{
    const TestFolder folder;
    folder.write("model.safetensors", tensorFile("a"));
    folder.write("model.safetensors.index.json", "not read");
    QCOMPARE(openModelTensors(folder.path()).size(), std::size_t{1});
}

void TestModelFiles::indexAndShardsMustAgree_data()
{
    QTest::addColumn<QByteArray>("weightMap");
    QTest::addColumn<QString>("reason");
    QTest::newRow("tensor not named")
        << QByteArray(R"({"a":"1.safetensors","c":"2.safetensors"})")
        << "2.safetensors: holds tensor \"b\", which model.safetensors.index.json does not";
    QTest::newRow("tensor elsewhere")
        << QByteArray(R"({"a":"2.safetensors","b":"1.safetensors"})")
        << "1.safetensors: holds tensor \"a\", which model.safetensors.index.json places in 2";
    QTest::newRow("tensor missing") << QByteArray(R"({"a":"1.safetensors","b":"2.safetensors","c":"1.safetensors"})")
                                    << "1.safetensors: lacks tensor \"c\"";
}

void TestModelFiles::indexAndShardsMustAgree()
{
    QFETCH(QByteArray, weightMap);
    QFETCH(QString, reason);
    const TestFolder folder;
    folder.write("1.safetensors", tensorFile("a"));
    folder.write("2.safetensors", tensorFile("b"));
    folder.write("model.safetensors.index.json", "{\"weight_map\":" + weightMap.toStdString() + "}");
    VERIFY_CONTAINS(openingError(folder.path()), reason);
}

void TestModelFiles::badIndex_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("reason");
    QTest::newRow("not JSON") << QByteArray("{") << "not valid JSON";
    QTest::newRow("no map") << QByteArray("{}") << "\"weight_map\" must be an object";
    QTest::newRow("list") << QByteArray(R"({"weight_map":[]})") << "\"weight_map\" must be an object";
    QTest::newRow("empty map") << QByteArray(R"({"weight_map":{}})") << "\"weight_map\" must be an object";
    QTest::newRow("number") << QByteArray(R"({"weight_map":{"a":1}})") << "a file name in the same directory";
    QTest::newRow("other folder") << QByteArray(R"({"weight_map":{"a":"../a.safetensors"}})") << "same directory";
    QTest::newRow("absolute") << QByteArray(R"({"weight_map":{"a":"/etc/passwd"}})") << "same directory";
    QTest::newRow("dots") << QByteArray(R"({"weight_map":{"a":".."}})") << "same directory";
    QTest::newRow("pickle") << QByteArray(R"({"weight_map":{"a":"a.bin"}})") << "save_pretrained";
    QTest::newRow("duplicate") << QByteArray(R"({"weight_map":{"a":"1.safetensors","a":"1.safetensors"}})") << "twice";
}

void TestModelFiles::badIndex()
{
    QFETCH(QByteArray, index);
    QFETCH(QString, reason);
    const TestFolder folder;
    folder.write("model.safetensors.index.json", index.toStdString());
    VERIFY_CONTAINS(openingError(folder.path()), reason);
}

void TestModelFiles::missingShard()
{
    const TestFolder folder;
    folder.write("model.safetensors.index.json", R"({"weight_map":{"a":"1.safetensors"}})");
    VERIFY_CONTAINS(openingError(folder.path()), "1.safetensors: cannot be opened: No such file");
}

void TestModelFiles::refusesPickles_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"pytorch_model.bin", "model.pt", "weights.pth", "last.ckpt"})
        QTest::newRow(name) << QString(name);
}

void TestModelFiles::refusesPickles()
{
    QFETCH(QString, name);
    const TestFolder folder;
    const auto file = folder.write(name.toStdString(), "pickled");
    for (const auto& path : {folder.path(), file}) {
        const QString error = openingError(path);
        VERIFY_CONTAINS(error, name);
        VERIFY_CONTAINS(error, "can run code");
        VERIFY_CONTAINS(error, "save_pretrained");
        QCOMPARE(errorOf([&] { weightsSha256(path); }), error);
    }
}

void TestModelFiles::noWeights()
{
    const TestFolder folder;
    VERIFY_CONTAINS(openingError(folder.path()), "has no weights: neither model.safetensors nor");
    VERIFY_CONTAINS(openingError(folder.path() / "missing"), "there is no such model directory");
    VERIFY_CONTAINS(openingError(folder.write("model.safetensors", "")), "there is no such model directory");
    VERIFY_CONTAINS(openingError(folder.path()), "only 0 bytes long");
}

void TestModelFiles::goldenDirectory()
{
    // Written by the Python library.
    const std::filesystem::path golden = CORESPAN_TEST_DATA "/golden/longt5_global_codons";
    const std::vector<SafetensorsFile> files = openModelTensors(golden);
    QCOMPARE(files.at(0).tensors().at("transformer.shared.weight").shape, (std::vector<std::int64_t>{67, 32}));
    QCOMPARE(files.at(0).metadata().at("format"), std::string("pt"));
    QCOMPARE(readModelConfig(golden).tokenizer.k, 3);
}

QTEST_GUILESS_MAIN(TestModelFiles)
#include "tst_model_files.moc"
