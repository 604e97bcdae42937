// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/eventbuilder.h"
#include "core/codec/jsonscan.h"

#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Members that the object of one event may have; more are refused with 413.
constexpr std::size_t MaxJsonMembers = 1024;

/// The top-level members of one JSON object as they stand in its text, the first MaxJsonMembers + 1
/// of them: a hostile object must not grow the memory that a thread keeps. Borrows that text.
class JsonMembers {
public:
    struct Member {
        ByteRange value;      ///< with quotes if it is a string
        char kind = '\0';     ///< first byte of the value: " { [ t f n or of a number
        bool escaped = false; ///< a string with a backslash in it
    };

    /// Reads the object that `scan` stands before; false when the scan has a fault. `depth`
    /// containers are open around.
    bool read(JsonScan &scan, std::string_view text, std::size_t depth);

    ByteRange object() const { return m_object; }
    std::span<const std::string_view> names() const { return m_names; }
    const Member &at(std::size_t i) const { return m_members[i]; }
    /// The member of that name; nullptr if there is none, or if it is null and that means unset.
    const Member *find(std::string_view name) const;
    const Member *findSet(std::string_view name) const;

    /// The value as it stands in the text.
    std::string_view token(const Member &member) const;
    /// Only for strings: what stands between the quotes, and what that means.
    std::string_view inside(const Member &member) const;
    std::string string(const Member &member) const;

    AttributeSpot spot(std::size_t i) const { return spot(m_members[i], m_names[i]); }
    AttributeSpot spot(const Member &member, std::string_view name) const
    {
        return {Place::Part::Body, name, member.value};
    }

private:
    std::string_view m_text;
    ByteRange m_object;
    std::vector<std::string_view>
        m_names; ///< apart from the members, as firstRepeated() wants them
    std::vector<Member> m_members;
    std::list<std::string> m_unescaped; ///< names that were written with escapes
};

} // namespace core
