// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/eventtext.h"

#include "core/codec/jsonformat.h"
#include "core/log/extensionsjson.h"

#include <algorithm>

namespace core {

TextMatcher *EventText::matcherFor(std::string_view words)
{
    const auto known = m_matchers.find(words);
    if (known != m_matchers.end())
        return &known->second;
    if (m_matchers.size() == MaxTexts)
        m_matchers.clear();
    auto matcher = TextMatcher::make({.text = std::string(words)});
    if (!matcher) // only expressions can be wrong
        return nullptr;
    return &m_matchers.emplace(words, std::move(*matcher)).first->second;
}

std::span<const std::string_view> EventFields::of(EventView view)
{
    const CloudEvent &event = view.event;
    const auto textOf = [](const std::optional<std::string> &text) {
        return text ? std::string_view(*text) : std::string_view();
    };
    m_extensions.clear();
    if (!event.extensions.empty())
        appendExtensionsJson(m_extensions, event.extensions);
    SearchedRow row;
    row.id = event.id;
    row.time = textOf(event.time);
    row.dataSchema = textOf(event.dataSchema);
    row.names = {event.type, event.source, textOf(event.subject), textOf(event.dataContentType)};
    row.extensions = m_extensions;
    row.dataForm = event.dataForm;
    row.data = dataText(event, view.text);
    return m_fields.of(row);
}

bool EventText::contains(EventView view, std::string_view words)
{
    TextMatcher *const matcher = matcherFor(words);
    if (!matcher || words.empty())
        return false;
    const std::span<const std::string_view> fields = m_fields.of(view);
    return std::any_of(fields.begin(), fields.end(), [matcher](std::string_view field) {
        return !field.empty() && matcher->matches(field);
    });
}

} // namespace core
