// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/cloudeventcontext.h"
#include "core/text/searchedtext.h"
#include "core/text/textmatcher.h"

#include <map>
#include <span>
#include <string>
#include <string_view>

namespace core {

/// What a text search looks at of an event that is decoded: the same fields as in a capture (core/text/searchedtext.h). One
/// thread.
class EventFields {
public:
    /// Valid until the next call, and as long as the event.
    std::span<const std::string_view> of(EventView event);

private:
    SearchedFields m_fields;
    std::string m_extensions;
};

/// Whether a text search finds an event, asked of one event after the other: the same answer as in a capture
/// (core/text/searchedtext.h), letters without case. One thread.
class EventText {
public:
    /// Texts that are kept ready at once; one more, and all are made anew when they are asked for.
    static constexpr std::size_t MaxTexts = 64;

    [[nodiscard]] bool contains(EventView event, std::string_view words);

private:
    TextMatcher *matcherFor(std::string_view words);

    std::map<std::string, TextMatcher, std::less<>> m_matchers;
    EventFields m_fields;
};

/// An event as an expression sees it that may ask for TEXT('words'). Borrows both; one thread.
class SearchedEventContext : public cesql::CloudEventContext {
public:
    SearchedEventContext(EventView view, EventText &text)
        : CloudEventContext(view)
        , m_text(text)
    {
    }

    std::optional<bool> containsText(std::string_view words) const override
    {
        return m_text.contains(view(), words);
    }

private:
    EventText &m_text;
};

} // namespace core
