// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpmessage.h"
#include "core/codec/jsonmembers.h"

#include <span>
#include <string_view>

namespace core {

/// Why a message in binary mode without any `ce-` header is no event. Looks for what its sender
/// most likely meant: a JSON event under another media type, `ce_` instead of `ce-`, no
/// Content-Type.
[[nodiscard]] Rejection notAnEvent(std::span<const HeaderField> fields, std::string_view body);

/// Why a message with some `ce-` headers is no event: it lacks `missing`, or ce-specversion if that
/// is empty.
[[nodiscard]] Rejection missingHeaders(std::span<const HeaderField> fields,
                                       std::span<const std::string_view> missing);

/// Why a JSON object without specversion is no event: an event of the Azure Event Grid schema, an event of CloudEvents
/// 0.1, a member that is meant to be it, or none of these.
[[nodiscard]] Rejection missingVersion(const JsonMembers &members);

} // namespace core
