// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace core {

/// Namespaces of the XML format (§1.2, §2).
constexpr std::string_view XmlEventSpace = "http://cloudevents.io/xmlformat/V1";
constexpr std::string_view XmlInstanceSpace = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::string_view XmlSchemaSpace = "http://www.w3.org/2001/XMLSchema";

} // namespace core
