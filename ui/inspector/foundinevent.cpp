// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/inspector/foundinevent.h"

#include "core/text/dataplaces.h"
#include "ui/verbatim/bytemarks.h"

namespace ui {
namespace {

/// A line of the data's preview, or the mark that there is more.
RowMarks marksOfPreview(const LoadedEvent &event, const FoundInEvent &found, std::size_t row)
{
    const LineSource &lines = event.json ? *event.json : *event.text;
    const auto index = static_cast<qint64>(row);
    if (index >= std::min(lines.count(), MaxPreviewLines))
        return {};
    return {{}, marksOf(lines.line(index), found.data)};
}

} // namespace

FoundInEvent findIn(const LoadedEvent &event, const core::TextQuery &query)
{
    FoundInEvent found;
    auto matcher = core::TextMatcher::make(query);
    if (!matcher)
        return found;
    if (event.text) {
        found.data = core::dataPlaces(*matcher, event.event->event.dataForm, *event.data,
                                      FoundInEvent::MaxPlaces + 1);
        found.hasMore = found.data.size() > FoundInEvent::MaxPlaces;
        if (found.hasMore)
            found.data.pop_back();
    }
    for (const DetailSection &section : event.sections) {
        const bool isPreview = event.text && &section == &event.sections.back();
        std::vector<RowMarks> &rows = found.details.emplace_back();
        for (const DetailRow &row : section.rows) {
            RowMarks marks;
            if (isPreview)
                marks = marksOfPreview(event, found, rows.size());
            if (row.isSearched)
                marks.value = marksIn(*matcher, row.value);
            if (row.isNameSearched)
                marks.name = marksIn(*matcher, row.name);
            rows.push_back(std::move(marks));
        }
    }
    return found;
}

} // namespace ui
