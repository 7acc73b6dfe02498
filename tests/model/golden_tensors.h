// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/safetensors.h"

#include <ATen/ATen.h>
#include <QDir>

namespace corespan::test {

/// A tensor of a golden file: F32, I32 or U8.
inline at::Tensor tensorOf(const model::SafetensorsFile& file, const std::string& name)
{
    const model::TensorView& view = file.tensors().at(name);
    const at::ScalarType type = view.type == model::DType::F32   ? at::kFloat
                                : view.type == model::DType::I32 ? at::kInt
                                                                 : at::kByte;
    return at::from_blob(const_cast<std::byte*>(view.bytes.data()), view.shape, type).clone();
}

/// Real tokens of row `sequence` of a padded batch.
inline at::Tensor realIds(const at::Tensor& ids, const at::Tensor& mask, std::int64_t sequence)
{
    return ids[sequence].narrow(0, 0, mask[sequence].sum().item<std::int64_t>()).to(at::kLong).contiguous();
}

inline double largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return a.numel() == 0 ? 0.0 : (a - b).abs().max().item<double>();
}

/// The folders that hold golden.safetensors.
inline QStringList goldenDirectories(const QString& folder)
{
    QStringList found;
    const QDir directory(folder);
    for (const QString& name : directory.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        if (QFile::exists(directory.filePath(name + "/golden.safetensors")))
            found.append(directory.filePath(name));
    }
    return found;
}

} // namespace corespan::test
