// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/safetensors.h"
#include "test_files.h"

#include <csignal>
#include <cstring>
#include <sys/resource.h>

using namespace corespan::model;

class TestSafetensors : public QObject
{
    Q_OBJECT

private slots:
    void readsLiteral();
    void roundTripOfAllTypes();
    void everyTensorIsAligned();
    void emptyFileOfTensors();
    void manyTensors();
    void moves();
    void replacesWhole();
    void failedWriteKeepsTheOldFile();
    void fullDiskKeepsTheOldFile();
    void refusesWhatCannotBeWritten();
    void dtypeNames();
};

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

void TestSafetensors::readsLiteral()
{
    const TestFolder folder;
    const std::string data("\x00\x00\x80\x3f\x00\x00\x00\x40\x07\x00", 10);
    const auto path =
        folder.write("a.safetensors", safetensorsBytes(R"({"__metadata__":{"format":"pt"},)"
                                                       R"("w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},)"
                                                       R"("n":{"dtype":"I16","shape":[],"data_offsets":[8,10]}}   )",
                                                       data));
    const SafetensorsFile file(path);
    QCOMPARE(file.path(), path);
    QCOMPARE(file.tensors().size(), std::size_t{2});
    QCOMPARE(file.metadata().at("format"), std::string("pt"));
    const TensorView& w = file.tensors().at("w");
    QVERIFY(w.type == DType::F32);
    QCOMPARE(w.shape, (std::vector<std::int64_t>{1, 2}));
    float values[2];
    std::memcpy(values, w.bytes.data(), w.bytes.size());
    QCOMPARE(values[0], 1.0F);
    QCOMPARE(values[1], 2.0F);
    QVERIFY(file.tensors().at("n").shape.empty());
    QCOMPARE(std::to_integer<int>(file.tensors().at("n").bytes[0]), 7);
}

void TestSafetensors::roundTripOfAllTypes()
{
    const TestFolder folder;
    const std::string data(64, 'x');
    std::vector<TensorToWrite> tensors;
    for (const DType type : {DType::F64, DType::F32, DType::F16, DType::BF16, DType::I64, DType::I32, DType::I16,
                             DType::I8, DType::U8, DType::Bool})
        tensors.push_back({name(type), type, {2, 3}, bytesOf(data).first(6 * elementSize(type))});
    tensors.push_back({"empty", DType::F32, {0, 4}, {}});
    const auto path = folder.path() / "a.safetensors";
    writeSafetensors(path, tensors, {{"key", "value \"quoted\" \xc3\xa4"}});
    const SafetensorsFile file(path);
    QCOMPARE(file.tensors().size(), tensors.size());
    QCOMPARE(file.metadata().at("key"), std::string("value \"quoted\" \xc3\xa4"));
    for (const TensorToWrite& tensor : tensors) {
        const TensorView& read = file.tensors().at(tensor.name);
        QVERIFY(read.type == tensor.type);
        QCOMPARE(read.shape, tensor.shape);
        QVERIFY(std::ranges::equal(read.bytes, tensor.bytes));
    }
}

void TestSafetensors::everyTensorIsAligned()
{
    const TestFolder folder;
    const std::string data(24, 'x');
    const auto path = folder.path() / "a.safetensors";
    writeSafetensors(path, {{"a", DType::U8, {3}, bytesOf(data).first(3)},
                            {"b", DType::F32, {1}, bytesOf(data).first(4)},
                            {"c", DType::F64, {3}, bytesOf(data)}});
    const SafetensorsFile file(path);
    for (const auto& [name, tensor] : file.tensors())
        QCOMPARE(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % elementSize(tensor.type), std::uintptr_t{0});
}

void TestSafetensors::emptyFileOfTensors()
{
    const TestFolder folder;
    writeSafetensors(folder.path() / "a.safetensors", {});
    QVERIFY(SafetensorsFile(folder.path() / "a.safetensors").tensors().empty());
}

