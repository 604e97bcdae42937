// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avrovalue.h"
#include "core/codec/jsonstring.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>

namespace core {

namespace {

/// The digits of a number without point, sign, exponent and zeros at both ends, and where its point would be.
struct Digits {
    std::string digits;
    std::int64_t exponent = 0;
    bool operator==(const Digits &) const = default;
};

std::optional<Digits> digitsOf(std::string_view number)
{
    Digits result;
    std::int64_t exponent = 0;
    const std::size_t e = std::min(number.find_first_of("eE"), number.size());
    if (e < number.size()) {
        std::string_view text = number.substr(e + 1);
        if (text.starts_with('+'))
            text.remove_prefix(1);
        if (std::from_chars(text.data(), text.data() + text.size(), exponent).ec != std::errc())
            return {};
        constexpr std::int64_t Most = 1'000'000; // no double has that
        if (exponent > Most || exponent < -Most)
            return {};
    }
    bool hasPoint = false;
    for (const char c : number.substr(0, e)) {
        if (c == '.') {
            hasPoint = true;
        } else if (c != '-') {
            result.digits.push_back(c);
            result.exponent -= hasPoint ? 1 : 0;
        }
    }
    result.exponent += exponent;
    result.digits.erase(0, std::min(result.digits.find_first_not_of('0'), result.digits.size()));
    while (result.digits.ends_with('0')) {
        result.digits.pop_back();
        ++result.exponent;
    }
    if (result.digits.empty())
        result.exponent = 0;
    return result;
}

/// The double that reads back as the same number; nothing if there is none.
std::optional<double> doubleOf(std::string_view number)
{
    double value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    if (read.ec != std::errc() || read.ptr != number.data() + number.size())
        return {};
    std::string again;
    appendJsonNumber(again, value);
    const auto wanted = digitsOf(number);
    return wanted && wanted == digitsOf(again) ? std::optional(value) : std::nullopt;
}

/// Walks over JSON that is valid and writes it as Avro.
class JsonWalker {
public:
    explicit JsonWalker(std::string_view json)
        : m_json(json)
    {
    }

    bool appendData(std::string &out)
    {
        constexpr Numbers Top{-1, 2, 5, 6};
        const char kind = peek();
        if (kind == '{') {
            appendAvroLong(out, static_cast<std::int64_t>(AvroDataType::Map));
            return appendItems(out, [this](std::string &items) {
                constexpr Numbers InMap{0, 1, 3, 4};
                if (peek() != '{')
                    return appendScalar(items, InMap);
                appendAvroLong(items, 2);
                return appendRecord(items);
            });
        }
        if (kind == '[') {
            appendAvroLong(out, static_cast<std::int64_t>(AvroDataType::Array));
            return appendItems(out, [this](std::string &items) { return appendRecord(items); });
        }
        return appendScalar(out, Top);
    }

private:
    /// Numbers of types in a union; -1: it has no such type.
    struct Numbers {
        std::int64_t null;
        std::int64_t boolean;
        std::int64_t number;
        std::int64_t string;
    };

    char peek()
    {
        const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
        while (m_at < m_json.size() && isSpace(m_json[m_at]))
            ++m_at;
        return m_at < m_json.size() ? m_json[m_at] : '\0';
    }

    std::string takeString()
    {
        const std::size_t start = m_at + 1;
        for (++m_at; m_json[m_at] != '"'; ++m_at)
            m_at += m_json[m_at] == '\\' ? 1U : 0U;
        ++m_at;
        return unescapeJson(m_json.substr(start, m_at - 1 - start));
    }

    std::string_view takeWord()
    {
        const std::size_t start = m_at;
        m_at = std::min(m_json.find_first_of(" \t\r\n,]}", m_at), m_json.size());
        return m_json.substr(start, m_at - start);
    }

    bool appendScalar(std::string &out, const Numbers &numbers)
    {
        const char kind = peek();
        if (kind == '"') {
            appendAvroLong(out, numbers.string);
            appendAvroBytes(out, takeString());
            return true;
        }
        if (kind == '{' || kind == '[')
            return false;
        const std::string_view word = takeWord();
        if (kind == 'n') {
            appendAvroLong(out, numbers.null);
            return numbers.null >= 0;
        }
        if (kind == 't' || kind == 'f') {
            appendAvroLong(out, numbers.boolean);
            out.push_back(kind == 't' ? '\x01' : '\0');
            return true;
        }
        const auto value = doubleOf(word);
        if (!value)
            return false;
        appendAvroLong(out, numbers.number);
        std::uint64_t bits = 0;
        std::memcpy(&bits, &*value, sizeof bits);
        for (unsigned shift = 0; shift < 64; shift += 8)
            out.push_back(static_cast<char>(bits >> shift & 0xFFU));
        return true;
    }

    /// The object or array that is next, as one block.
    template<typename AppendItem>
    bool appendItems(std::string &out, AppendItem appendItem)
    {
        const bool isObject = peek() == '{';
        ++m_at;
        std::int64_t count = 0;
        std::string items;
        while (peek() != '}' && peek() != ']') {
            if (m_json[m_at] == ',') {
                ++m_at;
                continue;
            }
            if (isObject) {
                appendAvroBytes(items, takeString());
                peek();
                ++m_at; // the colon
            }
            if (!appendItem(items))
                return false;
            ++count;
        }
        ++m_at;
        if (count > 0)
            appendAvroLong(out, count);
        out += items;
        appendAvroLong(out, 0);
        return true;
    }

    bool appendRecord(std::string &out)
    {
        if (peek() != '{')
            return false;
        return appendItems(out, [this](std::string &items) {
            constexpr Numbers InRecord{0, 1, 4, 5};
            const char kind = peek();
            if (kind != '{' && kind != '[')
                return appendScalar(items, InRecord);
            appendAvroLong(items, kind == '{' ? 2 : 3);
            return appendItems(items, [this](std::string &inner) { return appendRecord(inner); });
        });
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};

} // namespace

bool appendAvroValue(std::string &out, std::string_view json)
{
    const std::size_t before = out.size();
    if (JsonWalker(json).appendData(out))
        return true;
    out.resize(before);
    return false;
}

void appendAvroLong(std::string &out, std::int64_t value)
{
    const auto bits = static_cast<std::uint64_t>(value);
    std::uint64_t zigzag = bits << 1U ^ (value < 0 ? ~std::uint64_t{0} : 0);
    for (; zigzag >= 0x80U; zigzag >>= 7U)
        out.push_back(static_cast<char>((zigzag & 0x7FU) | 0x80U));
    out.push_back(static_cast<char>(zigzag));
}

void appendAvroBytes(std::string &out, std::string_view bytes)
{
    appendAvroLong(out, static_cast<std::int64_t>(bytes.size()));
    out += bytes;
}

} // namespace core
