// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/storedevent.h"
#include "ui/models/eventtext.h"
#include "ui/verbatim/linesource.h"

#include <QString>

#include <string>
#include <vector>

namespace ui {

/// One line of the tab Event: a name, its value as sent, and on the right what it means.
struct DetailRow {
    QString name;
    QString value;
    QString meaning;
    std::vector<InkSpan> spans;      ///< of the value, for a preview of the data
    std::vector<DetailRow> children; ///< the parts of a value that has some
    bool isSearched = false;         ///< text search looks at the value
    bool isNameSearched = false;     ///< … at the name
    std::string attribute{};         ///< its name in a filter; empty: not an attribute
    std::string exact{};             ///< … and its value, as it is
    bool operator==(const DetailRow &) const = default;
};

struct DetailSection {
    QString title;
    QString meaning;
    std::vector<DetailRow> rows;
    bool operator==(const DetailSection &) const = default;
};

/// What the tab Event says about an event: Attributes, Extensions, Received. `dataBytes`: size of its data.
std::vector<DetailSection> describeEvent(const core::StoredEvent &event, quint64 dataBytes,
                                         ClockZone zone);

/// The section Data: the first lines of `data`.
DetailSection previewOf(const LineSource &data, const QString &contentType);
constexpr qint64 MaxPreviewLines = 40;

} // namespace ui
