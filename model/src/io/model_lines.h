// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <span>

namespace corespan::model {

/// A field of config.json and what it means to whoever writes one.
struct ModelFieldLine
{
    const char* path; ///< such as "corespan.tokenizer.k"
    const char* line;
};

/// Every field that formatModelConfig() can write; one with parts stands for all of them where they are names or ids.
std::span<const ModelFieldLine> modelFieldLines();

} // namespace corespan::model
