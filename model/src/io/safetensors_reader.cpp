// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/dtype.h"
#include "io/files.h"
#include "io/json_fields.h"

#include <algorithm>
#include <bit>

namespace corespan::model {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "tensors are used as they lie in the file");

namespace {

constexpr std::size_t maxHeaderBytes = 100'000'000; ///< the format's own limit
constexpr std::size_t lengthBytes = 8;

/// One entry of the header, before it is known whether the offsets can be believed.
struct Entry
{
    std::string name;
    DType type = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The header's text; throws where the first eight bytes promise more than there is.
std::string headerText(std::span<const std::byte> file, const std::string& where)
{
    if (file.size() < lengthBytes)
        throw ModelError(where + ": is only " + std::to_string(file.size()) +
                         " bytes long; this is not a safetensors file, or it is cut off.");
    std::uint64_t length = 0;
    for (std::size_t i = lengthBytes; i-- > 0;)
        length = length << 8 | std::to_integer<std::uint64_t>(file[i]);
    if (length > maxHeaderBytes)
        throw ModelError(where + ": announces a header of " + std::to_string(length) +
                         " bytes; at most 100000000 are possible. This is not a safetensors file, or it is damaged.");
    if (length > file.size() - lengthBytes)
        throw ModelError(where + ": is cut off: the header is " + std::to_string(length) + " bytes long, but only " +
                         std::to_string(file.size() - lengthBytes) + " follow.");
    const auto* text = reinterpret_cast<const char*>(file.data() + lengthBytes);
    if (length < 2 || text[0] != '{')
        throw ModelError(where + ": the header does not begin with '{'; this is not a safetensors file.");
    return std::string(text, static_cast<std::size_t>(length));
}

std::vector<std::uint64_t> unsignedNumbers(JsonFields& fields, const std::string& field)
{
    const json* list = fields.find(field);
    if (!list || !list->is_array())
        fields.fail(field, "must be a list of whole numbers.");
    std::vector<std::uint64_t> numbers;
    for (const json& item : *list) {
        if (!item.is_number_unsigned())
            fields.fail(field, "must be a list of whole numbers from 0; it holds " + item.dump() + ".");
        numbers.push_back(item.get<std::uint64_t>());
    }
    return numbers;
}

Entry readEntry(const std::string& name, const json& object, const std::string& where)
{
    JsonFields fields(object, where + ": tensor \"" + name + "\"");
    Entry entry;
    entry.name = name;
    const std::string typeName = fields.text("dtype", "");
    const std::optional<DType> type = dtypeFromName(typeName);
    if (!type)
        fields.fail("dtype",
                    "is \"" + typeName + "\"; CoreSpan reads F64, F32, F16, BF16, I64, I32, I16, I8, U8 and BOOL.");
    entry.type = *type;
    for (const std::uint64_t size : unsignedNumbers(fields, "shape")) {
        if (size > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            fields.fail("shape", "holds " + std::to_string(size) + ", which is too large.");
        entry.shape.push_back(static_cast<std::int64_t>(size));
    }
    const std::vector<std::uint64_t> offsets = unsignedNumbers(fields, "data_offsets");
    if (offsets.size() != 2 || offsets[0] > offsets[1])
        fields.fail("data_offsets", "must be two numbers, the first not above the second.");
    entry.begin = offsets[0];
    entry.end = offsets[1];
    fields.refuseUnknown();
    const std::optional<std::size_t> bytes = byteCount(entry.type, entry.shape);
    if (!bytes || *bytes != entry.end - entry.begin)
        fields.fail("data_offsets", "gives it " + std::to_string(entry.end - entry.begin) + " bytes, but shape and " +
                                        typeName + " need " + (bytes ? std::to_string(*bytes) : "more than 2^64") +
                                        ".");
    return entry;
}

std::map<std::string, std::string> readMetadata(const json& object, const std::string& where)
{
    JsonFields fields(object, where + ": __metadata__");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, value] : object.items())
        metadata[key] = fields.text(key, "");
    return metadata;
}

/// Together the tensors must cover the data exactly: no overlap, no hole, nothing behind the last one.
void checkCover(std::vector<Entry>& entries, std::uint64_t dataSize, const std::string& where)
{
    std::ranges::sort(entries, {}, [](const Entry& entry) { return std::tie(entry.begin, entry.end); });
    std::uint64_t covered = 0;
    for (const Entry& entry : entries) {
        const std::string tensor = where + ": tensor \"" + entry.name + "\" ";
        if (entry.end > dataSize)
            throw ModelError(tensor + "ends at byte " + std::to_string(entry.end) + ", but the file holds only " +
                             std::to_string(dataSize) + " bytes of data: it is cut off or damaged.");
        if (entry.begin < covered)
            throw ModelError(tensor + "overlaps the tensor before it, which ends at byte " + std::to_string(covered) +
                             ".");
        if (entry.begin > covered)
            throw ModelError(tensor + "begins at byte " + std::to_string(entry.begin) +
                             " and leaves a hole from byte " + std::to_string(covered) + ".");
        covered = entry.end;
    }
    if (covered != dataSize)
        throw ModelError(where + ": " + std::to_string(dataSize - covered) +
                         " bytes follow the last tensor; they belong to nothing.");
}

} // namespace

struct SafetensorsFile::Private
{
    explicit Private(const std::filesystem::path& file) : path(file), mapped(file) {}

    std::filesystem::path path;
    MappedFile mapped;
    std::map<std::string, TensorView> tensors;
    std::map<std::string, std::string> metadata;
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& path) : d(std::make_unique<Private>(path))
{
    const std::string where = path.string();
    const std::span<const std::byte> bytes = d->mapped.bytes();
    const std::string text = headerText(bytes, where);
    const std::span<const std::byte> data = bytes.subspan(lengthBytes + text.size());
    const json header = parseStrictJson(text, where + ": header");
    std::vector<Entry> entries;
    for (const auto& [key, value] : header.items()) {
        if (key == "__metadata__")
            d->metadata = readMetadata(value, where);
        else
            entries.push_back(readEntry(key, value, where));
    }
    checkCover(entries, data.size(), where);
    for (Entry& entry : entries) {
        const auto part =
            data.subspan(static_cast<std::size_t>(entry.begin), static_cast<std::size_t>(entry.end - entry.begin));
        d->tensors[entry.name] = {entry.type, std::move(entry.shape), part};
    }
}

SafetensorsFile::~SafetensorsFile() = default;
SafetensorsFile::SafetensorsFile(SafetensorsFile&&) noexcept = default;
SafetensorsFile& SafetensorsFile::operator=(SafetensorsFile&&) noexcept = default;

const std::map<std::string, TensorView>& SafetensorsFile::tensors() const
{
    return d->tensors;
}

const std::map<std::string, std::string>& SafetensorsFile::metadata() const
{
    return d->metadata;
}

const std::filesystem::path& SafetensorsFile::path() const
{
    return d->path;
}

} // namespace corespan::model
