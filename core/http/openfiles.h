// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/limits.h"

#include <cstddef>

namespace core {

/// Lets this process have `wanted` files and sockets open at once, as far as its hard limit goes: the soft limit that a
/// shell gives, mostly 1024, is used up by one port alone. Takes nothing back. Answers how many it may have now; those that
/// are open count. Any thread.
std::size_t allowOpenFiles(std::size_t wanted);

/// `limits` with as many connections as this process may have open beside its files, and at least one. Raises the limit of
/// the process for them.
[[nodiscard]] HttpLimits withinOpenFiles(HttpLimits limits);

/// What connections leave of descriptors to everything else: captures with their segments and rings, exports, pipes.
constexpr std::size_t OtherOpenFiles = 256;

} // namespace core
