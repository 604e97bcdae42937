// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/eventbuilder.h"

#include "core/event/mediatype.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"
#include "core/event/uri.h"

#include <algorithm>
#include <numeric>

namespace core {

namespace {

constexpr BrokenText NotString{"invalid-string", "a CloudEvents String",
                               "order/88240, without control characters and noncharacters",
                               "CloudEvents 1.0, Type System"};
constexpr BrokenText NotTime{"invalid-timestamp", "an RFC 3339 timestamp",
                             "2026-11-23T13:36:40Z or 2026-11-23T14:36:40.981+01:00",
                             "RFC 3339 5.6"};
constexpr BrokenText NotReference{
    "invalid-uri-reference", "a URI-reference",
    "https://example.com/a%20b or /checkout, with other characters percent-encoded",
    "RFC 3986 4.1"};
constexpr BrokenText NotUri{"invalid-uri", "an absolute URI",
                            "https://example.com/schemas/order-1.json",
                            "RFC 3986 4.3; CloudEvents 1.0, dataschema"};
constexpr BrokenText NotMediaType{"invalid-media-type", "a media type",
                                  "application/json or text/plain; charset=utf-8",
                                  "RFC 2046; CloudEvents 1.0, datacontenttype"};

std::string_view schemaName(SpecVersion version)
{
    return version == SpecVersion::V10 ? "dataschema" : "schemaurl";
}

} // namespace

EventBuilder::EventBuilder(SpecVersion version)
{
    m_event.specVersion = version;
}

MaybeRejection EventBuilder::setNonEmpty(std::string &target, std::string value,
                                         const AttributeSpot &spot)
{
    if (value.empty())
        return rejectionForEmpty(spot, m_event.specVersion);
    if (const auto fault = stringFault(value))
        return rejectionForText(spot, value, *fault, NotString);
    target = std::move(value);
    return {};
}

MaybeRejection EventBuilder::setText(std::string_view name, std::string value,
                                     const AttributeSpot &spot)
{
    const SpecVersion version = m_event.specVersion;
    if (name == "id")
        return setNonEmpty(m_event.id, std::move(value), spot);
    if (name == "type")
        return setNonEmpty(m_event.type, std::move(value), spot);
    if (name == "subject")
        return setNonEmpty(m_event.subject.emplace(), std::move(value), spot);
    if (name == "source") {
        if (value.empty() && version == SpecVersion::V10)
            return rejectionForEmpty(spot, version);
        if (const auto fault = uriReferenceFault(value))
            return rejectionForText(spot, value, *fault, NotReference);
        m_event.source = std::move(value);
        m_hasSource = true;
        return {};
    }
    if (name == "time") {
        if (const auto fault = timestampFault(value))
            return rejectionForText(spot, value, *fault, NotTime);
        m_event.time = std::move(value);
        return {};
    }
    if (name == "datacontenttype") {
        if (value.empty())
            return rejectionForEmpty(spot, version);
        if (const auto fault = mediaTypeFault(value))
            return rejectionForText(spot, value, *fault, NotMediaType);
        m_event.dataContentType = std::move(value);
        return {};
    }
    if (name == schemaName(version)) {
        const bool absolute = version == SpecVersion::V10;
        if (value.empty())
            return rejectionForEmpty(spot, version);
        if (const auto fault = absolute ? uriFault(value) : uriReferenceFault(value))
            return rejectionForText(spot, value, *fault, absolute ? NotUri : NotReference);
        m_event.dataSchema = std::move(value);
        return {};
    }
    if (const auto fault = stringFault(value))
        return rejectionForText(spot, value, *fault, NotString);
    addExtension(name, AttributeValue::string(std::move(value)));
    return {};
}

void EventBuilder::addExtension(std::string_view name, AttributeValue value)
{
    m_event.extensions.push_back({std::string(name), std::move(value)});
}

std::vector<std::string_view> EventBuilder::missing() const
{
    std::vector<std::string_view> names;
    if (m_event.id.empty())
        names.emplace_back("id");
    if (!m_hasSource)
        names.emplace_back("source");
    if (m_event.type.empty())
        names.emplace_back("type");
    return names;
}

bool isCoreAttribute(std::string_view name, SpecVersion version)
{
    return name == "id" || name == "source" || name == "type" || name == "specversion" ||
           name == "subject" || name == "time" || name == "datacontenttype" ||
           name == schemaName(version) ||
           (version == SpecVersion::V03 && name == "datacontentencoding");
}

std::optional<std::size_t> firstRepeated(std::span<const std::string_view> names)
{
    constexpr std::size_t FewNames = 24;
    if (names.size() <= FewNames) {
        for (std::size_t later = 1; later < names.size(); ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                if (names[earlier] == names[later])
                    return later;
            }
        }
        return {};
    }
    // A hostile sender may send very many: sorting keeps that cheap.
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return names[a] < names[b]; });
    std::optional<std::size_t> first;
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (names[order[i]] == names[order[i - 1]])
            first = std::min(first.value_or(order[i]), order[i]);
    }
    return first;
}

} // namespace core
