// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

namespace core {

/// Which events a view shows, as chosen by a person: a plain value, texts and no codes. An event is
/// shown if its type is among `types` (or `types` is empty) and not among `excludedTypes`, and the
/// same holds for its source. A name that no event has yet is allowed: it matches from its first
/// event on.
struct EventFilter {
    using Texts = std::set<std::string, std::less<>>;

    Texts types = {};
    Texts sources = {};
    Texts excludedTypes = {};
    Texts excludedSources = {};

    /// Shows everything.
    bool isEmpty() const
    {
        return types.empty() && sources.empty() && excludedTypes.empty() && excludedSources.empty();
    }
    bool operator==(const EventFilter &) const = default;
};

} // namespace core
