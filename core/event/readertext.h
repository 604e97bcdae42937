// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace core {

/// Text from outside inside a sentence: cut when long, so that no sender makes a refusal larger
/// than a page, and bytes that cannot be shown as \xNN.
[[nodiscard]] std::string textForReader(std::string_view text);
/// The same in quotes.
[[nodiscard]] std::string quotedForReader(std::string_view text);

} // namespace core
