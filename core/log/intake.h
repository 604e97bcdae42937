// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/message.h"
#include "core/event/refusal.h"
#include "core/log/capturerules.h"
#include "core/log/marks.h"
#include "core/log/receipts.h"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace core {

/// What was noted about an event of a message before it came into this log.
struct BroughtMark {
    std::size_t event = 0; ///< its index in Message::events
    bool isMarked = false;
    std::string note;
};

/// A message on its way into the log.
struct AppendMessage {
    Message message;
    std::shared_ptr<Receipts> receipts; ///< may be null: nobody waits
    ReceiptAddress address;
    std::vector<BroughtMark> marks = {}; ///< ascending; those that find no room are left out
};

/// A refusal on its way into the log.
struct AppendRefusal {
    Refusal refusal;
    std::shared_ptr<Receipts>
        receipts; ///< may be null: a refusal is usually answered without waiting
    ReceiptAddress address;
};

/// The signature of a column block that is committed (core/text/textsignature.h). Not counted, and lost if it cannot be
/// written: it can be made anew.
struct StoreTextSignature {
    std::uint64_t block = 0;
    std::uint64_t file = 0; ///< EventLog::Options::place.number of its log: another one drops it
    std::string data;
    std::shared_ptr<Receipts> receipts; ///< null: nobody waits
    ReceiptAddress address;
};

/// New rules for the capture, from here on.
struct ChangeRules {
    CaptureRules rules;
    std::shared_ptr<Receipts> receipts; ///< may be null: nobody waits
    ReceiptAddress address;
};

/// What a person notes about events that are in the log; what is about others, or finds no room (Marks), is left out.
struct ChangeMarks {
    std::vector<MarkChange> changes;
    std::uint64_t file = 0; ///< EventLog::Options::number of its log: another one drops it
    std::shared_ptr<Receipts> receipts; ///< may be null: nobody waits
    ReceiptAddress address;
};

/// Everything that is written goes through the intake as one of these.
using LogCommand =
    std::variant<AppendMessage, AppendRefusal, StoreTextSignature, ChangeRules, ChangeMarks>;

/// The door in: sources push commands under one short lock, the writer takes everything at once.
/// Bounded in bytes: what does not fit is handed back, and the pusher's Receipts are woken when
/// there is space. All functions may be called from any thread.
class Intake {
public:
    static constexpr std::size_t DefaultLimit = 64 * MiB;

    explicit Intake(std::size_t limitBytes = DefaultLimit);

    enum class Pushed { Taken, Full, Closed };
    /// Takes `command` (moved from) and answers Taken; or leaves it untouched and answers Full (its
    /// Receipts are woken once there is space again) or Closed (the log is shutting down). One
    /// command above the whole limit is taken when nothing else waits, so that it cannot wait for
    /// ever. Rules and marks, which a person changes, are small and always taken.
    [[nodiscard]] Pushed push(LogCommand &&command);

    /// Blocks until there is something or the intake is closed; empty only when closed and drained.
    /// Writer only.
    [[nodiscard]] std::vector<LogCommand> takeAll();

    /// What was taken and is left to another writer: it comes before all that waits, also when the intake is closed. Its
    /// bytes count again. Until release() nobody takes anything. Writer only.
    void giveBack(std::vector<LogCommand> &&commands);
    void release();

    /// Blocks until there is something, the intake is closed (both true) or `timeout` is over (false). Writer only.
    [[nodiscard]] bool waitForCommands(std::chrono::milliseconds timeout);

    /// Nothing more is taken; what waits is still handed to the writer.
    void close();

    /// Messages' events and refusals that wait, counted together: the *waiting* of the ledger.
    std::size_t waitingEvents() const;
    std::size_t waitingBytes() const;

    /// Approximate bytes that a command holds; what `limitBytes` counts.
    static std::size_t cost(const LogCommand &command);
    /// What `command` adds to the ledger once it is decided: its events, one refusal, or nothing.
    static std::size_t eventCount(const LogCommand &command);

private:
    const std::size_t m_limitBytes;
    bool hasSomething() const { return !m_isHeld && (m_closed || !m_commands.empty()); }

    mutable std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<LogCommand> m_commands;
    std::vector<std::shared_ptr<Receipts>> m_refused; ///< to be woken at the next take
    std::size_t m_bytes = 0;
    std::size_t m_events = 0;
    bool m_isHeld = false; ///< between giveBack() and release()
    bool m_closed = false;
};

} // namespace core
