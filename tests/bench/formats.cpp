// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Bytes to events in the formats beside JSON, which validates everything and keeps data where it is: XML against
// QXmlStreamReader alone on the same texts, Protobuf and Avro against our JSON of the same events.
#include "core/codec/httpencode.h"
#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "tests/bench/measure.h"
#include "tests/bench/orderevents.h"

#include <QByteArray>
#include <QXmlStreamReader>

#include <string>
#include <vector>

namespace {

constexpr int Rounds = 9;
constexpr std::size_t Events = 20'000;

/// The same events in another format.
std::vector<std::string> encoded(const std::vector<std::string> &texts, core::EventFormat format)
{
    std::vector<std::string> result;
    for (const std::string &text : texts)
        result.push_back(core::encodeEvent({core::decodeJsonEvent(text).value(), text}, format));
    return result;
}

// What they answer depends on every event, or the compiler might leave them out.
std::size_t found = 0;

/// Seconds for Events events.
double decode(const std::vector<std::string> &events, core::EventFormat format)
{
    return bench::seconds([&] {
        for (std::size_t at = 0; at < Events; ++at) {
            const auto event = core::decodeEvent(format, events[at % events.size()]);
            if (!event)
                bench::giveUp("not decoded: " + event.error().detail);
            found += event->data.length;
        }
    });
}

double readXml(const std::vector<QByteArray> &events)
{
    return bench::seconds([&] {
        for (std::size_t at = 0; at < Events; ++at) {
            QXmlStreamReader reader(events[at % events.size()]);
            while (!reader.atEnd())
                found += static_cast<std::size_t>(reader.readNext());
            if (reader.hasError())
                bench::giveUp("not read: " + reader.errorString().toStdString());
        }
    });
}

} // namespace

int main()
{
    using core::EventFormat;
    using Side = bench::Bound::Side;
    const std::vector<std::string> json = bench::orderEvents();
    const std::vector<std::string> xml = encoded(json, EventFormat::Xml);
    const std::vector<std::string> protobuf = encoded(json, EventFormat::Protobuf);
    const std::vector<std::string> avro = encoded(json, EventFormat::Avro);
    std::vector<QByteArray> xmlCopies;
    for (const std::string &event : xml)
        xmlCopies.push_back(QByteArray::fromStdString(event));

    const std::vector<double> times = bench::medianInTurn(
        Rounds, {[&] { return decode(json, EventFormat::Json); },
                 [&] { return decode(xml, EventFormat::Xml); }, [&] { return readXml(xmlCopies); },
                 [&] { return decode(protobuf, EventFormat::Protobuf); },
                 [&] { return decode(avro, EventFormat::Avro); }});
    if (found == 0)
        bench::giveUp("nothing decoded");
    const auto rate = [&times](std::size_t at) { return double(Events) / times[at]; };
    bench::report({"bytes to events, XML, the same events",
                   rate(1),
                   "/s",
                   "QXmlStreamReader",
                   rate(2),
                   {Side::AtLeast, 1, {}}});
    bench::report({"bytes to events, Protobuf, the same events",
                   rate(3),
                   "/s",
                   "ours in JSON",
                   rate(0),
                   {Side::AtLeast, 0.3, 1.0}});
    bench::report({"bytes to events, Avro, the same events",
                   rate(4),
                   "/s",
                   "ours in JSON",
                   rate(0),
                   {Side::AtLeast, 0.3, 1.0}});
    return 0;
}
