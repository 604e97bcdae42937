// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Bytes to events: decodeJsonEvent, which validates everything and keeps data where it is, against
// QJsonDocument::fromJson alone on the same texts. And from an event to one value of its data, against simdjson's DOM.
#include "core/codec/jsondata.h"
#include "core/codec/jsonformat.h"
#include "core/codec/jsonpointer.h"
#include "tests/bench/measure.h"
#include "tests/bench/orderevents.h"

#include <QByteArray>
#include <QJsonDocument>

#include <simdjson.h>

#include <string>
#include <vector>

namespace {

constexpr int Rounds = 9;
constexpr std::size_t Events = 20'000;

/// One number at the end of the data of each event, as a filter looks for it.
void measureLookup(const std::vector<std::string> &events)
{
    constexpr int LookupRounds = 10;
    constexpr const char *Place = "/lines/1/price";
    const auto pointer = core::JsonPointer::parse(Place);
    std::vector<core::CloudEvent> decoded;
    std::vector<simdjson::padded_string> padded;
    std::size_t bytes = 0;
    for (const std::string &event : events) {
        decoded.push_back(core::decodeJsonEvent(event).value_or(core::CloudEvent()));
        const std::string_view data = core::dataText(decoded.back(), event);
        padded.emplace_back(data);
        bytes += data.size() * LookupRounds;
    }
    std::size_t found = 0;
    const auto ours = [&] {
        return bench::seconds([&] {
            for (int round = 0; round < LookupRounds; ++round) {
                for (std::size_t at = 0; at < events.size(); ++at) {
                    const core::JsonData data({decoded[at], events[at]});
                    const auto value = core::findJson(data.json(), *pointer);
                    if (!value)
                        bench::giveUp("nothing at the pointer");
                    found += value->text.size();
                }
            }
        });
    };
    simdjson::dom::parser parser;
    const auto dom = [&] {
        return bench::seconds([&] {
            for (int round = 0; round < LookupRounds; ++round) {
                for (const simdjson::padded_string &data : padded) {
                    double value = 0;
                    if (parser.parse(data).at_pointer(Place).get(value) != simdjson::SUCCESS)
                        bench::giveUp("nothing at the pointer of the DOM");
                    found += static_cast<std::size_t>(value);
                }
            }
        });
    };
    const std::vector<double> times = bench::medianInTurn(Rounds, {ours, dom});
    if (found == 0)
        bench::giveUp("nothing found");
    const auto rate = [bytes](double time) { return static_cast<double>(bytes) / time / 1e6; };
    bench::report({"a value of validated data by its JSON pointer",
                   rate(times[0]),
                   "MB/s",
                   "simdjson's DOM and its pointer",
                   rate(times[1]),
                   {bench::Bound::Side::AtLeast, 1, {}}});
}

} // namespace

int main()
{
    const std::vector<std::string> events = bench::orderEvents();
    measureLookup(events);
    std::vector<QByteArray> copies;
    for (const std::string &event : events)
        copies.push_back(QByteArray::fromStdString(event));

    // Both answer something that depends on every event, or the compiler might leave them out.
    std::size_t found = 0;
    const auto ours = [&] {
        return bench::seconds([&] {
            for (std::size_t at = 0; at < Events; ++at) {
                const auto event = core::decodeJsonEvent(events[at % events.size()]);
                if (!event)
                    bench::giveUp("not decoded: " + event.error().detail);
                found += event->data.length;
            }
        });
    };
    const auto qt = [&] {
        return bench::seconds([&] {
            for (std::size_t at = 0; at < Events; ++at) {
                const auto document = QJsonDocument::fromJson(copies[at % copies.size()]);
                if (!document.isObject())
                    bench::giveUp("not parsed");
                found += static_cast<std::size_t>(document.isObject());
            }
        });
    };
    const std::vector<double> times = bench::medianInTurn(Rounds, {ours, qt});
    if (found == 0)
        bench::giveUp("nothing decoded");
    bench::report({"bytes to events, JSON, validated, data verbatim",
                   double(Events) / times[0],
                   "/s",
                   "QJsonDocument::fromJson",
                   double(Events) / times[1],
                   {bench::Bound::Side::AtLeast, 5, 10.0}});
    return 0;
}
