// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QString>

#include <utility>
#include <variant>

namespace corespan {

/// What went wrong, in words for a user: what, where (file, line, record), what to do.
struct Error
{
    QString message;
    /// Machine-readable kind where callers decide by it.
    enum class Kind {
        Failed,
        NotFound,
        Locked,
        ReadOnly,
        TooNew,
        Damaged,
        DiskFull,
        Cancelled,
        BadInput
    } kind = Kind::Failed;
};

/// A value or an Error. Store, import and export return it; they throw nothing.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_data(std::move(value)) {}
    Result(Error error) : m_data(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(m_data); }
    const T& value() const& { return std::get<T>(m_data); }
    T& value() & { return std::get<T>(m_data); }
    T&& value() && { return std::get<T>(std::move(m_data)); }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::get<T>(std::move(m_data)); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    const Error& error() const { return std::get<Error>(m_data); }

private:
    std::variant<T, Error> m_data;
};

using Status = Result<std::monostate>;
inline Status ok()
{
    return std::monostate{};
}

} // namespace corespan
