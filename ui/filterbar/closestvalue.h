// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace ui {

struct SeenValues;

/// How many bytes must be changed, added or left out to make one of the other, whatever the case of ASCII letters; nothing
/// if more than `most`.
[[nodiscard]] std::optional<std::size_t> distanceOf(std::string_view one, std::string_view other,
                                                    std::size_t most);

/// The value of `attribute` that was probably meant by `text`, which is none: the one with the fewest differences, or one
/// that holds it; among equals the one with more events. Looks at no more than MaxCompared values.
[[nodiscard]] std::optional<core::ValueCode>
closestValue(const SeenValues &seen, std::string_view attribute, std::string_view text);
constexpr core::ValueCode MaxCompared = 4000;

/// The attribute of the specification that was probably meant by `name`, which is none; empty: no idea.
[[nodiscard]] std::string_view closestCoreAttribute(std::string_view name);

} // namespace ui
