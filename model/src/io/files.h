// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/error.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace corespan::model {

/// The whole file, at most `limit` bytes. \throws ModelError naming the file
std::string readSmallFile(const std::filesystem::path& path, std::size_t limit);

/// A regular file mapped read-only. An empty file maps to an empty span.
class MappedFile
{
public:
    explicit MappedFile(const std::filesystem::path& path); ///< \throws ModelError
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return m_bytes; }

private:
    std::span<const std::byte> m_bytes;
};

/// Writes the parts one after the other to a temporary file beside `path`, syncs it and renames it over `path`; a
/// reader sees the old file or the whole new one. \throws ModelError; nothing is left behind then
void writeFileAtomically(const std::filesystem::path& path, const std::vector<std::span<const std::byte>>& parts);

} // namespace corespan::model
