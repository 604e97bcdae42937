// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace core {

/// Attribute types of CloudEvents 1.0 (spec.md §"Type System"), and Map of 0.3, which is kept as its JSON text.
enum class AttributeType : std::uint8_t { Boolean, Integer, String, Binary, Uri, UriReference, Timestamp, Map };

/// The value of one context attribute with its type. Immutable value; every type but Boolean and Integer is held as
/// its canonical string (a Timestamp keeps the sender's spelling, Binary its Base64).
class AttributeValue {
public:
    AttributeValue() : m_value(std::string()) {}
    static AttributeValue boolean(bool value) { return {AttributeType::Boolean, value}; }
    static AttributeValue integer(std::int32_t value) { return {AttributeType::Integer, value}; }
    static AttributeValue string(std::string value) { return {AttributeType::String, std::move(value)}; }
    /// `type` must not be Boolean or Integer; the text must be canonical for it.
    static AttributeValue text(AttributeType type, std::string value) { return {type, std::move(value)}; }

    AttributeType type() const { return m_type; }
    bool isText() const { return std::holds_alternative<std::string>(m_value); }
    /// Only for isText().
    const std::string &asText() const { return std::get<std::string>(m_value); }
    bool asBoolean() const { return std::get<bool>(m_value); }
    std::int32_t asInteger() const { return std::get<std::int32_t>(m_value); }
    /// Canonical string of spec.md §"Type System": `true`, `42`, or the text.
    std::string canonical() const;

    bool operator==(const AttributeValue &) const = default;

private:
    using Value = std::variant<bool, std::int32_t, std::string>;
    AttributeValue(AttributeType type, Value value) : m_type(type), m_value(std::move(value)) {}

    AttributeType m_type = AttributeType::String;
    Value m_value;
};

} // namespace core
