// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Precompiled for the tests of what has windows.
#include "support/pch/qt.h"

#include <QtWidgets>
