// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

namespace corespan {

inline quint32 crc32(const QByteArray& bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1U) != 0U ? 0xedb88320U : 0U);
    }
    return ~crc;
}

inline QByteArray gzip(const QByteArray& bytes)
{
    const QByteArray zlibStream = qCompress(bytes, 6).mid(4); // Qt's length, then a zlib stream
    QByteArray out = QByteArray::fromHex("1f8b08000000000000ff");
    out += zlibStream.mid(2, zlibStream.size() - 6); // without zlib's header and Adler sum
    for (const quint32 value : {crc32(bytes), static_cast<quint32>(bytes.size())}) {
        for (int shift = 0; shift < 32; shift += 8)
            out += static_cast<char>((value >> shift) & 0xff);
    }
    return out;
}

/// One bgzip block: gzip with the block's size in an extra field.
inline QByteArray bgzip(const QByteArray& bytes)
{
    const QByteArray whole = gzip(bytes);
    const auto size = static_cast<quint16>(whole.size() + 8 - 1);
    QByteArray out = QByteArray::fromHex("1f8b08040000000000ff0600424302 00");
    out += static_cast<char>(size & 0xff);
    out += static_cast<char>(size >> 8);
    return out + whole.mid(10);
}

} // namespace corespan
