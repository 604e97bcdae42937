// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/cloudevent.h"

#include <string_view>

namespace core {

/// An event and the text that its data range counts in. Borrowed.
struct EventView {
    const CloudEvent &event;
    std::string_view text;
};

} // namespace core
