// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/safetensors.h"
#include "test_files.h"

#include <random>

using namespace corespan::model;

/// Files that are not what they claim to be: one clear message each, never a crash.
class TestSafetensorsLies : public QObject
{
    Q_OBJECT

private slots:
    void headers_data();
    void headers();
    void lengths();
    void everyTruncation();
    void flippedBytes();
    void notAFile();
};

namespace {

/// Two tensors of 8 and 4 bytes.
const std::string goodHeader = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                               R"("b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})";
const std::string goodData(12, '\0');

QString openingError(const std::filesystem::path& path)
{
    return errorOf([&] { const SafetensorsFile file(path); });
}

} // namespace

void TestSafetensorsLies::headers_data()
{
    QTest::addColumn<QByteArray>("header"); // of a file with 12 bytes of data
    QTest::addColumn<QString>("reason");
    const auto one = [](const char* fields) { return QByteArray("{\"a\":{") + fields + "}}"; };
    const auto row = [](const char* tag, const QByteArray& header, const char* reason) {
        QTest::newRow(tag) << header << QString(reason);
    };
    const auto two = [](const char* a, const char* b) {
        return QByteArray(R"({"a":{"dtype":"U8","shape":)") + a + R"(},"b":{"dtype":"U8","shape":)" + b + "}}";
    };
    row("good", QByteArray::fromStdString(goodHeader), "");
    row("overlap", two(R"([8],"data_offsets":[0,8])", R"([8],"data_offsets":[4,12])"), "\"b\" overlaps");
    row("same place", two(R"([12],"data_offsets":[0,12])", R"([12],"data_offsets":[0,12])"), "\"b\" overlaps");
    row("hole", two(R"([4],"data_offsets":[0,4])", R"([4],"data_offsets":[8,12])"), "leaves a hole from byte 4");
    row("hole in front", one(R"("dtype":"U8","shape":[8],"data_offsets":[4,12])"), "leaves a hole from byte 0");
    row("trailing", one(R"("dtype":"U8","shape":[8],"data_offsets":[0,8])"), "4 bytes follow the last tensor");
    row("no tensors", "{}", "12 bytes follow the last tensor");
    row("beyond the end", one(R"("dtype":"U8","shape":[16],"data_offsets":[0,16])"), "ends at byte 16");
    row("reversed", one(R"("dtype":"U8","shape":[12],"data_offsets":[12,0])"), "the first not above the second");
    row("wrong size", one(R"("dtype":"F32","shape":[4],"data_offsets":[0,12])"), "need 16");
    row("wrong type size", one(R"("dtype":"F64","shape":[3],"data_offsets":[0,12])"), "need 24");
    row("empty with bytes", one(R"("dtype":"F32","shape":[0],"data_offsets":[0,12])"), "need 0");
    row("overflow", one(R"("dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,12])"), "more than 2^64");
    row("overflow to fit",
        one(R"("dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,12])"),
        "more than 2^64");
    row("overflow of a size", one(R"("dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,12])"), "too large");
    row("offset overflow",
        one(R"("dtype":"U8","shape":[12],"data_offsets":[18446744073709551614,18446744073709551626])"),
        "whole numbers from 0");
    row("last offsets", one(R"("dtype":"U8","shape":[1],"data_offsets":[18446744073709551614,18446744073709551615])"),
        "ends at byte 18446744073709551615");
    row("negative size", one(R"("dtype":"U8","shape":[-12],"data_offsets":[0,12])"), "it holds -12");
    row("two negatives", one(R"("dtype":"U8","shape":[-3,-4],"data_offsets":[0,12])"), "it holds -3");
    row("negative offset", one(R"("dtype":"U8","shape":[12],"data_offsets":[-1,11])"), "it holds -1");
    row("fraction", one(R"("dtype":"U8","shape":[12.0],"data_offsets":[0,12])"), "it holds 12.0");
    row("text size", one(R"("dtype":"U8","shape":["12"],"data_offsets":[0,12])"), "it holds \"12\"");
    row("one offset", one(R"("dtype":"U8","shape":[12],"data_offsets":[12])"), "must be two numbers");
    row("three offsets", one(R"("dtype":"U8","shape":[12],"data_offsets":[0,4,12])"), "must be two numbers");
    row("no shape", one(R"("dtype":"U8","data_offsets":[0,12])"), "\"shape\" must be a list");
    row("no offsets", one(R"("dtype":"U8","shape":[12])"), "\"data_offsets\" must be a list");
    row("no dtype", one(R"("shape":[12],"data_offsets":[0,12])"), "\"dtype\" is \"\"");
    row("unknown dtype", one(R"("dtype":"F8_E4M3","shape":[12],"data_offsets":[0,12])"), "\"F8_E4M3\"");
    row("dtype number", one(R"("dtype":8,"shape":[12],"data_offsets":[0,12])"), "must be a string");
    row("extra field", one(R"("dtype":"U8","shape":[12],"data_offsets":[0,12],"strides":[1])"), "\"strides\"");
    row("not an object", R"({"a":[1,2]})", "a JSON object is expected");
    row("duplicate tensor", R"({"a":{"dtype":"U8","shape":[12],"data_offsets":[0,12]},"a":{}})", "\"a\" appears twice");
    row("duplicate field", one(R"("dtype":"U8","dtype":"U8","shape":[12],"data_offsets":[0,12])"),
        "\"dtype\" appears twice");
    row("metadata number", R"({"__metadata__":{"a":1}})", "must be a string");
    row("metadata list", R"({"__metadata__":[]})", "a JSON object is expected");
    row("array", "[]", "does not begin with '{'");
    row("space first", " {}", "does not begin with '{'");
    row("empty", "", "does not begin with '{'");
    row("broken JSON", "{\"a\":", "not valid JSON");
    row("comment", "{/* */}", "not valid JSON");
    row("trailing comma", "{\"a\":{},}", "not valid JSON");
    row("two values", "{}{}", "not valid JSON");
    row("NaN", one(R"("dtype":"U8","shape":[NaN],"data_offsets":[0,12])"), "not valid JSON");
    row("not UTF-8", "{\"\xff\":{}}", "not valid JSON");
    row("zero byte", QByteArray("{}\0", 3), "not valid JSON");
    row("deep", "{\"a\":" + QByteArray(100'000, '['), "nested deeper than 64");
}

void TestSafetensorsLies::headers()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, reason);
    const TestFolder folder;
    const QString error =
        openingError(folder.write("lie.safetensors", safetensorsBytes(header.toStdString(), goodData)));
    if (reason.isEmpty()) {
        QCOMPARE(error, QString());
        return;
    }
    VERIFY_CONTAINS(error, "lie.safetensors: ");
    VERIFY_CONTAINS(error, reason);
}

