// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/traffic.h"

#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <poll.h>

namespace bench {

namespace {

constexpr std::uint64_t BatchEvents = 100;

constexpr std::uint64_t Million = 1'000'000;

std::string typeOf(std::uint64_t number, Variety variety)
{
    const bool isMany = variety == Variety::MillionNames;
    return "com.example.shop.type-" + std::to_string(isMany ? number % Million : number * 7 % 40);
}

std::string sourceOf(std::uint64_t number, Variety variety)
{
    const bool isMany = variety == Variety::MillionNames;
    return "/shop/" + std::to_string(isMany ? number % Million : number * 11 % 60);
}

std::string subjectOf(std::uint64_t number, Variety variety)
{
    const bool isDistinct = variety == Variety::DistinctSubjects;
    return "orders/" + std::to_string(isDistinct ? number : number % 1000);
}

std::string dataOf(std::uint64_t number, std::size_t bytes)
{
    std::string data = R"({"order":)" + std::to_string(number) + R"(,"total":129.95)";
    if (bytes > data.size() + 12)
        data += R"(,"note":")" + std::string(bytes - data.size() - 11, 'x') + '"';
    return data + '}';
}

} // namespace

std::string eventText(std::uint64_t number, std::size_t dataBytes, Variety variety)
{
    return R"({"specversion":"1.0","id":"b-)" + std::to_string(number) + R"(","source":")" +
           sourceOf(number, variety) + R"(","type":")" + typeOf(number, variety) +
           R"(","subject":")" + subjectOf(number, variety) +
           R"(","time":"2026-03-01T12:30:45.123Z","datacontenttype":"application/json","data":)" +
           dataOf(number, dataBytes) + '}';
}

core::Message batchMessage(std::uint64_t first, std::uint64_t count, std::size_t dataBytes,
                           Variety variety)
{
    core::Message message;
    message.mode = core::ContentMode::Batch;
    message.format = core::EventFormat::Json;
    message.received = core::Clock().wall();
    message.connection = "http://127.0.0.1:8080";
    message.remote = "127.0.0.1:51824";
    message.local = "127.0.0.1:8080";
    message.target = "/";
    message.head = "POST / HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: "
                   "application/cloudevents-batch+json\r\n\r\n";
    message.body = "[";
    for (std::uint64_t number = first; number < first + count; ++number) {
        const std::string text = eventText(number, dataBytes, variety);
        core::ReceivedEvent received;
        received.text = {static_cast<std::uint32_t>(message.body.size()),
                         static_cast<std::uint32_t>(text.size())};
        core::CloudEvent &event = received.event;
        event.id = "b-" + std::to_string(number);
        event.source = sourceOf(number, variety);
        event.type = typeOf(number, variety);
        event.subject = subjectOf(number, variety);
        event.time = "2026-03-01T12:30:45.123Z";
        event.dataContentType = "application/json";
        event.dataForm = core::DataForm::Json;
        const std::size_t data = text.find(R"("data":)") + 7;
        event.data = {static_cast<std::uint32_t>(data),
                      static_cast<std::uint32_t>(text.size() - 1 - data)};
        message.events.push_back(std::move(received));
        message.body += text;
        message.body += ',';
    }
    message.body.back() = ']';
    return message;
}

void append(core::EventLog &log, std::uint64_t first, std::uint64_t count, std::size_t dataBytes,
            Variety variety)
{
    const auto receipts = std::make_shared<core::Receipts>();
    const std::uint64_t before = log.columns().published();
    for (std::uint64_t done = 0; done < count;) {
        const std::uint64_t some = std::min(BatchEvents, count - done);
        core::LogCommand command =
            core::AppendMessage{batchMessage(first + done, some, dataBytes, variety), receipts, {}};
        done += some;
        while (log.intake().push(std::move(command)) == core::Intake::Pushed::Full) {
            pollfd space{receipts->descriptor(), POLLIN, 0};
            ::poll(&space, 1, 1000);
            for (const core::Receipt &receipt : receipts->take()) {
                if (receipt.outcome != core::Receipt::Outcome::Committed)
                    giveUp("not written: " + receipt.reason);
            }
        }
    }
    std::uint64_t published = 0;
    while ((published = log.columns().published()) < before + count) {
        if (log.columns().waitForMore(published, std::chrono::seconds(10)) == published)
            giveUp("the log stands still at " + std::to_string(published) + ": " +
                   log.state().problem);
    }
}

} // namespace bench
