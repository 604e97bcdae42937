// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"

#include "core/codec/avro/avrovalue.h"
#include "core/codec/jsonstring.h"
#include "core/codec/protobuf/protobufformat.h"
#include "core/codec/rangetext.h"
#include "core/codec/xml/xmlformat.h"
#include "core/codec/xml/xmltext.h"
#include "core/event/base64.h"

#include <algorithm>

namespace core {

namespace {

std::string base64InXml(std::string_view content)
{
    std::string base64 = textOfXml(content);
    std::erase_if(base64, isXmlSpace);
    return base64;
}

} // namespace

std::string_view dataText(const CloudEvent &event, std::string_view text)
{
    return textIn(text, event.data);
}

std::string dataBytes(const CloudEvent &event, std::string_view text)
{
    const std::string_view data = textIn(text, event.data);
    switch (event.dataForm) {
    case DataForm::None:
        return {};
    case DataForm::Raw:
    case DataForm::Json:
    case DataForm::Text:
    case DataForm::XmlElement:
        return std::string(data);
    case DataForm::JsonText:
        return unescapeJson(data);
    case DataForm::JsonBase64:
        return decodeBase64(unescapeJson(data)).value_or(std::string());
    case DataForm::ProtobufAny:
        return std::string(valueOfAny(data));
    case DataForm::XmlText:
        return textOfXml(data);
    case DataForm::XmlBase64:
        return decodeBase64(base64InXml(data)).value_or(std::string());
    case DataForm::XmlBoundElement:
        return boundXmlElement(text, event.data);
    case DataForm::AvroValue:
        return jsonOfAvro(data);
    }
    return {};
}

std::size_t dataSize(const CloudEvent &event, std::string_view text)
{
    const std::string_view data = textIn(text, event.data);
    switch (event.dataForm) {
    case DataForm::None:
        return 0;
    case DataForm::Raw:
    case DataForm::Json:
    case DataForm::Text:
    case DataForm::XmlElement:
        return data.size();
    case DataForm::JsonText:
        return unescapedJsonSize(data);
    case DataForm::JsonBase64:
        if (data.find('\\') == std::string_view::npos)
            return base64DecodedSize(data);
        return base64DecodedSize(unescapeJson(data));
    case DataForm::ProtobufAny:
        return valueOfAny(data).size();
    case DataForm::XmlBase64:
        return base64DecodedSize(base64InXml(data));
    case DataForm::XmlText:
    case DataForm::XmlBoundElement:
    case DataForm::AvroValue:
        return dataBytes(event, text).size();
    }
    return 0;
}

} // namespace core
