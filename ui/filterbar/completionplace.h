// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/cesql/functions.h"
#include "core/cesql/syntaxerror.h"
#include "core/query/recentsurvey.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ui {

/// What can be completed at a cursor. A plain value.
struct CompletionPlace {
    core::ByteRange replaced;          ///< by what is taken
    std::string typed;                 ///< of it, before the cursor; of a text without its quote
    core::cesql::ExpectedSet expected; ///< words of the language; empty within a text
    std::string attribute;             ///< whose values may stand here; empty: none
    std::string pointer = {};          ///< the same of a place in the data
    bool isPattern = false;            ///< behind LIKE
    /// Whose text in quotes is being written: DATA, SUM, FINDING …; what is taken closes the parenthesis, too.
    std::optional<core::cesql::Function> literalOf = {};
    core::TypeChoice types = {}; ///< that the whole text asks for
    bool operator==(const CompletionPlace &) const = default;
};

/// `cursor` counts bytes of `text`. Pure.
[[nodiscard]] CompletionPlace completionPlace(std::string_view text, std::uint32_t cursor);

} // namespace ui
