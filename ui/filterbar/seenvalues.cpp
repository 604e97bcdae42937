// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/seenvalues.h"

#include <algorithm>
#include <array>

namespace ui {

const core::Dictionary *SeenValues::valuesOf(std::string_view attribute) const
{
    if (!columns || hides(attribute))
        return nullptr;
    if (attribute == "type")
        return &columns->types;
    if (attribute == "source")
        return &columns->sources;
    if (attribute == "subject")
        return &columns->subjects;
    if (attribute == "datacontenttype")
        return &columns->contentTypes;
    return nullptr;
}

std::optional<quint64> SeenValues::countOf(std::string_view attribute, core::ValueCode code) const
{
    if (!count || !valuesOf(attribute))
        return std::nullopt;
    return count(attribute, code);
}

bool isCoreAttribute(std::string_view name)
{
    constexpr std::array<std::string_view, 8> Names{
        "datacontenttype", "dataschema", "id", "source", "specversion", "subject", "time", "type"};
    return std::find(Names.begin(), Names.end(), name) != Names.end();
}

} // namespace ui
