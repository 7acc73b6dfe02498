// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importing/line_reader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/hts_log.h>

#include <cstring>

namespace corespan {

namespace {

constexpr std::int64_t blockSize = 1 << 18;

QString tr(const char* text)
{
    return QCoreApplication::translate("LineReader", text);
}

struct CloseBgzf
{
    void operator()(BGZF* file) const { bgzf_close(file); }
};

} // namespace

struct LineReader::Private
{
    QString path;
    std::unique_ptr<BGZF, CloseBgzf> file;
    QByteArray buffer; // unpacked bytes; those before `at` are used up
    qsizetype at = 0;
    bool ended = false;   // the file gives no more
    bool afterCr = false; // a CR ended the last line: an LF that follows belongs to it
    bool hasBack = false; // `back` was looked at, but belongs to the next entry
    QByteArray back;
    std::int64_t line = 0;
    std::int64_t total = 0;
    QString damage; // why reading ended early; told when the whole lines before it are used up

    void fill();
    void noteDamage();
};

void LineReader::Private::noteDamage()
{
    const bool packed = file->is_compressed || buffer.startsWith("\x1f\x8b");
    damage = packed ? tr("%1 is truncated or damaged: unpacking fails after line %2").arg(path).arg(line)
                    : tr("%1 cannot be read after line %2").arg(path).arg(line);
}

void LineReader::Private::fill()
{
    buffer.remove(0, at);
    at = 0;
    const qsizetype had = buffer.size();
    buffer.resize(had + blockSize);
    const ssize_t got = bgzf_read(file.get(), buffer.data() + had, static_cast<std::size_t>(blockSize));
    buffer.resize(had + (got > 0 ? got : 0));
    if (got < 0 || file->errcode != 0)
        noteDamage();
    else if (got == 0 && file->is_compressed && !file->is_gzip && bgzf_check_EOF(file.get()) == 0)
        noteDamage(); // bgzip ends with an empty block; without it the tail is missing
    else if (line == 0 && had == 0 && !file->is_compressed && buffer.startsWith("\x1f\x8b")) {
        noteDamage(); // cut within gzip's own header, which htslib takes for plain bytes
        buffer.clear();
    }
    ended = got <= 0 || !damage.isEmpty();
}

LineReader::LineReader(std::unique_ptr<Private> data) : d(std::move(data)) {}
LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;
LineReader& LineReader::operator=(LineReader&&) noexcept = default;

Result<LineReader> LineReader::open(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Error{tr("%1 does not exist").arg(path), Error::Kind::NotFound};
    if (info.isDir())
        return Error{tr("%1 is a folder, not a file").arg(path), Error::Kind::BadInput};
    hts_set_log_level(HTS_LOG_OFF); // faults are told in our own words
    auto data = std::make_unique<Private>();
    data->path = path;
    data->total = info.size();
    data->file.reset(bgzf_open(QFile::encodeName(path).constData(), "r"));
    if (!data->file)
        return Error{tr("%1 cannot be opened: %2").arg(path, QString::fromLocal8Bit(std::strerror(errno)))};
    return LineReader(std::move(data));
}

LineReader LineReader::ofBytes(const QByteArray& bytes, const QString& path)
{
    auto data = std::make_unique<Private>();
    data->path = path;
    data->total = bytes.size();
    data->buffer = bytes;
    data->ended = true;
    return LineReader(std::move(data));
}

Result<bool> LineReader::next(QByteArray& line)
{
    if (d->hasBack) {
        line = d->back;
        d->hasBack = false;
        ++d->line;
        return true;
    }
    qsizetype scanned = 0; // bytes of this line that hold no end; a long line is looked through once
    for (;;) {
        if (d->afterCr && d->at < d->buffer.size()) {
            d->at += d->buffer[d->at] == '\n' ? 1 : 0;
            d->afterCr = false;
        }
        const char* begin = d->buffer.constData() + d->at;
        const qsizetype left = d->buffer.size() - d->at;
        qsizetype end = scanned;
        while (end < left && begin[end] != '\n' && begin[end] != '\r')
            ++end;
        if (end < left || (d->ended && left > 0 && d->damage.isEmpty())) {
            line = QByteArray(begin, end);
            d->afterCr = end < left && begin[end] == '\r';
            d->at += end + (end < left ? 1 : 0);
            ++d->line;
            return true;
        }
        if (d->ended && !d->damage.isEmpty())
            return Error{d->damage, Error::Kind::BadInput};
        if (d->ended)
            return false;
        scanned = left;
        d->fill();
    }
}

Result<bool> LineReader::nextUntil(const char* start, QByteArray& line)
{
    const Result<bool> more = next(line);
    if (!more || !*more || !line.startsWith(start))
        return more;
    d->back = line;
    d->hasBack = true;
    --d->line;
    return false;
}

Result<QByteArray> LineReader::peek(std::int64_t size)
{
    while (!d->ended && d->buffer.size() - d->at < size)
        d->fill();
    if (d->at == d->buffer.size() && !d->damage.isEmpty())
        return Error{d->damage, Error::Kind::BadInput};
    return d->buffer.mid(d->at, size);
}

const QString& LineReader::path() const
{
    return d->path;
}
std::int64_t LineReader::line() const
{
    return d->line;
}
std::int64_t LineReader::bytesTotal() const
{
    return d->total;
}
std::int64_t LineReader::bytesRead() const
{
    return d->file ? static_cast<std::int64_t>(htell(d->file->fp)) : d->total;
}

} // namespace corespan
