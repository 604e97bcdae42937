// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ui {

/// What is said in the place of a value of an attribute that must not be seen; nothing: it is said as it is.
using ValueWord =
    std::function<std::optional<QString>(std::string_view attribute, const std::string &value)>;

/// `text`, an expression, as it may be seen: literals beside an attribute that is hidden say what `word` says, and those
/// that are compared with data, of which little is known, are hidden whenever there is a `word`. Empty if `text` is no
/// expression. Pure.
QString shownFilter(const QString &text, const ValueWord &word);

} // namespace ui
