// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/storedevent.h"
#include "core/redaction/jsonredaction.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// What must not be seen of events: rules that replace or remove attributes and parts of the payload. A plain value;
/// applying it is a pure function that any thread may call. What a rule does not name keeps its bytes, in the payload
/// and in the kept head.
class Redaction {
public:
    /// What becomes of data that rules with a JSON pointer cannot look into, because it is not JSON.
    enum class OtherData : std::uint8_t {
        Refuse,   ///< applying is an error
        LeaveOut, ///< the event goes without its data
    };

    Redaction() = default;
    /// Each rule is one of `NAME` (an attribute), `/json/pointer` (RFC 6901 into the data; a step `*` means every
    /// member or element) and `data` (all of it); `remove:` before it removes instead of replacing. An attribute that
    /// cannot be "[redacted]" by its type is removed; the source becomes `urn:redacted`. InvalidInput names the rule
    /// and what is wrong with it: required attributes cannot be removed, and specversion and datacontenttype say how
    /// the rest is read.
    [[nodiscard]] static Result<Redaction> parse(std::span<const std::string> rules,
                                                 OtherData otherData = OtherData::Refuse);

    [[nodiscard]] bool isEmpty() const
    {
        return m_attributes.empty() && m_pointers.empty() && !m_removesData;
    }
    /// What is seen of an attribute that has `value`; nothing: it is removed.
    [[nodiscard]] std::optional<std::string_view> shown(std::string_view name,
                                                        std::string_view value) const;
    [[nodiscard]] bool isAbout(std::string_view name) const;
    /// `stored` without what the rules name: in its attributes, its text and its head alike. InvalidInput: its data is
    /// not JSON and may not be left out.
    [[nodiscard]] Result<StoredEvent> apply(StoredEvent stored) const;

private:
    struct AttributeRule {
        std::string name;
        JsonRedaction::Action action = JsonRedaction::Action::Replace;
    };
    [[nodiscard]] Result<void> add(std::string_view rule);
    [[nodiscard]] Result<void> addAttribute(std::string_view name, JsonRedaction::Action action);
    [[nodiscard]] Result<void> applyToData(StoredEvent &stored) const;
    [[nodiscard]] Result<void> applyToJsonText(StoredEvent &stored) const;
    [[nodiscard]] Result<void> applyToWhole(StoredEvent &stored) const;
    void applyToAttributes(CloudEvent &event) const;
    void applyToHead(std::string &head, SpecVersion version) const;

    std::vector<AttributeRule> m_attributes;
    std::vector<JsonRedaction> m_pointers;
    bool m_removesData = false;
    OtherData m_otherData = OtherData::Refuse;
};

} // namespace core
