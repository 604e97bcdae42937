// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/storedevent.h"

#include <string>

/// The refusal of the picture: a JSON event that is sent as application/json.
inline core::Refusal jsonSentAsData()
{
    core::Refusal refusal;
    refusal.head = "POST /shop/default HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: "
                   "python-requests/2.31.0\r\nContent-Type: application/json\r\nContent-Length: "
                   "65\r\n\r\n";
    refusal.body = "{\"specversion\":\"1.0\",\n \"id\":\"it's\",\n \"source\":\"/s\",\n "
                   "\"type\":\"t\"}\n";
    refusal.bodyBytes = refusal.body.size();
    refusal.received = core::WallTime(std::chrono::microseconds(1'795'441'000'984'000));
    refusal.connection = "http://127.0.0.1:8080";
    refusal.remote = "127.0.0.1:51844";
    refusal.local = "127.0.0.1:8080";
    core::Rejection &why = refusal.why;
    why.status = 400;
    why.rule = "json-not-sent-as-event";
    why.title = "JSON event sent as application/json";
    why.detail = "The body is a complete CloudEvent in JSON.";
    why.fix = "Send Content-Type: application/cloudevents+json.";
    why.reference = "CloudEvents HTTP binding 3.1 and 3.2";
    const std::size_t line = refusal.head.find("Content-Type");
    why.place = {core::Place::Part::Header, "Content-Type",
                 core::ByteRange{static_cast<std::uint32_t>(line), 30}};
    return refusal;
}
