// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/decodelimits.h"
#include "core/codec/eventview.h"
#include "core/event/message.h"
#include "core/event/refusal.h"

#include <tl/expected.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Elements of one event in its namespace; more are refused with 413.
constexpr std::size_t MaxXmlElements = 1024;
/// Bytes of prefixes and namespaces that a batch may declare for its events, each of which gets them.
constexpr std::size_t MaxXmlSharedBytes = 1024;

/// Decodes one XML document whose root is an `event` (XML format §2 to §4, a working draft): 1.0 only. Elements of other
/// namespaces and other XML attributes are ignored. Data stays where it is. Pure; any thread.
[[nodiscard]] tl::expected<CloudEvent, Rejection> decodeXmlEvent(std::string_view text,
                                                                 const DecodeLimits &limits = {});

/// The events of one batch, and the text that their ranges count in.
struct XmlBatch {
    std::vector<ReceivedEvent> events;
    /// The document with the namespaces that `batch` declares on each `event` as well, so that every one can be read
    /// alone; nothing if `batch` declares none that an event does not, and the ranges count in what came.
    std::optional<std::string> text;
};
/// Decodes a document whose root is a `batch` (§5): all or nothing.
[[nodiscard]] tl::expected<XmlBatch, Rejection> decodeXmlBatch(std::string_view text,
                                                               const DecodeLimits &limits = {});

/// Appends `event`, which is one of 1.0, as an element `event` that needs nothing around it. Bytes become
/// xs:base64Binary, text (JSON is text) xs:string, an XML element stays xs:any. A media type that another format implied
/// is said.
void appendXmlEvent(std::string &out, EventView event);
/// The document of one event, or of several, from elements that were written so or were decoded.
[[nodiscard]] std::string xmlDocument(std::string_view event);
[[nodiscard]] std::string xmlBatchDocument(std::span<const std::string_view> events);

/// The element at `element` of an event with DataForm::XmlBoundElement, with the namespaces that are declared around it.
[[nodiscard]] std::string boundXmlElement(std::string_view text, ByteRange element);

} // namespace core
