// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonscan.h"

#include "core/codec/jsonindex.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace core {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// What may stand after a number or literal.
bool endsScalar(char c)
{
    return isSpace(c) || c == ',' || c == '}' || c == ']';
}

/// Value of four hexadecimal digits at `at`; -1 if they are not there.
int hexQuad(std::string_view text, std::size_t at)
{
    if (at + 4 > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
        const char c = text[i];
        int digit = 0;
        if (isDigit(c))
            digit = c - '0';
        else if (c >= 'a' && c <= 'f')
            digit = c - 'a' + 10;
        else if (c >= 'A' && c <= 'F')
            digit = c - 'A' + 10;
        else
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

} // namespace

JsonScan::JsonScan(std::string_view text, std::size_t maxDepth)
    : m_text(text)
    , m_maxDepth(std::min(maxDepth, MaxDepth))
{
    std::span<const std::uint32_t> tokens;
    m_fault = JsonIndex::build(text, tokens);
    m_index = tokens.data();
    m_count = static_cast<std::uint32_t>(tokens.size());
    if (!m_fault)
        m_backslash = text.find('\\');
}

JsonScan::~JsonScan()
{
    JsonIndex::trim();
}

void JsonScan::fail(JsonFault::Kind kind, std::size_t at)
{
    if (!m_fault)
        m_fault = JsonFault{kind, at};
}

void JsonScan::failAt(std::uint32_t cursor)
{
    fail(cursor == m_count ? JsonFault::Kind::EndsEarly : JsonFault::Kind::Unexpected,
         startOf(cursor));
}

bool JsonScan::expectEnd()
{
    if (atEnd())
        return !m_fault;
    fail(JsonFault::Kind::TrailingContent, at());
    return false;
}

/// The string has escapes, or white space behind it, or is none.
std::size_t JsonScan::unusualStringEnd(std::size_t start, std::size_t next)
{
    std::size_t end = next;
    while (isSpace(m_text[end - 1]))
        --end;
    if (end - 1 <= start || m_text[end - 1] != '"') {
        fail(JsonFault::Kind::Unexpected, end);
        return 0;
    }
    if (m_backslash < end) {
        if (!checkEscapes(start + 1, end - 1))
            return 0;
        m_backslash = m_text.find('\\', end);
    }
    return end;
}

bool JsonScan::checkEscapes(std::size_t from, std::size_t to)
{
    const std::string_view inside = m_text.substr(0, to);
    for (std::size_t at = inside.find('\\', from); at < to; at = inside.find('\\', at)) {
        const char c = at + 1 < to ? inside[at + 1] : '\0';
        if (c != 'u') {
            if (c == '\0' || std::string_view("\"\\/bfnrt").find(c) == std::string_view::npos) {
                fail(JsonFault::Kind::BadEscape, at);
                return false;
            }
            at += 2;
            continue;
        }
        const int unit = hexQuad(inside, at + 2);
        if (unit < 0) {
            fail(JsonFault::Kind::BadEscape, at);
            return false;
        }
        const bool high = unit >= 0xD800 && unit <= 0xDBFF;
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        int second = 0;
        if (high && inside.substr(at + 6).starts_with("\\u"))
            second = hexQuad(inside, at + 8);
        if (low || (high && (second < 0xDC00 || second > 0xDFFF))) {
            fail(JsonFault::Kind::LoneSurrogate, at);
            return false;
        }
        at += high ? 12 : 6;
    }
    return true;
}

template<std::size_t Size>
std::size_t JsonScan::literalEnd(std::size_t start, const char (&literal)[Size])
{
    const std::size_t end = start + Size - 1;
    if (end <= m_text.size() && std::memcmp(m_text.data() + start, literal, Size - 1) == 0 &&
        (end == m_text.size() || endsScalar(m_text[end])))
        return end;
    const bool cut = std::string_view(literal).starts_with(m_text.substr(start));
    fail(cut ? JsonFault::Kind::EndsEarly : JsonFault::Kind::Unexpected,
         cut ? m_text.size() : start);
    return 0;
}

std::size_t JsonScan::numberEnd(std::size_t start)
{
    std::size_t p = start;
    const auto next = [&] { return p < m_text.size() ? m_text[p] : '\0'; };
    const auto digits = [&] {
        if (!isDigit(next())) {
            fail(p == m_text.size() ? JsonFault::Kind::EndsEarly : JsonFault::Kind::BadNumber, p);
            return false;
        }
        while (isDigit(next()))
            ++p;
        return true;
    };
    if (next() == '-')
        ++p;
    if (next() == '0')
        ++p;
    else if (!digits())
        return 0;
    if (next() == '.') {
        ++p;
        if (!digits())
            return 0;
    }
    if (next() == 'e' || next() == 'E') {
        ++p;
        if (next() == '+' || next() == '-')
            ++p;
        if (!digits())
            return 0;
    }
    if (p < m_text.size() && !endsScalar(m_text[p])) {
        fail(JsonFault::Kind::BadNumber, p);
        return 0;
    }
    return p;
}

std::size_t JsonScan::scalarEnd(std::uint32_t cursor)
{
    const std::size_t start = startOf(cursor);
    switch (firstOf(cursor)) {
    case 't':
        return literalEnd(start, "true");
    case 'f':
        return literalEnd(start, "false");
    case 'n':
        return literalEnd(start, "null");
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return numberEnd(start);
    default:
        failAt(cursor);
        return 0;
    }
}

std::optional<ByteRange> JsonScan::takeValue(std::size_t depth)
{
    if (m_fault)
        return {};
    const std::size_t outside = depth;
    const std::size_t start = at();
    std::uint32_t cursor = m_cursor;
    std::array<char, MaxDepth> closing; // brackets of the containers that are open
    bool inObject = false;              // the next value has a name
    while (true) {
        if (inObject) {
            if (firstOf(cursor) != '"') {
                failAt(cursor);
                return {};
            }
            if (stringEnd(startOf(cursor), startOf(cursor + 1)) == 0)
                return {};
            if (firstOf(++cursor) != ':') {
                failAt(cursor);
                return {};
            }
            ++cursor;
        }
        // One value; a container is only entered here.
        std::size_t end = 0;
        const char first = firstOf(cursor);
        if (first == '{' || first == '[') {
            if (depth >= m_maxDepth) {
                fail(JsonFault::Kind::TooDeep, startOf(cursor));
                return {};
            }
            inObject = first == '{';
            const char bracket = inObject ? '}' : ']';
            if (firstOf(++cursor) != bracket) {
                closing[depth++] = bracket;
                continue;
            }
            end = startOf(cursor) + 1;
        } else {
            end =
                first == '"' ? stringEnd(startOf(cursor), startOf(cursor + 1)) : scalarEnd(cursor);
            if (end == 0)
                return {};
        }
        ++cursor;
        // What closes with it, up to the next value.
        while (depth > outside && firstOf(cursor) != ',') {
            if (firstOf(cursor) != closing[depth - 1]) {
                failAt(cursor);
                return {};
            }
            end = startOf(cursor) + 1;
            ++cursor;
            --depth;
        }
        if (depth == outside) {
            m_cursor = cursor;
            return rangeOf(start, end);
        }
        inObject = closing[depth - 1] == '}';
        ++cursor; // the comma
    }
}

bool isJson(std::string_view text)
{
    JsonScan scan(text);
    return scan.takeValue(0) && scan.expectEnd();
}

} // namespace core
