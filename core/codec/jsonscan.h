// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/codec/decodelimits.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// Why a text is no JSON (RFC 8259), and the byte where that shows.
struct JsonFault {
    enum class Kind : std::uint8_t {
        Empty,   ///< nothing but white space
        TooLong, ///< positions would not fit into a ByteRange
        ByteOrderMark,
        NotUtf8,
        ControlCharacter, ///< a raw one inside a string
        EndsEarly,
        TrailingContent, ///< something after the value
        TooDeep,
        BadEscape,
        LoneSurrogate, ///< an escape such as \ud800 without its other half
        BadNumber,
        Unexpected, ///< a character that cannot stand here
    };
    Kind kind = Kind::Empty;
    std::size_t at = 0;
    bool operator==(const JsonFault &) const = default;
};

/// A member of an object, as it stands in the text.
struct JsonMember {
    ByteRange name;           ///< between its quotes
    ByteRange value;          ///< with quotes if it is a string
    char kind = '\0';         ///< first byte of the value: " { [ t f n or of a number
    bool nameEscaped = false; ///< has a backslash
    bool escaped = false;     ///< the value is a string and has a backslash
};

/// Walks over a JSON text token by token and validates everything it passes, without building
/// anything: values stay where they are and are known by their range. The first fault ends the
/// walk. Duplicate member names are the caller's business. Borrows the text, which needs no
/// padding. At most one scan is alive on a thread (it uses an index that the thread keeps).
class JsonScan {
public:
    /// `maxDepth` is at most MaxDepth.
    explicit JsonScan(std::string_view text, std::size_t maxDepth = MaxDepth);
    ~JsonScan();
    JsonScan(const JsonScan &) = delete;
    JsonScan &operator=(const JsonScan &) = delete;

    const std::optional<JsonFault> &fault() const { return m_fault; }
    std::size_t maxDepth() const { return m_maxDepth; }

    bool atEnd() const { return m_cursor == m_count; }
    /// Where the next token starts; the length of the text at the end.
    std::size_t at() const { return startOf(m_cursor); }
    /// First byte of the next token; 0 at the end.
    char peek() const { return firstOf(m_cursor); }

    /// Passes `bracket` or separator if it is next.
    bool skip(char bracket);
    /// The same; a fault if it is not next.
    bool expect(char bracket);
    /// Passes the member that must be next: a name, its colon, and a value. `depth` containers are
    /// open around it.
    std::optional<JsonMember> takeMember(std::size_t depth);
    /// Passes the value that must be next, whatever it is, and everything in it. `depth` containers
    /// are open around it.
    std::optional<ByteRange> takeValue(std::size_t depth);
    /// A fault if something follows.
    bool expectEnd();

private:
    static ByteRange rangeOf(std::size_t from, std::size_t to)
    {
        return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
    }
    void fail(JsonFault::Kind kind, std::size_t at);
    void failAt(std::uint32_t cursor);
    std::size_t startOf(std::uint32_t cursor) const
    {
        return cursor < m_count ? m_index[cursor] : m_text.size();
    }
    char firstOf(std::uint32_t cursor) const
    {
        return cursor < m_count ? m_text[m_index[cursor]] : '\0';
    }
    // Each checks the token that starts there and answers where it ends; 0 when it has a fault.
    // None moves the cursor: takeValue() is fast because it has it in a register.
    std::size_t stringEnd(std::size_t start, std::size_t next);
    std::size_t unusualStringEnd(std::size_t start, std::size_t next);
    std::size_t scalarEnd(std::uint32_t cursor); ///< of no string
    std::size_t numberEnd(std::size_t start);
    template<std::size_t Size>
    std::size_t literalEnd(std::size_t start, const char (&literal)[Size]);
    bool checkEscapes(std::size_t from, std::size_t to);

    std::string_view m_text;
    std::size_t m_maxDepth;
    const std::uint32_t *m_index = nullptr; ///< where each token starts
    std::uint32_t m_count = 0;
    std::uint32_t m_cursor = 0;
    std::size_t m_backslash = 0; ///< the first one that has not been passed; npos: none
    std::optional<JsonFault> m_fault;
};

inline bool JsonScan::skip(char bracket)
{
    if (atEnd() || peek() != bracket)
        return false;
    ++m_cursor;
    return true;
}

inline bool JsonScan::expect(char bracket)
{
    if (skip(bracket))
        return true;
    failAt(m_cursor);
    return false;
}

inline std::size_t JsonScan::stringEnd(std::size_t start, std::size_t next)
{
    // The index has no closing quotes, but between one and the next token there is only white
    // space, mostly none.
    if (m_text[next - 1] == '"' && next - 1 > start && m_backslash >= next)
        return next;
    return unusualStringEnd(start, next);
}

inline std::optional<JsonMember> JsonScan::takeMember(std::size_t depth)
{
    const std::uint32_t cursor = m_cursor;
    if (m_fault || firstOf(cursor) != '"') {
        failAt(cursor);
        return {};
    }
    JsonMember member;
    std::size_t start = startOf(cursor);
    std::size_t backslash = m_backslash;
    std::size_t end = stringEnd(start, startOf(cursor + 1));
    if (end == 0)
        return {};
    if (firstOf(cursor + 1) != ':') {
        failAt(cursor + 1);
        return {};
    }
    member.name = rangeOf(start + 1, end - 1);
    member.nameEscaped = backslash < end;
    member.kind = firstOf(cursor + 2);
    m_cursor = cursor + 2;
    if (member.kind != '"') {
        const auto value = takeValue(depth);
        if (!value)
            return {};
        member.value = *value;
        return member;
    }
    start = startOf(cursor + 2);
    backslash = m_backslash;
    end = stringEnd(start, startOf(cursor + 3));
    if (end == 0)
        return {};
    member.value = rangeOf(start, end);
    member.escaped = backslash < end;
    m_cursor = cursor + 3;
    return member;
}

/// Whether `text` is one JSON value and nothing else.
[[nodiscard]] bool isJson(std::string_view text);

} // namespace core
