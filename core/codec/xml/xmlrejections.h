// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/formatrejections.h"
#include "core/codec/xml/xmlformat.h"
#include "core/codec/xml/xmlscan.h"

#include <string_view>

namespace core {

constexpr FormatNames XmlFormatNames{"XML",
                                     "application/cloudevents+xml",
                                     "application/cloudevents-batch+xml",
                                     "CloudEvents XML format 4",
                                     "MaxXmlElements",
                                     MaxXmlElements};

/// What is wrong with the XML itself.
[[nodiscard]] Rejection rejectionForXml(const XmlFault &fault, std::string_view text,
                                        std::size_t maxDepth = MaxDepth);

} // namespace core
