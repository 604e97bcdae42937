// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace core {

// Passing over JSON that somebody has validated, without looking at what it says. No allocation, no recursion. Of a text
// that is none, from a damaged file, the answers mean nothing, but nothing is read outside of it, and no answer lies
// before `at` or behind its end.

[[nodiscard]] bool isJsonSpace(char c);
/// The first byte from `at` on that is no white space.
[[nodiscard]] std::size_t skipJsonSpaces(std::string_view json, std::size_t at);
/// Where the string ends whose opening quote stands at `at`.
[[nodiscard]] std::size_t jsonStringEnd(std::string_view json, std::size_t at);
/// Where the value ends that starts at `at`, with everything in it.
[[nodiscard]] std::size_t jsonValueEnd(std::string_view json, std::size_t at);

} // namespace core
