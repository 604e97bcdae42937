// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"
#include "core/event/message.h"
#include "core/event/refusal.h"

#include <cstdint>
#include <string>

namespace core {

/// One event as read back from a capture, whole. A plain value.
struct StoredEvent {
    EventSequence sequence;
    std::uint64_t seal = 0; ///< number of the seal (commit) that covers it
    WallTime received{};
    OriginKind origin = OriginKind::Http;
    ContentMode mode = ContentMode::Binary;
    EventFormat format = EventFormat::None;
    std::string connection;
    std::string remote;
    std::string local;
    std::string target;
    std::string head; ///< of the message that brought it; a batch's head stands once in the file
    CloudEvent event; ///< `event.data` is a range of `text`
    std::string text; ///< the bytes of the body that are this event's, verbatim
    std::uint16_t findings = 0; ///< bits of findings.h
    bool operator==(const StoredEvent &) const = default;
};

/// One refusal as read back. `number` counts refusals from 1.
struct StoredRefusal {
    std::uint64_t number = 0;
    EventSequence after; ///< the newest event when it was refused: its place among the rows
    Refusal refusal;
    bool bodyDropped = false; ///< the body left to keep the bound; the row and the count stay
    bool operator==(const StoredRefusal &) const = default;
};

} // namespace core
