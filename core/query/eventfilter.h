// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/expression.h"
#include "core/log/marks.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace core {

/// Which events a view shows, as chosen by a person: a plain value, texts and no codes. An event is
/// shown if its type is among `types` (or `types` is empty) and not among `excludedTypes`, and the
/// same holds for its source, and if it passes the expression. A name that no event has yet is allowed: it matches
/// from its first event on.
struct EventFilter {
    using Texts = std::set<std::string, std::less<>>;

    Texts types = {};
    Texts sources = {};
    Texts excludedTypes = {};
    Texts excludedSources = {};
    std::optional<cesql::Expression> expression = {};
    /// What MARKED() and NOTE() of the expression mean; null: they cannot tell (asksForMarks). Marks that changed make
    /// another filter.
    std::shared_ptr<const Marks> marks = {};

    /// Shows everything.
    bool isEmpty() const { return !hasTexts() && !expression; }
    bool hasTexts() const { return isAboutTypes() || isAboutSources(); }
    bool isAboutTypes() const { return !types.empty() || !excludedTypes.empty(); }
    bool isAboutSources() const { return !sources.empty() || !excludedSources.empty(); }
    bool acceptsType(std::string_view type) const { return accepts(types, excludedTypes, type); }
    bool acceptsSource(std::string_view source) const
    {
        return accepts(sources, excludedSources, source);
    }
    bool operator==(const EventFilter &) const = default;

private:
    static bool accepts(const Texts &included, const Texts &excluded, std::string_view text)
    {
        return (included.empty() || included.contains(text)) && !excluded.contains(text);
    }
};

} // namespace core
