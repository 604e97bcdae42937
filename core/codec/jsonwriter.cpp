// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"

#include "core/codec/jsonscan.h"
#include "core/codec/jsonstring.h"
#include "core/codec/payload.h"
#include "core/codec/rangetext.h"
#include "core/event/base64.h"
#include "core/event/mediatype.h"
#include "core/event/unicodetext.h"

#include <algorithm>

namespace core {

namespace {

/// What the payload becomes in JSON.
enum class Rendering : std::uint8_t { Json, Text, Base64 };

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Raw bytes go out as text only where their media type says text, and reading the string back
/// gives the same bytes.
bool isText(const std::string &mediaType, std::string_view bytes)
{
    if (!isTextMediaType(mediaType) || utf8Fault(bytes))
        return false;
    const std::string charset = mediaTypeCharset(mediaType);
    return charset.empty() || charset == "utf-8" || charset == "us-ascii" || isAscii(bytes);
}

Rendering renderingOfRaw(const CloudEvent &event, std::string_view bytes)
{
    // Without a media type nothing is known, and a JSON `data` would claim that it is JSON.
    if (!event.dataContentType)
        return Rendering::Base64;
    if (isJsonDataType(*event.dataContentType, event.specVersion))
        return isJson(bytes) ? Rendering::Json : Rendering::Base64;
    return isText(*event.dataContentType, bytes) ? Rendering::Text : Rendering::Base64;
}

std::string &appendMember(std::string &out, std::string_view name)
{
    return out.append(",\"").append(name).append("\":");
}

void appendText(std::string &out, std::string_view name, std::string_view value)
{
    appendMember(out, name);
    appendJsonString(out, value);
}

void appendExtension(std::string &out, const Extension &extension)
{
    appendMember(out, extension.name);
    const AttributeValue &value = extension.value;
    if (value.type() == AttributeType::Map)
        appendJsonOnOneLine(out, value.asText());
    else if (value.isText())
        appendJsonString(out, value.asText());
    else
        out += value.canonical();
}

/// `inside` is Base64 already, as it stands between the quotes of a JSON string.
void appendBase64Data(std::string &out, SpecVersion version, std::string_view inside)
{
    if (version == SpecVersion::V03) {
        appendText(out, "datacontentencoding", "base64");
        appendMember(out, "data");
    } else {
        appendMember(out, "data_base64");
    }
    out.append("\"").append(inside).append("\"");
}

void appendRawData(std::string &out, const CloudEvent &event, std::string_view bytes)
{
    switch (renderingOfRaw(event, bytes)) {
    case Rendering::Json:
        appendMember(out, "data");
        appendJsonOnOneLine(out, bytes);
        break;
    case Rendering::Text:
        appendText(out, "data", bytes);
        break;
    case Rendering::Base64: {
        std::string base64;
        appendBase64(base64, bytes);
        appendBase64Data(out, event.specVersion, base64);
        break;
    }
    }
}

/// Text that its format says is text. Without a media type it becomes a string, which is the JSON value that it is.
void appendTextData(std::string &out, const CloudEvent &event, std::string_view text)
{
    if (isJsonByName(event)) {
        appendRawData(out, event, text);
        return;
    }
    appendText(out, "data", text);
}

void appendData(std::string &out, const CloudEvent &event, std::string_view text)
{
    const std::string_view data = textIn(text, event.data);
    switch (event.dataForm) {
    case DataForm::None:
        break;
    case DataForm::Raw:
        appendRawData(out, event, data);
        break;
    case DataForm::Json:
        appendMember(out, "data");
        appendJsonOnOneLine(out, data);
        break;
    case DataForm::JsonText:
        appendMember(out, "data");
        out.append("\"").append(data).append("\"");
        break;
    case DataForm::JsonBase64:
        appendBase64Data(out, event.specVersion, data);
        break;
    case DataForm::Text:
    case DataForm::XmlElement:
        appendTextData(out, event, data);
        break;
    case DataForm::XmlText:
    case DataForm::XmlBoundElement:
        appendTextData(out, event, dataBytes(event, text));
        break;
    case DataForm::AvroValue:
        if (event.dataContentType)
            appendTextData(out, event, dataBytes(event, text));
        else
            appendMember(out, "data").append(dataBytes(event, text));
        break;
    case DataForm::ProtobufAny:
    case DataForm::XmlBase64: {
        std::string base64;
        appendBase64(base64, dataBytes(event, text));
        appendBase64Data(out, event.specVersion, base64);
        break;
    }
    }
}

} // namespace

void appendJsonEvent(std::string &out, const CloudEvent &event, std::string_view text)
{
    out.append("{\"specversion\":\"").append(specVersionText(event.specVersion)).append("\"");
    appendText(out, "id", event.id);
    appendText(out, "source", event.source);
    appendText(out, "type", event.type);
    if (event.subject)
        appendText(out, "subject", *event.subject);
    if (event.time)
        appendText(out, "time", *event.time);
    if (event.dataContentType)
        appendText(out, "datacontenttype", *event.dataContentType);
    if (event.dataSchema)
        appendText(out, event.specVersion == SpecVersion::V10 ? "dataschema" : "schemaurl",
                   *event.dataSchema);
    for (const Extension &extension : event.extensions)
        appendExtension(out, extension);
    appendData(out, event, text);
    out.push_back('}');
}

} // namespace core
