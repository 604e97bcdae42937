// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace core {

/// The attribute of the specification that `name` is most likely meant to be: the same letters in another case, or with
/// a hyphen, an underscore or a point between its words ("specVersion", "data_content_type"). Empty if there is none, or
/// if `name` is right.
[[nodiscard]] std::string_view meantAttribute(std::string_view name);

} // namespace core
