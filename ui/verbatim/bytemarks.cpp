// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/bytemarks.h"

#include <algorithm>

namespace ui {
namespace {

/// The first place that does not end before `offset`.
std::vector<core::TextPlace>::const_iterator firstBehind(const std::vector<core::TextPlace> &places,
                                                         std::uint64_t offset)
{
    return std::upper_bound(places.begin(), places.end(), offset,
                            [](std::uint64_t at, const core::TextPlace &place) {
                                return at < place.offset + place.length;
                            });
}

/// Where the byte at `offset` of a run begins in the text.
qsizetype unitAt(const QString &text, const ByteRun &run, std::uint64_t offset)
{
    const std::uint64_t within = std::min(offset - run.offset, run.bytes);
    if (within == run.bytes)
        return run.start + run.units;
    if (static_cast<std::uint64_t>(run.units) == run.bytes)
        return run.start + static_cast<qsizetype>(within);
    return run.start + unitsOf(QStringView(text).mid(run.start, run.units), within);
}

} // namespace

qsizetype unitsOf(QStringView text, std::uint64_t bytes)
{
    std::uint64_t seen = 0;
    qsizetype units = 0;
    while (units < text.size() && seen < bytes) {
        const char16_t unit = text[units].unicode();
        const bool picture = unit >= 0x2400 && unit <= 0x2421; // stands for one byte
        seen += picture || unit < 0x80         ? 1U
                : unit < 0x800                 ? 2U
                : QChar::isHighSurrogate(unit) ? 4U
                                               : 3U;
        units += QChar::isHighSurrogate(unit) ? 2 : 1;
    }
    return std::min(units, text.size());
}

std::vector<TextMark> marksOf(const TextLine &line, const std::vector<core::TextPlace> &places)
{
    std::vector<TextMark> marks;
    if (places.empty())
        return marks;
    std::vector<ByteRun> whole;
    if (line.runs.empty())
        whole = {{0, line.text.size(), line.offset, line.length}};
    const core::TextPlace *last = nullptr; // of the last mark
    std::uint64_t end = 0;                 // of the run with the last mark
    for (const ByteRun &run : line.runs.empty() ? whole : line.runs) {
        for (auto place = firstBehind(places, run.offset);
             place != places.end() && place->offset < run.offset + run.bytes; ++place) {
            const std::uint64_t from = std::max(place->offset, run.offset);
            const std::uint64_t to =
                std::min(place->offset + place->length, run.offset + run.bytes);
            const qsizetype start = unitAt(line.text, run, from);
            const qsizetype stop = unitAt(line.text, run, to);
            if (last == &*place &&
                run.offset >= end) // what the layout put in between is in it, too
                marks.back().length = stop - marks.back().start;
            else
                marks.push_back({start, stop - start});
            last = &*place;
        }
        end = run.offset + run.bytes;
    }
    return marks;
}

} // namespace ui
