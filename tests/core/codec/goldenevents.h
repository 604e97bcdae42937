// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/jsonformat.h"
#include "core/event/timestamp.h"

#include <string>
#include <string_view>
#include <vector>

/// The sample events that the format tests of the CloudEvents project name (format/README.md).
namespace golden {

inline core::CloudEvent event(std::string_view id)
{
    using core::AttributeType;
    using core::AttributeValue;
    core::CloudEvent event;
    event.id = id;
    event.type = "io.cloudevents.test";
    event.source = "https://cloudevents.io";
    if (id == "minimalWithTime")
        event.time = "2018-04-05T17:31:00Z";
    if (id == "minimalWithRelativeSource")
        event.source = "#fragment";
    if (id == "allCore") {
        event.dataContentType = "text/plain";
        event.dataSchema = "https://cloudevents.io/dataschema";
        event.subject = "tests";
        event.time = "2018-04-05T17:31:00Z";
    }
    if (id == "simpleTextData")
        event.dataContentType = "text/plain";
    if (id == "allExtensionTypes") {
        const auto text = [](AttributeType type, const char *value) {
            return AttributeValue::text(type, value);
        };
        event.extensions = {
            {"extinteger", AttributeValue::integer(10)},
            {"extboolean", AttributeValue::boolean(true)},
            {"extstring", AttributeValue::string("text")},
            {"extbinary", text(AttributeType::Binary, "TWE=")},
            {"exttimestamp", text(AttributeType::Timestamp, "2023-03-31T15:12:00Z")},
            {"exturi", text(AttributeType::Uri, "https://cloudevents.io")},
            {"exturiref", text(AttributeType::UriReference, "//authority/path")}};
    }
    return event;
}

/// The payload of that sample.
inline std::string data(std::string_view id)
{
    return id == "simpleTextData" ? "Simple text" : "";
}

/// The events of a sample batch.
inline std::vector<std::string_view> batch(std::string_view id)
{
    if (id == "minimal")
        return {"minimal"};
    if (id == "minimal2")
        return {"minimal", "minimal"};
    if (id == "minimalAndAllCore")
        return {"minimal", "allCore"};
    if (id == "minimalAndAllExtensionTypes")
        return {"minimal", "allExtensionTypes"};
    return {};
}

/// Whether `is`, whose data counts in `text`, means the sample: the order of extensions does not count.
inline bool isSample(core::CloudEvent is, std::string_view text, std::string_view id)
{
    core::CloudEvent wanted = event(id);
    if (core::dataBytes(is, text) != data(id))
        return false;
    is.dataForm = core::DataForm::None;
    is.data = {};
    const auto byName = [](const core::Extension &a, const core::Extension &b) {
        return a.name < b.name;
    };
    std::sort(is.extensions.begin(), is.extensions.end(), byName);
    std::sort(wanted.extensions.begin(), wanted.extensions.end(), byName);
    return is == wanted;
}

} // namespace golden
