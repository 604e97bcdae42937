// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/jsonmembers.h"

#include <tl/expected.hpp>

namespace core {

/// Makes an event of the members of one JSON object (JSON format §2, §3). The range of its data
/// counts from the start of that object's text, places in refusals from the start of the whole
/// text.
[[nodiscard]] tl::expected<CloudEvent, Rejection> eventFromMembers(const JsonMembers &members,
                                                                   std::uint32_t textStart);

} // namespace core
