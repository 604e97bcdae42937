// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemrow.h"

#include "ui/models/eventtext.h"

namespace ui {
namespace {

/// A target may be as long as a head; a row shows less.
constexpr std::size_t LongestRequest = 400;

} // namespace

QString requestText(std::string_view head)
{
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    const std::size_t version = line.rfind(" HTTP/");
    if (version == std::string_view::npos || version == 0)
        return {};
    return oneLine(line.substr(0, std::min(version, LongestRequest)));
}

ProblemRow problemRow(const core::StoredRefusal &stored)
{
    const core::Refusal &refusal = stored.refusal;
    ProblemRow row;
    row.number = stored.number;
    row.after = stored.after;
    row.received = refusal.received;
    row.status = refusal.why.status;
    row.title = oneLine(refusal.why.title);
    row.rule = oneLine(refusal.why.rule);
    row.request = requestText(refusal.head);
    if (row.request.isEmpty())
        row.request = oneLine(refusal.connection);
    row.remote = oneLine(refusal.remote);
    row.bytes = refusal.bodyBytes;
    return row;
}

} // namespace ui
