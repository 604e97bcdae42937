// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/units.h"
#include "core/event/message.h"
#include "core/event/refusal.h"
#include "core/transfer/importer.h"
#include "core/transfer/intakefeed.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace core {

/// What the readers of files have found, on its way into the log: events are gathered into messages, what is no event
/// becomes a refusal that names its line. Everything keeps its order. One thread.
class ImportedEvents {
public:
    // A message is one commit at most and one receipt: large enough to be cheap, small enough for others to come in between.
    static constexpr std::size_t MaxMessageEvents = 1000;
    static constexpr std::size_t MaxMessageBytes = 1 * MiB;
    static constexpr std::size_t MaxEvidenceBytes = 64 * KiB; ///< kept of what is no event

    ImportedEvents(Intake &intake, const ImportOptions &options, const Clock &clock,
                   const std::stop_token &stop);

    /// An event that came alone, with the bytes that are its own. `received`: when it was received first, if the file
    /// says so.
    void add(CloudEvent &&event, std::string_view text, ContentMode mode, EventFormat format,
             std::optional<WallTime> received = std::nullopt);
    /// A message that came as one; origin, connection and receive time are set here.
    void add(Message &&message);
    /// `line`: where in the file it starts.
    void refuse(std::uint64_t line, Rejection &&why, std::string_view head, std::string_view body);
    /// Hands over what is gathered.
    void flush();

    /// Nothing more should come.
    [[nodiscard]] bool isOpen() const { return m_feed.isOpen(); }
    /// Events found so far.
    [[nodiscard]] std::uint64_t found() const { return m_found; }
    [[nodiscard]] const ImportOptions &options() const { return m_options; }

    /// Waits until everything is decided. Once, at the end.
    [[nodiscard]] Imported finish();

private:
    void push(LogCommand &&command);

    const ImportOptions &m_options;
    const Clock &m_clock;
    const std::stop_token m_stop;
    IntakeFeed m_feed;
    Message m_message;         ///< being gathered
    bool m_hasOwnTime = false; ///< m_message.received is from the file
    std::uint64_t m_found = 0;
    Imported m_imported;
};

} // namespace core
