// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <stdexcept>
#include <string>

namespace corespan::model {

/// The one exception that the engine throws. The message says what is wrong, where (file, tensor, field, record) and
/// what to do about it; it is fit to be shown to a user.
class ModelError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace corespan::model
