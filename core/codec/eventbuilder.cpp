// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/eventbuilder.h"

#include "core/event/mediatype.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"
#include "core/event/uri.h"

#include <algorithm>
#include <cstring>
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

/// `text` must have as many bytes as `wanted`: without its length a comparison is one of numbers.
template<std::size_t Size>
bool same(std::string_view text, const char (&wanted)[Size])
{
    return std::memcmp(text.data(), wanted, Size - 1) == 0;
}

/// One bit of 64. Names that differ mostly have different ones.
std::uint64_t traitOf(std::string_view name)
{
    const std::size_t letter = name.empty() ? 0 : static_cast<unsigned char>(name[name.size() / 2]);
    return std::uint64_t(1) << ((name.size() * 5 + letter) % 64);
}

} // namespace

EventBuilder::EventBuilder(SpecVersion version, CloudEvent &event)
    : m_event(event)
{
    m_event.specVersion = version;
}

MaybeRejection EventBuilder::setNonEmpty(std::string &target, std::string &&value,
                                         const AttributeSpot &spot)
{
    if (value.empty())
        return rejectionForEmpty(spot, m_event.specVersion);
    if (const auto fault = stringFault(value))
        return rejectionForText(spot, value, *fault, NotString);
    target = std::move(value);
    return {};
}

MaybeRejection EventBuilder::setText(std::string_view name, std::string &&value,
                                     const AttributeSpot &spot)
{
    return setText(coreAttribute(name, m_event.specVersion), name, std::move(value), spot);
}

MaybeRejection EventBuilder::setText(CoreAttribute attribute, std::string_view name,
                                     std::string &&value, const AttributeSpot &spot)
{
    const SpecVersion version = m_event.specVersion;
    switch (attribute) {
    case CoreAttribute::Id:
        return setNonEmpty(m_event.id, std::move(value), spot);
    case CoreAttribute::Type:
        return setNonEmpty(m_event.type, std::move(value), spot);
    case CoreAttribute::Subject:
        return setNonEmpty(m_event.subject.emplace(), std::move(value), spot);
    case CoreAttribute::Source:
        if (value.empty() && version == SpecVersion::V10)
            return rejectionForEmpty(spot, version);
        if (const auto fault = uriReferenceFault(value))
            return rejectionForText(spot, value, *fault, NotReference);
        m_event.source = std::move(value);
        m_hasSource = true;
        return {};
    case CoreAttribute::Time:
        if (const auto fault = timestampFault(value))
            return rejectionForText(spot, value, *fault, NotTime);
        m_event.time = std::move(value);
        return {};
    case CoreAttribute::DataContentType:
        if (value.empty())
            return rejectionForEmpty(spot, version);
        if (const auto fault = mediaTypeFault(value))
            return rejectionForText(spot, value, *fault, NotMediaType);
        m_event.dataContentType = std::move(value);
        return {};
    case CoreAttribute::Schema: {
        const bool absolute = version == SpecVersion::V10;
        if (value.empty())
            return rejectionForEmpty(spot, version);
        if (const auto fault = absolute ? uriFault(value) : uriReferenceFault(value))
            return rejectionForText(spot, value, *fault, absolute ? NotUri : NotReference);
        m_event.dataSchema = std::move(value);
        return {};
    }
    default:
        break;
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

CoreAttribute coreAttribute(std::string_view name, SpecVersion version)
{
    const bool isV10 = version == SpecVersion::V10;
    const auto either = [](bool is, CoreAttribute attribute) {
        return is ? attribute : CoreAttribute::None;
    };
    switch (name.size()) {
    case 2:
        return either(same(name, "id"), CoreAttribute::Id);
    case 4:
        return same(name, "type") ? CoreAttribute::Type
                                  : either(same(name, "time"), CoreAttribute::Time);
    case 6:
        return either(same(name, "source"), CoreAttribute::Source);
    case 7:
        return either(same(name, "subject"), CoreAttribute::Subject);
    case 9:
        return either(!isV10 && same(name, "schemaurl"), CoreAttribute::Schema);
    case 10:
        return either(isV10 && same(name, "dataschema"), CoreAttribute::Schema);
    case 11:
        return either(same(name, "specversion"), CoreAttribute::SpecVersion);
    case 15:
        return either(same(name, "datacontenttype"), CoreAttribute::DataContentType);
    case 19:
        return either(!isV10 && same(name, "datacontentencoding"),
                      CoreAttribute::DataContentEncoding);
    default:
        return CoreAttribute::None;
    }
}

std::optional<std::size_t> firstRepeated(std::span<const std::string_view> names)
{
    constexpr std::size_t FewNames = 24;
    if (names.size() <= FewNames) {
        std::uint64_t traits = 0; // of the names before: one bit each
        for (std::size_t later = 0; later < names.size(); ++later) {
            const std::uint64_t trait = traitOf(names[later]);
            const bool isNew = (traits & trait) == 0;
            traits |= trait;
            if (isNew)
                continue;
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
