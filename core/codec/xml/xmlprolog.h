// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/xml/xmlscan.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string_view>

namespace core {

/// Where an XML document goes on behind its byte order mark and XML declaration (XML 1.0 §2.8); a fault if those are
/// broken, or if the text is no UTF-8 or has a character that XML cannot have.
[[nodiscard]] tl::expected<std::size_t, XmlFault> passXmlProlog(std::string_view text);

} // namespace core
