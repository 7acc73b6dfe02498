// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/sentence_piece_file.h"

#include <cstddef>
#include <cstdint>

namespace corespan::model {

namespace {

// Field numbers of sentencepiece_model.proto.
constexpr std::uint64_t piecesField = 1, trainerField = 2, normalizerField = 3, denormalizerField = 5;
constexpr std::uint64_t charsmapField = 2; // of a normalizer specification
constexpr std::uint64_t lengthDelimited = 2;

/// Reads a base-128 number; false at the end of `bytes`.
bool takeVarint(std::string_view& bytes, std::uint64_t& value)
{
    value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

struct Field
{
    std::uint64_t number = 0;
    std::string_view content; ///< empty for numbers
};

bool takeField(std::string_view& bytes, Field& field)
{
    std::uint64_t key = 0, size = 0;
    if (!takeVarint(bytes, key))
        return false;
    const std::uint64_t type = key & 7U;
    if (type == 0) { // a varint, its value of no interest
        field = {key >> 3U, {}};
        return takeVarint(bytes, size);
    }
    if (type == 1 || type == 5)
        size = type == 1 ? 8 : 4;
    else if (type != lengthDelimited || !takeVarint(bytes, size))
        return false;
    if (size > bytes.size())
        return false;
    field = {key >> 3U, bytes.substr(0, size)};
    bytes.remove_prefix(size);
    return true;
}

std::uint32_t littleEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
    return value;
}

bool isLeaf(std::uint32_t unit)
{
    return (unit >> 31U) != 0;
}

/// Darts::Details::DoubleArrayUnit::offset()
std::uint32_t offsetOf(std::uint32_t unit)
{
    return (unit >> 10U) << ((unit & (1U << 9U)) >> 6U);
}

/// The size of the trie in bytes, the trie, and the strings that its leaves point to, each ended by 0.
bool isSoundCharsmap(std::string_view map)
{
    if (map.empty())
        return true; // nothing is normalised
    constexpr std::size_t block = 256;
    if (map.size() < 4)
        return false;
    const std::size_t size = littleEndian(map, 0);
    if (size == 0 || size % (4 * block) != 0 || size >= map.size() - 4)
        return false;
    const std::string_view trie = map.substr(4, size), strings = map.substr(4 + size);
    if (strings.back() != '\0')
        return false;
    const std::size_t count = size / 4;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t unit = littleEndian(trie, 4 * i);
        if (isLeaf(unit)) {
            if ((unit & 0x7fffffffU) >= strings.size())
                return false;
            continue;
        }
        // Children lie at this place exclusive-or a byte: in its block, for blocks are whole.
        const std::size_t base = i ^ offsetOf(unit);
        const bool hasLeaf = (unit >> 8U & 1U) != 0;
        if (base >= count || (hasLeaf && !isLeaf(littleEndian(trie, 4 * base))))
            return false;
    }
    return true;
}

bool isSoundNormalizer(std::string_view bytes)
{
    Field field;
    while (!bytes.empty()) {
        if (!takeField(bytes, field) || (field.number == charsmapField && !isSoundCharsmap(field.content)))
            return false;
    }
    return true;
}

} // namespace

bool isSoundSentencePieceModel(std::string_view bytes)
{
    bool pieces = false, trainer = false, normalizer = false;
    Field field;
    while (!bytes.empty()) {
        if (!takeField(bytes, field))
            return false;
        const bool normalizes = field.number == normalizerField || field.number == denormalizerField;
        if (normalizes && !isSoundNormalizer(field.content))
            return false;
        pieces = pieces || field.number == piecesField;
        trainer = trainer || field.number == trainerField;
        normalizer = normalizer || field.number == normalizerField;
    }
    return pieces && trainer && normalizer;
}

} // namespace corespan::model
