// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/rejections.h"
#include "core/event/cloudevent.h"

#include <span>
#include <string>
#include <string_view>

namespace core {

/// The attributes that some version of the specification defines, with text as their type. (0.3
/// calls the schema `schemaurl`, and has datacontentencoding.)
enum class CoreAttribute : std::uint8_t {
    None, ///< an extension
    Id,
    Source,
    SpecVersion,
    Type,
    Subject,
    Time,
    DataContentType,
    DataContentEncoding,
    Schema,
};

/// What `name` means in `version`. Data is no attribute.
[[nodiscard]] CoreAttribute coreAttribute(std::string_view name, SpecVersion version);

/// Puts one event together, attribute by attribute, with the rules that every format shares: each
/// text by its type, what may not be empty, what must be there. Names must have been checked, and
/// that none comes twice. Borrows the event: one that is made where it will stay need not be moved.
class EventBuilder {
public:
    EventBuilder(SpecVersion version, CloudEvent &event);

    /// Sets the attribute `name` to what its canonical string says; extensions become Strings.
    [[nodiscard]] MaybeRejection setText(std::string_view name, std::string &&value,
                                         const AttributeSpot &spot);
    /// The same, for callers that know what the name means. Not for specversion and
    /// datacontentencoding, which are no texts of an event.
    [[nodiscard]] MaybeRejection setText(CoreAttribute attribute, std::string_view name,
                                         std::string &&value, const AttributeSpot &spot);
    void addExtension(std::string_view name, AttributeValue value);

    /// The required attributes that are not there, in the order of the specification.
    std::vector<std::string_view> missing() const;

    CloudEvent &event() { return m_event; }
    const CloudEvent &event() const { return m_event; }

private:
    MaybeRejection setNonEmpty(std::string &target, std::string &&value, const AttributeSpot &spot);

    CloudEvent &m_event;
    bool m_hasSource = false; ///< in 0.3 it may be empty
};

/// Index of the first name that was there before.
[[nodiscard]] std::optional<std::size_t> firstRepeated(std::span<const std::string_view> names);

} // namespace core
