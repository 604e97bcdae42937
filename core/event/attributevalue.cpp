// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/attributevalue.h"

namespace core {

std::string AttributeValue::canonical() const
{
    switch (m_type) {
    case AttributeType::Boolean:
        return asBoolean() ? "true" : "false";
    case AttributeType::Integer:
        return std::to_string(asInteger());
    default:
        return asText();
    }
}

} // namespace core
