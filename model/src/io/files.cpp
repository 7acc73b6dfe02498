// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/files.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace corespan::model {

namespace {

[[noreturn]] void failWith(const std::filesystem::path& path, const std::string& what, int error)
{
    throw ModelError(path.string() + ": " + what + ": " + std::strerror(error) + ".");
}

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }
    int close() { return m_fd < 0 ? 0 : ::close(std::exchange(m_fd, -1)); }

private:
    int m_fd;
};

/// A regular file open for reading, and its size. O_NONBLOCK: a named pipe must not hang the program.
struct RegularFile
{
    Descriptor descriptor;
    std::size_t size = 0;

    explicit RegularFile(const std::filesystem::path& path)
        : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        struct stat status = {};
        if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0)
            failWith(path, "cannot be opened", errno);
        if (!S_ISREG(status.st_mode))
            throw ModelError(path.string() + ": is not a regular file.");
        size = static_cast<std::size_t>(status.st_size);
    }
};

/// Removes the temporary file unless it has been renamed.
class Temporary
{
public:
    explicit Temporary(const std::filesystem::path& target)
    {
        static std::atomic<unsigned> counter{0};
        m_path = target;
        m_path += ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    }
    ~Temporary()
    {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    const std::filesystem::path& path() const { return m_path; }
    void keep() { m_path.clear(); }

private:
    std::filesystem::path m_path;
};

void writeAll(int fd, std::span<const std::byte> bytes, const std::filesystem::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            failWith(path, "cannot be written", errno);
        if (written > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

/// Makes the rename itself durable. Some file systems cannot sync a directory; the file is whole there all the same.
void syncDirectory(const std::filesystem::path& directory)
{
    const Descriptor fd(::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd.get() >= 0)
        ::fsync(fd.get());
}

} // namespace

std::string readSmallFile(const std::filesystem::path& path, std::size_t limit)
{
    const RegularFile file(path);
    const std::size_t size = file.size;
    if (size > limit)
        throw ModelError(path.string() + ": is " + std::to_string(size) + " bytes long; at most " +
                         std::to_string(limit) + " are possible here.");
    std::string text(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::read(file.descriptor.get(), text.data() + done, size - done);
        if (got < 0 && errno != EINTR)
            failWith(path, "cannot be read", errno);
        if (got == 0)
            throw ModelError(path.string() + ": became shorter while it was read.");
        if (got > 0)
            done += static_cast<std::size_t>(got);
    }
    return text;
}

MappedFile::MappedFile(const std::filesystem::path& path)
{
    const RegularFile file(path);
    if (file.size == 0)
        return;
    void* address = ::mmap(nullptr, file.size, PROT_READ, MAP_PRIVATE, file.descriptor.get(), 0);
    if (address == MAP_FAILED)
        failWith(path, "cannot be mapped", errno);
    m_bytes = {static_cast<const std::byte*>(address), file.size};
}

MappedFile::~MappedFile()
{
    if (!m_bytes.empty())
        ::munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

void writeFileAtomically(const std::filesystem::path& path, const std::vector<std::span<const std::byte>>& parts)
{
    Temporary temporary(path);
    Descriptor file(::open(temporary.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0)
        failWith(path, "cannot be created", errno);
    for (const std::span<const std::byte> part : parts)
        writeAll(file.get(), part, path);
    if (::fsync(file.get()) != 0 || file.close() != 0)
        failWith(path, "cannot be written", errno);
    if (::rename(temporary.path().c_str(), path.c_str()) != 0)
        failWith(path, "cannot be replaced", errno);
    temporary.keep();
    syncDirectory(path.parent_path());
}

} // namespace corespan::model
