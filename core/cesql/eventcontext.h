// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/cesql/value.h"
#include "core/codec/jsondata.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace core::cesql {

/// What an expression can ask about one event. Texts that it answers may be borrowed from the event or from this. The
/// attributes are what CESQL knows; all else is asked by functions of ours, and who cannot tell says nothing: that is
/// ErrorKind::Generic.
class EventContext {
public:
    virtual ~EventContext() = default;

    /// The context attribute of that name (lower case), with its type: Boolean, Integer, everything else a String
    /// (CESQL §3.2). Nothing if the event has none.
    virtual std::optional<Value> attribute(std::string_view name) const = 0;

    /// Borrowed from this. Null: cannot tell.
    virtual const JsonData *data() const { return nullptr; }
    /// When it was received.
    virtual std::optional<WallTime> received() const { return {}; }
    /// What brought it (Message::connection); empty if that is not known of it.
    virtual std::optional<std::string_view> origin() const { return {}; }
    /// Bytes of its data, as binary mode would carry it; 0 if it has none.
    virtual std::optional<std::uint64_t> size() const { return {}; }
    /// Whether a search for that text finds it. The text is a literal of the expression and lives as long as that.
    virtual std::optional<bool> containsText(std::string_view) const { return {}; }
    /// Whether that was noticed about it when it was received: one of FindingNames.
    virtual std::optional<bool> hasFinding(std::string_view) const { return {}; }
    /// Whether a person marked it.
    virtual std::optional<bool> isMarked() const { return {}; }
    /// What a person noted about it; empty: nothing.
    virtual std::optional<std::string_view> note() const { return {}; }
};

} // namespace core::cesql
