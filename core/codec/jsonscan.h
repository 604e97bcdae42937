// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// Containers that may stand inside each other, the outermost counted.
constexpr std::size_t MaxJsonDepth = 1024;

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

/// A string in the text: the bytes between its quotes.
struct JsonString {
    ByteRange inside;
    bool escaped = false; ///< has a backslash
};

/// Walks over a JSON text token by token and validates everything it passes, without building
/// anything: values stay where they are and are known by their range. The first fault ends the
/// walk. Duplicate member names are the caller's business. Borrows the text, which needs no
/// padding. At most one scan is alive on a thread (it uses an index that the thread keeps).
class JsonScan {
public:
    explicit JsonScan(std::string_view text);
    ~JsonScan();
    JsonScan(const JsonScan &) = delete;
    JsonScan &operator=(const JsonScan &) = delete;

    const std::optional<JsonFault> &fault() const { return m_fault; }

    bool atEnd() const { return m_cursor == m_count; }
    /// Where the next token starts; the length of the text at the end.
    std::size_t at() const { return m_cursor < m_count ? m_index[m_cursor] : m_text.size(); }
    /// First byte of the next token; 0 at the end.
    char peek() const { return m_cursor < m_count ? m_text[m_index[m_cursor]] : '\0'; }

    /// Passes `bracket` or separator if it is next.
    bool skip(char bracket);
    /// The same; a fault if it is not next.
    bool expect(char bracket);
    /// Passes the string that must be next.
    std::optional<JsonString> takeString();
    /// Passes the value that must be next, whatever it is, and everything in it. `depth` containers
    /// are open around it.
    std::optional<ByteRange> takeValue(std::size_t depth);
    /// A fault if something follows.
    bool expectEnd();

private:
    void fail(JsonFault::Kind kind, std::size_t at);
    void failHere();
    bool takeName();
    // Each passes one token and answers where it ends; 0 when it has a fault.
    std::size_t takeStringToken();
    std::size_t takeUnusualString(std::size_t start);
    std::size_t takeScalar();
    std::size_t takeNumber();
    std::size_t takeLiteral(std::string_view literal);
    bool checkEscapes(std::size_t from, std::size_t to);

    std::string_view m_text;
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
    failHere();
    return false;
}

inline std::size_t JsonScan::takeStringToken()
{
    const std::size_t start = m_index[m_cursor];
    ++m_cursor;
    // The index has no closing quotes, but between one and the next token there is only white
    // space, mostly none.
    const std::size_t after = at();
    if (m_text[after - 1] == '"' && after - 1 > start && m_backslash >= after)
        return after;
    return takeUnusualString(start);
}

inline std::optional<JsonString> JsonScan::takeString()
{
    if (m_fault || peek() != '"') {
        failHere();
        return {};
    }
    const std::size_t start = at() + 1;
    const std::size_t backslash = m_backslash;
    const std::size_t end = takeStringToken();
    if (end == 0)
        return {};
    return JsonString{
        {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - 1 - start)},
        backslash < end};
}

/// Whether `text` is one JSON value and nothing else.
[[nodiscard]] bool isJson(std::string_view text);

} // namespace core
