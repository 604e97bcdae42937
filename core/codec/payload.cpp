// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/payload.h"

#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/rangetext.h"
#include "core/event/mediatype.h"

namespace core {

bool isJsonByName(const CloudEvent &event)
{
    return event.dataContentType && isJsonDataType(*event.dataContentType, event.specVersion);
}

std::string_view bytesOf(const Payload &payload)
{
    return payload.kind == Payload::Kind::Any ? valueOfAny(payload.bytes) : payload.bytes;
}

Payload payloadOf(EventView view)
{
    using Kind = Payload::Kind;
    const CloudEvent &event = view.event;
    switch (event.dataForm) {
    case DataForm::None:
        return {};
    case DataForm::Raw:
    case DataForm::JsonBase64:
    case DataForm::XmlBase64:
        return {Kind::Bytes, dataBytes(event, view.text)};
    case DataForm::ProtobufAny:
        return {Kind::Any, std::string(textIn(view.text, event.data))};
    case DataForm::XmlElement:
    case DataForm::XmlBoundElement:
        return {Kind::Xml, dataBytes(event, view.text)};
    case DataForm::Json:
    case DataForm::AvroValue:
        return {Kind::Json, dataBytes(event, view.text)};
    case DataForm::JsonText:
    case DataForm::Text:
    case DataForm::XmlText:
        break;
    }
    std::string text = dataBytes(event, view.text);
    const Kind kind = isJsonByName(event) && isJson(text) ? Kind::Json : Kind::Text;
    return {kind, std::move(text)};
}

} // namespace core
