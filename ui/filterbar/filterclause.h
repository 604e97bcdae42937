// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/filteruse.h"

#include <string>
#include <string_view>

namespace ui {

/// A condition on one value, and its opposite. Plain texts of CESQL.
struct FilterClause {
    std::string operand; ///< `subject`, `DATA('/total')`
    std::string with;
    std::string without; ///< of an attribute, also true where it is absent
    bool operator==(const FilterClause &) const = default;
};

/// `name`: lower case.
[[nodiscard]] FilterClause attributeClause(std::string_view name, std::string_view value);

/// Of a member of JSON data, where `json` is the text of a string, number, Boolean or null. An empty operand: a number
/// that the language cannot write, or an array or object.
[[nodiscard]] FilterClause dataClause(std::string_view pointer, std::string_view json);

/// That a text search finds `words`, letters without case.
[[nodiscard]] FilterClause textClause(std::string_view words);

/// That a person marked the event.
[[nodiscard]] FilterClause markedClause();

/// `text`, an expression or empty, changed by the clause; what it says otherwise stays as it is written. `Copy` and
/// `Colour` are the clause alone. Pure.
[[nodiscard]] std::string withClause(const std::string &text, const FilterClause &clause,
                                     FilterUse use);

} // namespace ui
