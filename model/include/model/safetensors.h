// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/error.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace corespan::model {

/// The safetensors element types that CoreSpan reads. https://github.com/huggingface/safetensors (format section)
enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t elementSize(DType type);
const char* name(DType type); ///< "F32", ...

struct TensorView
{
    DType type = DType::F32;
    std::vector<std::int64_t> shape;
    /// Little-endian, row-major; lives as long as the file object. Not necessarily aligned: copy before reading
    /// elements.
    std::span<const std::byte> bytes;
};

/// A memory-mapped *.safetensors file. Strict: header <= 100 MB, strictly JSON without duplicate keys, offsets inside
/// the file, in order, without overlap or holes, sizes equal to shape x type, no trailing bytes. \throws ModelError
/// naming file and tensor
class SafetensorsFile
{
public:
    explicit SafetensorsFile(const std::filesystem::path& path);
    ~SafetensorsFile();
    SafetensorsFile(SafetensorsFile&&) noexcept;
    SafetensorsFile& operator=(SafetensorsFile&&) noexcept;

    const std::map<std::string, TensorView>& tensors() const;
    const std::map<std::string, std::string>& metadata() const; ///< "__metadata__"
    const std::filesystem::path& path() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

struct TensorToWrite
{
    std::string name;
    DType type = DType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

/// Writes a temporary file beside `path`, fsyncs, renames: the old file stays whole until the new one is.
/// Larger element types come first, then order of name, and the header is padded to 8 bytes: every tensor is aligned.
/// \throws ModelError
void writeSafetensors(const std::filesystem::path& path, std::vector<TensorToWrite> tensors,
                      const std::map<std::string, std::string>& metadata = {});

/// model.safetensors, or all shards that model.safetensors.index.json names. Refuses directories that hold only
/// pytorch_model.bin / *.pt, naming the conversion. \throws ModelError
std::vector<SafetensorsFile> openModelTensors(const std::filesystem::path& directory);

/// sha256 over the bytes of the weight files, as lower-case hex.
std::string weightsSha256(const std::filesystem::path& directory);

} // namespace corespan::model