void TestSafetensorsLies::lengths()
{
    const TestFolder folder;
    const auto withLength = [&](std::uint64_t length) {
        return openingError(folder.write("lie.safetensors", safetensorsBytes(goodHeader, goodData, length)));
    };
    VERIFY_CONTAINS(withLength(~std::uint64_t{0}), "at most 100000000");
    VERIFY_CONTAINS(withLength(100'000'001), "at most 100000000");
    VERIFY_CONTAINS(withLength(100'000'000), "is cut off");
    VERIFY_CONTAINS(withLength(goodHeader.size() + goodData.size() + 1), "is cut off");
    VERIFY_CONTAINS(withLength(goodHeader.size() + 1), "not valid JSON");
    VERIFY_CONTAINS(withLength(goodHeader.size() - 1), "not valid JSON");
    VERIFY_CONTAINS(withLength(0), "does not begin with '{'");
}

void TestSafetensorsLies::everyTruncation()
{
    const TestFolder folder;
    const std::string whole = safetensorsBytes(goodHeader, goodData);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const QString error = openingError(folder.write("cut.safetensors", whole.substr(0, size)));
        QVERIFY2(error.contains("cut off"), qPrintable(error));
    }
}

void TestSafetensorsLies::flippedBytes()
{
    // Whatever is accepted must still cover the data exactly and stay inside the file.
    const TestFolder folder;
    const std::string whole = safetensorsBytes(goodHeader, goodData);
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        std::string damaged = whole;
        for (int flips = 1 + round % 3; flips > 0; --flips)
            damaged[random() % (8 + goodHeader.size())] = static_cast<char>(random());
        const auto path = folder.write("flip.safetensors", damaged);
        std::size_t bytes = 0;
        const QString error = errorOf([&] {
            const SafetensorsFile file(path);
            for (const auto& [name, tensor] : file.tensors()) {
                for (const std::byte byte : tensor.bytes)
                    bytes += byte == std::byte{0} ? 1U : 0U;
            }
        });
        QVERIFY(!error.isEmpty() || bytes == goodData.size());
    }
}

void TestSafetensorsLies::notAFile()
{
    const TestFolder folder;
    VERIFY_CONTAINS(openingError(folder.path() / "missing.safetensors"), "cannot be opened: No such file");
    VERIFY_CONTAINS(openingError(folder.path()), "is not a regular file");
    VERIFY_CONTAINS(openingError("/dev/null"), "is not a regular file");
    VERIFY_CONTAINS(openingError(folder.write("text", "just some text, long enough")), "at most 100000000");
}

QTEST_GUILESS_MAIN(TestSafetensorsLies)
#include "tst_safetensors_lies.moc"
