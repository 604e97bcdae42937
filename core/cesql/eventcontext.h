// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/value.h"

#include <optional>
#include <string_view>

namespace core::cesql {

/// What an expression can ask about one event. Texts that it answers may be borrowed from the event.
class EventContext {
public:
    virtual ~EventContext() = default;

    /// The context attribute of that name (lower case), with its type: Boolean, Integer, everything else a String
    /// (CESQL §3.2). Nothing if the event has none.
    virtual std::optional<Value> attribute(std::string_view name) const = 0;
};

} // namespace core::cesql
