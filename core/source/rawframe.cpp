// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/rawframe.h"

#include "core/codec/jsonscan.h"

#include <chrono>
#include <utility>

namespace core {

namespace {

void putDigits(std::string &text, std::size_t at, std::size_t count, std::int64_t value)
{
    for (std::size_t digit = count; digit > 0; --digit) {
        text[at + digit - 1] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
}

} // namespace

std::string timestampText(WallTime time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::string text = "0000-00-00T00:00:00.000000Z";
    putDigits(text, 0, 4, int(date.year()));
    putDigits(text, 5, 2, unsigned(date.month()));
    putDigits(text, 8, 2, unsigned(date.day()));
    putDigits(text, 11, 2, clock.hours().count());
    putDigits(text, 14, 2, clock.minutes().count());
    putDigits(text, 17, 2, clock.seconds().count());
    putDigits(text, 20, 6, clock.subseconds().count());
    return text;
}

CloudEvent wrapFrame(const FrameAttributes &attributes, FrameKind kind, std::string_view body,
                     std::string id, WallTime received)
{
    CloudEvent event;
    event.id = std::move(id);
    event.source = attributes.source;
    event.type = attributes.type;
    event.time = timestampText(received);
    event.data = ByteRange{0, static_cast<std::uint32_t>(body.size())};
    event.dataForm = DataForm::Raw;
    if (kind == FrameKind::Binary)
        event.dataContentType = "application/octet-stream";
    else if (isJson(body))
        event.dataContentType = "application/json";
    else
        event.dataContentType = "text/plain";
    return event;
}

} // namespace core
