// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

/// A folder of its own for one test.
class TestFolder
{
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }

    std::filesystem::path write(const std::string& name, const std::string& bytes) const
    {
        std::filesystem::path file = path() / name;
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }

    /// Everything in it, sorted.
    QStringList names() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

private:
    QTemporaryDir m_folder;
};

/// A safetensors file from its parts: length of the header, header, data.
inline std::string safetensorsBytes(const std::string& header, const std::string& data, std::uint64_t length)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>(length >> (8 * i) & 255U);
    return bytes + header + data;
}

inline std::string safetensorsBytes(const std::string& header, const std::string& data)
{
    return safetensorsBytes(header, data, header.size());
}

/// What the ModelError says, or "" where none is thrown.
template <typename Function>
QString errorOf(Function function)
{
    try {
        function();
    } catch (const corespan::model::ModelError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

#define VERIFY_CONTAINS(text, part) QVERIFY2((text).contains(part), qPrintable("message: \"" + (text) + "\""))
