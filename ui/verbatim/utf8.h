// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string_view>

namespace ui {

/// Length of the longest start of `bytes` that does not cut a UTF-8 character in two; at least 1 for bytes that are
/// none, so that whoever walks goes on.
std::size_t wholeCharacters(std::string_view bytes);

/// For verbatim text: tabs stay, other control characters become their pictures (U+2400 …), what is no UTF-8 becomes
/// U+FFFD.
QString visibleText(std::string_view utf8);

} // namespace ui
