// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/verbatim/linesource.h"

#include <optional>
#include <string>

namespace ui {

/// A value within JSON text.
struct JsonPlace {
    std::string pointer; ///< RFC 6901
    std::string value; ///< as it was sent: a string with its quotes, a number, true, false or null
    bool operator==(const JsonPlace &) const = default;
};

/// The value that stands on `line` of JSON text as JsonLines lays it out. Nothing where an object or array begins or ends, a text goes on over several lines,
/// or more than MaxLinesLookedBack lines would have to be read to know where it is.
[[nodiscard]] std::optional<JsonPlace> jsonPlaceAt(const LineSource &lines, qint64 line);
constexpr qint64 MaxLinesLookedBack = 2000;

} // namespace ui