void TestSafetensors::manyTensors()
{
    const TestFolder folder;
    const std::string data(4, 'x');
    std::vector<TensorToWrite> tensors;
    for (int i = 0; i < 100'000; ++i)
        tensors.push_back({"record " + std::to_string(i) + "/start", DType::F32, {1}, bytesOf(data)});
    writeSafetensors(folder.path() / "a.safetensors", tensors);
    QCOMPARE(SafetensorsFile(folder.path() / "a.safetensors").tensors().size(), std::size_t{100'000});
}

void TestSafetensors::moves()
{
    const TestFolder folder;
    const std::string data(4, 'x');
    writeSafetensors(folder.path() / "a.safetensors", {{"w", DType::F32, {}, bytesOf(data)}});
    SafetensorsFile first(folder.path() / "a.safetensors");
    const std::byte* address = first.tensors().at("w").bytes.data();
    const SafetensorsFile second = std::move(first);
    QCOMPARE(second.tensors().at("w").bytes.data(), address);
}

void TestSafetensors::replacesWhole()
{
    const TestFolder folder;
    const std::string data(8, 'x');
    const auto path = folder.path() / "a.safetensors";
    writeSafetensors(path, {{"old", DType::F32, {2}, bytesOf(data)}});
    const SafetensorsFile open(path); // a reader of the old file keeps it
    writeSafetensors(path, {{"new", DType::F32, {1}, bytesOf(data).first(4)}});
    QVERIFY(open.tensors().contains("old"));
    QCOMPARE(std::to_integer<char>(open.tensors().at("old").bytes[7]), 'x');
    QVERIFY(SafetensorsFile(path).tensors().contains("new"));
    QCOMPARE(folder.names(), QStringList{"a.safetensors"});
}

void TestSafetensors::failedWriteKeepsTheOldFile()
{
    const TestFolder folder;
    const auto path = folder.write("a.safetensors", "old");
    const std::string data(4, 'x');
    const QString error = errorOf([&] { writeSafetensors(path, {{"w", DType::F32, {2}, bytesOf(data)}}); });
    VERIFY_CONTAINS(error, "tensor \"w\" has 4 bytes");
    QCOMPARE(std::filesystem::file_size(path), std::uintmax_t{3});
    const auto nowhere = folder.path() / "missing" / "a.safetensors";
    VERIFY_CONTAINS(errorOf([&] { writeSafetensors(nowhere, {}); }), "cannot be created: No such file");
    std::filesystem::create_directory(folder.path() / "d");
    VERIFY_CONTAINS(errorOf([&] { writeSafetensors(folder.path() / "d", {}); }), "cannot be replaced: Is a directory");
    QCOMPARE(folder.names(), QStringList{"a.safetensors"});
}

void TestSafetensors::fullDiskKeepsTheOldFile()
{
    const TestFolder folder;
    const auto path = folder.write("a.safetensors", "old");
    const std::string data(1 << 20, 'x');
    // A limit on file size fails in write() as a full disk does, after part of the file is written.
    rlimit before = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{1 << 16, before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const QString error = errorOf([&] { writeSafetensors(path, {{"w", DType::U8, {1 << 20}, bytesOf(data)}}); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    VERIFY_CONTAINS(error, "cannot be written: File too large");
    QCOMPARE(folder.names(), QStringList{"a.safetensors"});
    QCOMPARE(std::filesystem::file_size(path), std::uintmax_t{3});
}

void TestSafetensors::refusesWhatCannotBeWritten()
{
    const TestFolder folder;
    const auto path = folder.path() / "a.safetensors";
    const std::string data(4, 'x');
    const auto write = [&](std::vector<TensorToWrite> tensors) {
        return errorOf([&] { writeSafetensors(path, std::move(tensors)); });
    };
    const TensorToWrite w{"w", DType::F32, {1}, bytesOf(data)};
    VERIFY_CONTAINS(write({w, w}), "two tensors are called \"w\"");
    VERIFY_CONTAINS(write({{"__metadata__", DType::F32, {1}, bytesOf(data)}}), "cannot have this name");
    VERIFY_CONTAINS(write({{"", DType::F32, {1}, bytesOf(data)}}), "cannot have this name");
    VERIFY_CONTAINS(write({{"\xff", DType::F32, {1}, bytesOf(data)}}), "is not UTF-8");
    VERIFY_CONTAINS(write({{"w", DType::F32, {-1}, bytesOf(data)}}), "does not fit its shape");
    VERIFY_CONTAINS(write({{"w", DType::F32, {1LL << 62, 1LL << 62}, bytesOf(data)}}), "does not fit its shape");
    QVERIFY(folder.names().isEmpty());
}

void TestSafetensors::dtypeNames()
{
    QCOMPARE(name(DType::BF16), "BF16");
    QCOMPARE(name(DType::Bool), "BOOL");
    QCOMPARE(elementSize(DType::I64), std::size_t{8});
    QCOMPARE(elementSize(DType::F16), std::size_t{2});
}

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
