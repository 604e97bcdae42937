// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/textquery.h"
#include "ui/inspector/eventloader.h"
#include "ui/models/textmarks.h"

#include <vector>

namespace ui {

/// Marks in one line of the tab Event.
struct RowMarks {
    std::vector<TextMark> name;
    std::vector<TextMark> value;
    bool operator==(const RowMarks &) const = default;
};

/// Where the text of a search is in an event as it is laid out: in what is searched of it, and only there. Immutable.
struct FoundInEvent {
    /// Most places in the data that are marked.
    static constexpr std::size_t MaxPlaces = 10'000;

    std::vector<core::TextPlace> data;          ///< in the bytes of the data
    bool hasMore = false;                       ///< there, above MaxPlaces
    std::vector<std::vector<RowMarks>> details; ///< by section and row of LoadedEvent::sections
};

/// Long work for a large event; any thread. A `query` that is no expression finds nothing.
FoundInEvent findIn(const LoadedEvent &event, const core::TextQuery &query);

} // namespace ui
