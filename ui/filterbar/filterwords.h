// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/eventfilter.h"

#include <QString>

#include <functional>
#include <optional>
#include <string_view>

namespace ui {

/// What is said in the place of a value of an attribute; nothing: it is said as it is.
using ValueWord =
    std::function<std::optional<QString>(std::string_view attribute, const std::string &value)>;

/// `filter` as a CESQL expression: `type IN ('a', 'b') AND source = '/x'`. Empty for a filter that
/// shows everything.
QString filterWords(const core::EventFilter &filter, const ValueWord &word = {});

} // namespace ui
