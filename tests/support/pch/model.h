// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Precompiled for the tests of the model: torch alone costs each of them half a minute.
#include "nn/torch_pch.h"
#include "support/pch/qt.h"
