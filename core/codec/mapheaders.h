// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

/// The entries of a Map of CloudEvents 0.3, from its JSON text, where each can travel as a header `ce-<attribute>-<key>`
/// (HTTP binding 0.3 §3.1.3.1): keys that are small letters, digits and hyphens, values that are Strings. Nothing for
/// other Maps, and for one without entries.
[[nodiscard]] std::optional<std::vector<std::pair<std::string, std::string>>>
flattenedMap(std::string_view json);

/// The JSON text of a Map as a String of CloudEvents: characters that a String may not have are escaped.
[[nodiscard]] std::string mapAsString(std::string_view json);

} // namespace core
