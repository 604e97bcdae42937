// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonscan.h"

#include "core/codec/jsonindex.h"

#include <bitset>

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

ByteRange rangeOf(std::size_t from, std::size_t to)
{
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
}

} // namespace

JsonScan::JsonScan(std::string_view text)
    : m_text(text)
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

void JsonScan::failHere()
{
    fail(atEnd() ? JsonFault::Kind::EndsEarly : JsonFault::Kind::Unexpected, at());
}

bool JsonScan::expectEnd()
{
    if (atEnd())
        return !m_fault;
    fail(JsonFault::Kind::TrailingContent, at());
    return false;
}

bool JsonScan::takeName()
{
    if (peek() == '"')
        return takeStringToken() != 0 && expect(':');
    failHere();
    return false;
}

/// The string at `start`, which the cursor has passed: it has escapes, or white space behind it, or
/// is none.
std::size_t JsonScan::takeUnusualString(std::size_t start)
{
    std::size_t after = at();
    while (isSpace(m_text[after - 1]))
        --after;
    if (after - 1 <= start || m_text[after - 1] != '"') {
        fail(JsonFault::Kind::Unexpected, after);
        return 0;
    }
    if (m_backslash < after) {
        if (!checkEscapes(start + 1, after - 1))
            return 0;
        m_backslash = m_text.find('\\', after);
    }
    return after;
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

std::size_t JsonScan::takeLiteral(std::string_view literal)
{
    const std::size_t start = m_index[m_cursor];
    const std::size_t end = start + literal.size();
    if (m_text.substr(start, literal.size()) != literal ||
        (end < m_text.size() && !endsScalar(m_text[end]))) {
        const bool cut = literal.starts_with(m_text.substr(start));
        fail(cut ? JsonFault::Kind::EndsEarly : JsonFault::Kind::Unexpected,
             cut ? m_text.size() : start);
        return 0;
    }
    ++m_cursor;
    return end;
}

std::size_t JsonScan::takeNumber()
{
    std::size_t p = m_index[m_cursor];
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
    ++m_cursor;
    return p;
}

std::size_t JsonScan::takeScalar()
{
    switch (peek()) {
    case '"':
        return takeStringToken();
    case 't':
        return takeLiteral("true");
    case 'f':
        return takeLiteral("false");
    case 'n':
        return takeLiteral("null");
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
        return takeNumber();
    default:
        failHere();
        return 0;
    }
}

std::optional<ByteRange> JsonScan::takeValue(std::size_t depth)
{
    if (m_fault)
        return {};
    const std::size_t outside = depth;
    const std::size_t start = at();
    std::size_t end = start;
    std::bitset<MaxJsonDepth> isObject;
    while (true) {
        // One value; a container is only entered here.
        const char first = peek();
        if (first == '{' || first == '[') {
            if (depth == MaxJsonDepth) {
                fail(JsonFault::Kind::TooDeep, at());
                return {};
            }
            isObject[depth++] = first == '{';
            ++m_cursor;
            if (peek() != (first == '{' ? '}' : ']') || atEnd()) {
                if (first == '{' && !takeName())
                    return {};
                continue;
            }
            end = at() + 1;
            ++m_cursor;
            --depth;
        } else {
            end = takeScalar();
            if (end == 0)
                return {};
        }
        // What closes with it, up to the next value.
        while (depth > outside) {
            const bool object = isObject[depth - 1];
            if (skip(',')) {
                if (object && !takeName())
                    return {};
                break;
            }
            end = at() + 1;
            if (!expect(object ? '}' : ']'))
                return {};
            --depth;
        }
        if (depth == outside)
            return rangeOf(start, end);
    }
}

bool isJson(std::string_view text)
{
    JsonScan scan(text);
    return scan.takeValue(0) && scan.expectEnd();
}

} // namespace core
