// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/message.h"

namespace core {

std::string_view contentModeText(ContentMode mode)
{
    switch (mode) {
    case ContentMode::Binary:
        return "binary";
    case ContentMode::Structured:
        return "structured";
    case ContentMode::Batch:
        return "batch";
    case ContentMode::Raw:
        return "raw";
    }
    return {};
}

std::string_view eventFormatText(EventFormat format)
{
    switch (format) {
    case EventFormat::None:
        return {};
    case EventFormat::Json:
        return "json";
    case EventFormat::Protobuf:
        return "protobuf";
    case EventFormat::Xml:
        return "xml";
    case EventFormat::Avro:
        return "avro";
    }
    return {};
}

} // namespace core
