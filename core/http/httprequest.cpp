// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/httprequest.h"

#include "core/event/asciitext.h"

#include <algorithm>

namespace core {

namespace {
constexpr std::size_t KeptBody = 256 * KiB; // larger ones are given back
}

const HttpField *HttpRequest::find(std::string_view lowerName) const
{
    return findFrom(0, lowerName);
}

const HttpField *HttpRequest::findAgain(std::string_view lowerName) const
{
    const HttpField *first = find(lowerName);
    return first ? findFrom(static_cast<std::size_t>(first - fields.data()) + 1, lowerName)
                 : nullptr;
}

const HttpField *HttpRequest::findFrom(std::size_t index, std::string_view lowerName) const
{
    for (; index < fields.size(); ++index) {
        const HttpField &field = fields[index];
        if (field.name.length == lowerName.size() && equalsFolded(text(field.name), lowerName))
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
    isCut = false;
    isCounted = false;
    method = {};
    target = {};
    version = 11;
    keepAlive = false;
    fields.clear();
}

} // namespace core
