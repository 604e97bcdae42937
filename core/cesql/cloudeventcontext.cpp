// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/cloudeventcontext.h"

#include "core/codec/eventbuilder.h"
#include "core/codec/jsonformat.h"

namespace core::cesql {

namespace {

std::optional<Value> borrowed(const std::optional<std::string> &text)
{
    return text ? std::optional(Value::borrowed(*text)) : std::nullopt;
}

Value valueOf(const AttributeValue &attribute)
{
    switch (attribute.type()) {
    case AttributeType::Boolean:
        return Value::boolean(attribute.asBoolean());
    case AttributeType::Integer:
        return Value::integer(attribute.asInteger());
    default:
        return Value::borrowed(attribute.asText());
    }
}

} // namespace

std::optional<Value> CloudEventContext::attribute(std::string_view name) const
{
    const CloudEvent &event = m_view.event;
    switch (coreAttribute(name, event.specVersion)) {
    case CoreAttribute::Id:
        return Value::borrowed(event.id);
    case CoreAttribute::Source:
        return Value::borrowed(event.source);
    case CoreAttribute::SpecVersion:
        return Value::borrowed(specVersionText(event.specVersion));
    case CoreAttribute::Type:
        return Value::borrowed(event.type);
    case CoreAttribute::Subject:
        return borrowed(event.subject);
    case CoreAttribute::Time:
        return borrowed(event.time);
    case CoreAttribute::DataContentType:
        return borrowed(event.dataContentType);
    case CoreAttribute::DataContentEncoding:
        if (event.dataForm == DataForm::JsonBase64)
            return Value::borrowed("base64");
        return {};
    case CoreAttribute::Schema:
        return borrowed(event.dataSchema);
    case CoreAttribute::None:
        break;
    }
    for (const Extension &extension : event.extensions) {
        if (extension.name == name)
            return valueOf(extension.value);
    }
    return {};
}

const JsonData *CloudEventContext::data() const
{
    if (!m_data)
        m_data.emplace(m_view);
    return &*m_data;
}

std::optional<std::uint64_t> CloudEventContext::size() const
{
    return dataSize(m_view.event, m_view.text);
}

} // namespace core::cesql
