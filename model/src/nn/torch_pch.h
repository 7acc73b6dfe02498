// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The one precompiled header of the engine's torch files.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/grad_mode.h>
