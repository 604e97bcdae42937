// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/transfer/exportformat.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace core {

/// How the events stand in a file, from its name and its first bytes, which are a whole line if they can be. Else a
/// sentence that says what to do. An empty file is anything. Pure.
[[nodiscard]] tl::expected<ExportFormat, std::string> guessFormat(const std::string &name,
                                                                  std::string_view start);

} // namespace core
