// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpmessage.h"

#include <tl/expected.hpp>

namespace core {

/// The field Content-Type; nullptr if there is none.
[[nodiscard]] const HeaderField *contentTypeIn(std::span<const HeaderField> fields);

/// Decodes an HTTP message whose Content-Type is no CloudEvents media type (HTTP binding §3.1):
/// attributes in `ce-` headers, the body is the data.
[[nodiscard]] tl::expected<CloudEvent, Rejection> decodeBinary(std::span<const HeaderField> fields,
                                                               std::string_view body);

} // namespace core
