// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace core {

/// What a person searches for in the texts of events: a plain value. What of an event is searched is told in
/// core/text/searchedtext.h.
struct TextQuery {
    std::string text = {}; ///< UTF-8; empty: nothing is searched, nothing found
    bool hasCase = false;  ///< else letters match without case (core/text/casefold.h)
    bool isExpression =
        false; ///< a regular expression of PCRE2; `^` and `$` also match at line breaks

    bool operator==(const TextQuery &) const = default;
};

} // namespace core
