// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"

#include <nlohmann/json.hpp>
#include <string>

namespace corespan::model {

/// Hugging Face's fields at the top of config.json. Fields that CoreSpan does not know are ignored there: the library
/// adds new ones with each version, none of which changes the encoder.
void readHuggingFaceFields(const nlohmann::json& object, const std::string& where, ModelConfig& config);
void writeHuggingFaceFields(const ModelConfig& config, nlohmann::json& object);

/// The "corespan" object: every field known, or refused by name.
void readCorespanObject(const nlohmann::json& object, const std::string& where, ModelConfig& config);
nlohmann::json corespanObject(const ModelConfig& config);

/// A spiece.model, whole. \throws ModelError naming the file
std::shared_ptr<const std::string> readTokenizerFile(const std::filesystem::path& file);

} // namespace corespan::model
