// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Extension attributes as the JSON text of a capture's column `extensions`: one object, names in
/// the sender's order; Boolean, Integer and String as the JSON value, every other type as an object
/// of one member that names it: `{"trace":"a1","deadline":{"timestamp":"2026-11-23T13:00:00Z"}}`.
void appendExtensionsJson(std::string &out, const std::vector<Extension> &extensions);

/// The extensions behind such a text, with their types; nothing if it is not one that
/// appendExtensionsJson wrote.
[[nodiscard]] std::optional<std::vector<Extension>> parseExtensionsJson(std::string_view json);

} // namespace core
