// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/extensionsjson.h"

#include <array>
#include <charconv>

namespace core {

namespace {

struct TypeName {
    AttributeType type;
    std::string_view name;
};
constexpr std::array TypeNames{
    TypeName{AttributeType::Binary, "binary"},
    TypeName{AttributeType::Uri, "uri"},
    TypeName{AttributeType::UriReference, "uriref"},
    TypeName{AttributeType::Timestamp, "timestamp"},
    TypeName{AttributeType::Map, "map"},
};

constexpr std::string_view HexDigits = "0123456789abcdef";

void appendString(std::string &out, std::string_view text)
{
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += HexDigits[byte >> 4U];
            out += HexDigits[byte & 0xfU];
        } else {
            out += c;
        }
    }
    out += '"';
}

void appendValue(std::string &out, const AttributeValue &value)
{
    for (const auto &[type, name] : TypeNames) {
        if (value.type() == type) {
            out += "{\"";
            out += name;
            out += "\":";
            appendString(out, value.asText());
            out += '}';
            return;
        }
    }
    if (value.isText())
        appendString(out, value.asText());
    else
        out += value.canonical();
}

/// Reads what the functions above wrote, no more of JSON than that.
class Reader {
public:
    explicit Reader(std::string_view json)
        : m_rest(json)
    {
    }

    std::optional<std::vector<Extension>> extensions()
    {
        std::vector<Extension> found;
        if (!take("{"))
            return std::nullopt;
        do {
            auto name = string();
            if (!name || !take(":"))
                return std::nullopt;
            auto read = value();
            if (!read)
                return std::nullopt;
            found.push_back({std::move(*name), std::move(*read)});
        } while (take(","));
        if (!take("}") || !m_rest.empty())
            return std::nullopt;
        return found;
    }

private:
    bool take(std::string_view token)
    {
        if (!m_rest.starts_with(token))
            return false;
        m_rest.remove_prefix(token.size());
        return true;
    }

    std::optional<std::string> string()
    {
        if (!take("\""))
            return std::nullopt;
        std::string text;
        while (!m_rest.empty()) {
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == '"')
                return text;
            if (c != '\\') {
                text += c;
            } else if (take("u00") && m_rest.size() >= 2) {
                const std::size_t high = HexDigits.find(m_rest[0]);
                const std::size_t low = HexDigits.find(m_rest[1]);
                if (high == std::string_view::npos || low == std::string_view::npos)
                    return std::nullopt;
                text += static_cast<char>(high << 4U | low);
                m_rest.remove_prefix(2);
            } else if (!m_rest.empty()) {
                text += m_rest.front();
                m_rest.remove_prefix(1);
            }
        }
        return std::nullopt;
    }

    std::optional<AttributeValue> value()
    {
        if (take("true"))
            return AttributeValue::boolean(true);
        if (take("false"))
            return AttributeValue::boolean(false);
        if (m_rest.starts_with('"')) {
            auto text = string();
            return text ? std::optional(AttributeValue::string(std::move(*text))) : std::nullopt;
        }
        if (take("{"))
            return typed();
        std::int32_t number = 0;
        const auto [end, fault] =
            std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), number);
        if (fault != std::errc())
            return std::nullopt;
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return AttributeValue::integer(number);
    }

    std::optional<AttributeValue> typed()
    {
        const auto word = string();
        if (!word || !take(":"))
            return std::nullopt;
        auto text = string();
        if (!text || !take("}"))
            return std::nullopt;
        for (const auto &[type, name] : TypeNames) {
            if (*word == name)
                return AttributeValue::text(type, std::move(*text));
        }
        return std::nullopt;
    }

    std::string_view m_rest;
};

} // namespace

void appendExtensionsJson(std::string &out, const std::vector<Extension> &extensions)
{
    char separator = '{';
    for (const Extension &extension : extensions) {
        out += separator;
        separator = ',';
        appendString(out, extension.name);
        out += ':';
        appendValue(out, extension.value);
    }
    out += '}';
}

std::optional<std::vector<Extension>> parseExtensionsJson(std::string_view json)
{
    return Reader(json).extensions();
}

} // namespace core
