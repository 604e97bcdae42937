// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/canonicalstring.h"

#include "core/event/base64.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"
#include "core/event/uri.h"

#include <charconv>
#include <string>

namespace core {

std::optional<bool> parseBoolean(std::string_view text)
{
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    return {};
}

MaybeFault integerFault(std::string_view text)
{
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    if (first == text.size())
        return TextFault{"has no digits", first};
    for (std::size_t at = first; at < text.size(); ++at) {
        if (text[at] < '0' || text[at] > '9')
            return TextFault{"has a character that is no digit", at};
    }
    if (text[first] == '0' && text.size() > first + 1)
        return TextFault{"has a leading zero", first};
    std::int32_t value = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
        return TextFault{"is outside -2147483648 to 2147483647", 0};
    return {};
}

std::optional<std::int32_t> parseInteger(std::string_view text)
{
    if (integerFault(text))
        return {};
    std::int32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

MaybeFault canonicalFault(AttributeType type, std::string_view text)
{
    switch (type) {
    case AttributeType::Boolean:
        return parseBoolean(text) ? MaybeFault() : TextFault{"is neither true nor false", 0};
    case AttributeType::Integer:
        return integerFault(text);
    case AttributeType::String:
        return stringFault(text);
    case AttributeType::Binary:
        return base64Fault(text);
    case AttributeType::Uri:
        return uriFault(text);
    case AttributeType::UriReference:
        return uriReferenceFault(text);
    case AttributeType::Timestamp:
        return timestampFault(text);
    case AttributeType::Map:
        return {};
    }
    return {};
}

std::optional<AttributeValue> fromCanonical(AttributeType type, std::string_view text)
{
    if (canonicalFault(type, text))
        return {};
    if (type == AttributeType::Boolean)
        return AttributeValue::boolean(*parseBoolean(text));
    if (type == AttributeType::Integer)
        return AttributeValue::integer(*parseInteger(text));
    return AttributeValue::text(type, std::string(text));
}

} // namespace core
