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
    std::size_t at() const { return startOf(m_cursor); }
    /// First byte of the next token; 0 at the end.
    char peek() const { return firstOf(m_cursor); }

    /// Passes `bracket` or separator if it is next.
    bool skip(char bracket);
    /// The same; a fault if it is not next.
    bool expect(char bracket);
    /// Passes the string that must be next.
    std::optional<JsonString> takeString();
    /// Passes the string that must be next and the colon that must follow it.
    std::optional<JsonString> takeName();
    /// Passes the value that must be next, whatever it is, and everything in it. `depth` containers
    /// are open around it.
    std::optional<ByteRange> takeValue(std::size_t depth);
    /// A fault if something follows.
    bool expectEnd();

private:
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

inline std::optional<JsonString> JsonScan::takeString()
{
    if (m_fault || peek() != '"') {
        failAt(m_cursor);
        return {};
    }
    const std::size_t quote = at();
    const std::size_t backslash = m_backslash;
    const std::size_t end = stringEnd(quote, startOf(m_cursor + 1));
    if (end == 0)
        return {};
    ++m_cursor;
    const ByteRange inside{static_cast<std::uint32_t>(quote + 1),
                           static_cast<std::uint32_t>(end - quote - 2)};
    return JsonString{inside, backslash < end};
}

inline std::optional<JsonString> JsonScan::takeName()
{
    auto name = takeString();
    if (!name || !expect(':'))
        return {};
    return name;
}

/// Whether `text` is one JSON value and nothing else.
[[nodiscard]] bool isJson(std::string_view text);

} // namespace core
