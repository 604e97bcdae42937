// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/httprequest.h"

#include <algorithm>

namespace core {

namespace {
constexpr std::size_t KeptBody = 256 * KiB; // larger ones are given back
}

bool equalsLower(std::string_view text, std::string_view lower)
{
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(), [](char character, char wanted) {
               const bool upper = character >= 'A' && character <= 'Z';
               return (upper ? static_cast<char>(character + ('a' - 'A')) : character) == wanted;
           });
}

const HttpField *HttpRequest::find(std::string_view lowerName) const
{
    for (const HttpField &field : fields) {
        if (field.name.length == lowerName.size() && equalsLower(text(field.name), lowerName))
            return &field;
    }
    return nullptr;
}

std::string_view HttpRequest::value(std::string_view lowerName) const
{
    const HttpField *field = find(lowerName);
    return field ? text(field->value) : std::string_view();
}

void HttpRequest::clear()
{
    head.clear();
    if (body.capacity() > KeptBody)
        body = std::string();
    else
        body.clear();
    bodyBytes = 0;
    method = {};
    target = {};
    version = 11;
    keepAlive = false;
    fields.clear();
}

} // namespace core
