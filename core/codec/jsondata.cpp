// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsondata.h"

#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/codec/payload.h"

namespace core {

namespace {

bool mayBeJson(const CloudEvent &event)
{
    switch (event.dataForm) {
    case DataForm::None:
    case DataForm::ProtobufAny:
    case DataForm::XmlElement:
    case DataForm::XmlBoundElement:
        return false;
    case DataForm::Json:
    case DataForm::AvroValue:
        return true;
    case DataForm::Raw:
    case DataForm::JsonBase64:
    case DataForm::XmlBase64:
        return !event.dataContentType || isJsonByName(event);
    case DataForm::JsonText:
    case DataForm::Text:
    case DataForm::XmlText:
        return isJsonByName(event);
    }
    return false;
}

} // namespace

JsonData::JsonData(EventView view)
{
    const CloudEvent &event = view.event;
    if (event.dataForm == DataForm::None)
        return;
    m_state = State::NotJson;
    if (!mayBeJson(event))
        return;
    std::string_view text;
    switch (event.dataForm) {
    case DataForm::Json:
    case DataForm::Raw:
    case DataForm::Text:
        text = dataText(event, view.text);
        break;
    default:
        m_decoded = dataBytes(event, view.text);
        text = m_decoded;
    }
    // What the decoder took as JSON, it has validated.
    if (event.dataForm == DataForm::Json || event.dataForm == DataForm::AvroValue || isJson(text)) {
        m_json = text;
        m_state = State::Json;
    }
}

} // namespace core
