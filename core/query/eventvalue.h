// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/codec/jsonpointer.h"
#include "core/log/storedevent.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// The name of a value of events: an attribute, whether of the specification or an extension, or a JSON pointer (RFC 6901)
/// into the data. A plain value.
class ValueName {
public:
    static constexpr std::size_t MaxBytes = 512;

    /// InvalidInput says what is wrong and what it should look like.
    [[nodiscard]] static Result<ValueName> parse(std::string_view text);

    const std::string &text() const { return m_text; }
    bool isPointer() const { return m_text.starts_with('/'); }
    const JsonPointer &pointer() const { return m_pointer; }
    bool operator==(const ValueName &) const = default;

private:
    std::string m_text;
    JsonPointer m_pointer;
};

/// What an event has under a name, with its type. A plain value.
struct EventValue {
    enum class Kind : std::uint8_t {
        Absent,
        Number,
        Time, ///< RFC 3339
        Boolean,
        Text,
        Structure, ///< an array or object: its JSON
        Null,      ///< that of JSON
    };
    Kind kind = Kind::Absent;
    std::string text{}; ///< as it was sent; escapes of a JSON string undone
    bool operator==(const EventValue &) const = default;
};

/// An extension that came as text, as binary mode sends all of them, is a number where it is one by the canonical form of
/// an Integer. Pure; any thread.
[[nodiscard]] EventValue valueOf(const ValueName &name, const StoredEvent &stored);

} // namespace core
