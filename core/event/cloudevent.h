// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/event/attributevalue.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

enum class SpecVersion : std::uint8_t { V03, V10 };
std::string_view specVersionText(SpecVersion version); ///< "0.3" or "1.0"

/// An extension attribute. Names are `[a-z0-9]+`.
struct Extension {
    std::string name;
    AttributeValue value;
    bool operator==(const Extension &) const = default;
};

/// Where the payload lies in the message that brought the event, and what it is there. Nothing is copied: the bytes
/// stay the sender's. Decoding to the bytes that binary mode would carry is `codec::dataBytes`.
enum class DataForm : std::uint8_t {
    None,        ///< the event carries no data
    Raw,         ///< the range is the data itself: a binary-mode body
    Json,        ///< the range is one JSON value, to be taken verbatim
    JsonText,    ///< the range is the inside of a JSON string (no quotes) whose decoded text is the data
    JsonBase64,  ///< the range is the inside of a JSON string that holds Base64 (RFC 4648 §4)
    Text,        ///< the range is the data itself, and its format says that it is text: UTF-8
    ProtobufAny, ///< the range is a google.protobuf.Any; the message in it is the data
    XmlText,     ///< the range is the content of an XML element whose text is the data
    XmlBase64,   ///< the same, and its text is Base64 with white space in it
    XmlElement,  ///< the range is one XML element, to be taken verbatim
    XmlBoundElement, ///< the same, but it uses namespaces that are declared around it, in the text of the event
    AvroValue,   ///< the range is a value of the union `data` of cloudevents.avsc; as JSON it is the data
};

/// One CloudEvent as a plain value: context attributes, typed, in UTF-8, and where its data lies. Holds no payload.
/// In 0.3 events `dataSchema` is the attribute `schemaurl`; `datacontentencoding` is expressed by `dataForm` alone
/// (and written back by the encoders).
struct CloudEvent {
    SpecVersion specVersion = SpecVersion::V10;
    std::string id;
    std::string source;
    std::string type;
    std::optional<std::string> subject;
    std::optional<std::string> time; ///< the sender's RFC 3339 spelling
    std::optional<std::string> dataContentType;
    std::optional<std::string> dataSchema;
    std::vector<Extension> extensions; ///< in the sender's order, names distinct
    DataForm dataForm = DataForm::None;
    ByteRange data; ///< within the body (binary) or within the text of this event (structured, batch)

    bool operator==(const CloudEvent &) const = default;
};

} // namespace core
