// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/searchedtext.h"

#include "core/codec/avro/avrovalue.h"
#include "core/codec/jsonstring.h"
#include "core/codec/xml/xmltext.h"
#include "core/event/base64.h"

#include <algorithm>

namespace core {

namespace {

bool hasEscapes(std::string_view text)
{
    return text.find('\\') != std::string_view::npos;
}

/// End of the inside of the JSON string that begins at `at`.
std::size_t stringEnd(std::string_view json, std::size_t at)
{
    while (at < json.size() && json[at] != '"')
        at += json[at] == '\\' ? 2U : 1U;
    return std::min(at, json.size());
}

} // namespace

std::span<const std::string_view> SearchedFields::of(const SearchedRow &row)
{
    m_fields.clear();
    m_texts.clear();
    addData(row.dataForm, row.data);
    m_fields.insert(m_fields.end(), {row.id, row.time, row.dataSchema});
    m_fields.insert(m_fields.end(), row.names.begin(), row.names.end());
    if (!row.extensions.empty())
        addExtensions(row.extensions);
    return m_fields;
}

void SearchedFields::addData(DataForm form, std::string_view data)
{
    switch (form) {
    case DataForm::None:
        return;
    case DataForm::Raw:
    case DataForm::Json:
    case DataForm::Text:
        m_fields.push_back(data);
        if (hasEscapes(data))
            addUnescaped(data);
        return;
    case DataForm::JsonText:
        addUnescaped(data);
        return;
    case DataForm::JsonBase64:
        if (auto bytes = decodeBase64(hasEscapes(data) ? unescapeJson(data) : std::string(data)))
            m_fields.push_back(m_texts.emplace_back(std::move(*bytes)));
        return;
    case DataForm::ProtobufAny:
        m_fields.push_back(data); // with the name of its type
        return;
    case DataForm::XmlElement:
    case DataForm::XmlBoundElement:
        m_fields.push_back(data);
        if (!isPlainXml(data))
            m_fields.push_back(m_texts.emplace_back(textOfXml(data)));
        return;
    case DataForm::XmlText:
        m_fields.push_back(m_texts.emplace_back(textOfXml(data)));
        return;
    case DataForm::XmlBase64: {
        std::string base64 = textOfXml(data);
        std::erase_if(base64, isXmlSpace);
        if (auto bytes = decodeBase64(base64))
            m_fields.push_back(m_texts.emplace_back(std::move(*bytes)));
        return;
    }
    case DataForm::AvroValue:
        addData(DataForm::Json, m_texts.emplace_back(jsonOfAvro(data)));
        return;
    }
}

void SearchedFields::addUnescaped(std::string_view inside)
{
    m_fields.push_back(hasEscapes(inside) ? m_texts.emplace_back(unescapeJson(inside)) : inside);
}

/// Walks over what appendExtensionsJson wrote: names, and values that are a string, a number, a word, or an object whose
/// one member is named by the type.
void SearchedFields::addExtensions(std::string_view json)
{
    int depth = 0;
    bool isName = false;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at++];
        if (c == '{') {
            ++depth;
            isName = true;
        } else if (c == '}') {
            --depth;
        } else if (c == ',') {
            isName = true;
        } else if (c == ':') {
            isName = false;
        } else if (c == '"') {
            const std::size_t end = stringEnd(json, at);
            const bool isTypeName = isName && depth > 1;
            if (!isTypeName)
                addUnescaped(json.substr(at, end - at));
            at = end + 1;
        } else {
            const std::size_t end = std::min(json.find_first_of(",}", at), json.size());
            m_fields.push_back(json.substr(at - 1, end - at + 1));
            at = end;
        }
    }
}

} // namespace core
