// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "model/config.h"

namespace corespan::model {

bool isKnownShape(const std::string& name);

/// t5-small, t5-base or longt5-tiny, with 24 labels and random vocabulary of small size. \throws ModelError
ModelConfig shapeConfig(const std::string& name);

} // namespace corespan::model
