// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"

#include "core/codec/jsonstring.h"
#include "core/codec/rangetext.h"
#include "core/event/base64.h"

namespace core {

std::string dataBytes(const CloudEvent &event, std::string_view text)
{
    const std::string_view data = textIn(text, event.data);
    switch (event.dataForm) {
    case DataForm::None:
        return {};
    case DataForm::Raw:
    case DataForm::Json:
        return std::string(data);
    case DataForm::JsonText:
        return unescapeJson(data);
    case DataForm::JsonBase64:
        return decodeBase64(unescapeJson(data)).value_or(std::string());
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
        return data.size();
    case DataForm::JsonText:
        return unescapedJsonSize(data);
    case DataForm::JsonBase64:
        if (data.find('\\') == std::string_view::npos)
            return base64DecodedSize(data);
        return base64DecodedSize(unescapeJson(data));
    }
    return 0;
}

} // namespace core
