// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"
#include "core/event/textfault.h"

#include <string>

namespace core {

/// Why `text` is no media type (RFC 2046, RFC 2045 §5.1): `type/subtype` and parameters, values
/// bare or quoted. A semicolon without a parameter is let pass, as HTTP does (RFC 9110 §5.6.6).
[[nodiscard]] MaybeFault mediaTypeFault(std::string_view text);

/// `type/subtype` in lower case, without parameters and white space.
[[nodiscard]] std::string mediaTypeEssence(std::string_view text);

/// JSON by its name: the subtype is `json` or ends in `+json`, in any case, parameters ignored
/// (JSON format §3.1).
[[nodiscard]] bool isJsonMediaType(std::string_view text);

/// The same in an event of `version`: 0.3 names two more, application/json-seq and
/// application/geo+json-seq (JSON format 0.3 §3.1).
[[nodiscard]] bool isJsonDataType(std::string_view text, SpecVersion version);

/// Whether data of this type is text by its name: `text/…`, XML, YAML, JavaScript, forms, or
/// anything with a charset.
[[nodiscard]] bool isTextMediaType(std::string_view text);

/// Value of the parameter `charset` in lower case; empty if there is none.
[[nodiscard]] std::string mediaTypeCharset(std::string_view text);

} // namespace core
