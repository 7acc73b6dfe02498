// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>

namespace corespan {

/// The lines of a plain, gzip or bgzip file, ended by LF, CRLF or CR, unpacked in blocks.
class LineReader
{
public:
    /// Error: missing, a folder, not readable.
    static Result<LineReader> open(const QString& path);
    /// A part of the file that was read already; plain text.
    static LineReader ofBytes(const QByteArray& bytes, const QString& path);
    ~LineReader();
    LineReader(LineReader&&) noexcept;
    LineReader& operator=(LineReader&&) noexcept;

    /// True and the line without its end, or false at the end of the file. Error: truncated or damaged.
    Result<bool> next(QByteArray& line);
    /// The same, but false also before a line that begins with `start`: the entry is over, and that line is left for
    /// the next call.
    Result<bool> nextUntil(const char* start, QByteArray& line);
    /// Up to `size` unpacked bytes from here; does not move. Error as for next().
    Result<QByteArray> peek(std::int64_t size);

    const QString& path() const;
    std::int64_t line() const;      ///< 1-based number of the line that next() gave last
    std::int64_t bytesRead() const; ///< compressed ones
    std::int64_t bytesTotal() const;

private:
    struct Private;
    explicit LineReader(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace corespan
