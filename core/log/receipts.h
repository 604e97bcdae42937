// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace core {

/// Whom to tell what became of something that went through the intake. Named by number, never by
/// pointer: the connection may be gone when the answer comes.
struct ReceiptAddress {
    std::uint64_t connection = 0;
    std::uint64_t request = 0;
    bool operator==(const ReceiptAddress &) const = default;
};

/// What became of one message or refusal.
struct Receipt {
    enum class Outcome : std::uint8_t {
        Committed,   ///< on disk; first..last are its events (none for a refusal or an empty batch)
        Unavailable, ///< could not be written; `reason` says why. HTTP answers 503 with Retry-After
    };
    ReceiptAddress address;
    Outcome outcome = Outcome::Committed;
    EventSequence first;
    EventSequence last;
    std::string reason;
};

/// The door back: the log writer puts receipts in, one I/O thread takes them out. One per I/O
/// thread. All functions may be called from any thread. The descriptor becomes readable when there
/// is something to take, or when the intake that had refused this thread's push has space again.
class Receipts {
public:
    Receipts();
    ~Receipts();
    Receipts(const Receipts &) = delete;
    Receipts &operator=(const Receipts &) = delete;

    /// eventfd for a QSocketNotifier (Read). Owned by this object.
    int descriptor() const { return m_descriptor; }

    /// Adds all of `receipts` under one lock and wakes the owner once.
    void put(std::vector<Receipt> &&receipts);
    /// Wakes the owner without a receipt: the intake has space.
    void wake();
    /// Takes everything and re-arms the descriptor.
    [[nodiscard]] std::vector<Receipt> take();

private:
    std::mutex m_mutex;
    std::vector<Receipt> m_receipts;
    int m_descriptor = -1;
};

} // namespace core
