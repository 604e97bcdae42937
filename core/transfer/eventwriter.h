// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/storedevent.h"
#include "core/transfer/exportformat.h"

#include <memory>
#include <string>

namespace core {

/// Turns events into the bytes of a file, one after the other. Appends to what the caller keeps; does no I/O. One
/// thread.
class EventWriter {
public:
    [[nodiscard]] static std::unique_ptr<EventWriter> make(ExportFormat format);
    virtual ~EventWriter() = default;

    /// What stands before the first event.
    virtual void begin(std::string &out);
    virtual void append(std::string &out, StoredEvent &&stored) = 0;
    /// What is left, and what stands behind the last event.
    virtual void end(std::string &out);
};

} // namespace core
