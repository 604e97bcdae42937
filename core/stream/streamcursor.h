// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/message.h"
#include "core/stream/logpages.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace core {

/// How events are written to a reader.
enum class StreamForm : std::uint8_t {
    EventStream, ///< text/event-stream (HTML Living Standard 9.2)
    WebSocket, ///< one frame for each event, text or binary by its format (CloudEvents WebSockets binding 1.5)
    Single, ///< one event alone as a JSON array
};

/// Where one reader is in the log: which event it has got whole, and how much of the next. What it gets never lies anywhere
/// but in pages that all share and in the bytes that wait for it: a large event goes out in pieces, and is read again for
/// each. Pure.
class StreamCursor {
public:
    /// `format` is Json but on a WebSocket. `name` tells the stream apart from all others: the ids of its notices begin
    /// with it.
    StreamCursor(StreamForm form, EventFormat format, std::uint64_t after, std::string name)
        : m_form(form)
        , m_format(format)
        , m_name(std::move(name))
        , m_position(after)
    {
    }

    StreamForm form() const { return m_form; }
    EventFormat format() const { return m_format; }
    /// Number of the event up to which everything is written.
    std::uint64_t position() const { return m_position; }
    /// Events that had left before they could be written.
    std::uint64_t missed() const { return m_missed; }
    /// An event is written in part: nothing else may come between.
    bool isInside() const { return m_isInside; }

    /// Appends what `page`, which is in this format, has behind the position until that are at least `room` bytes: at most
    /// a few hundred more. What was evicted is told, and what the format cannot hold. False: the event that was begun has
    /// been evicted, and what is written cannot be made whole.
    [[nodiscard]] bool append(std::string &out, const EventPage &page, std::size_t room);
    /// Where it chooses events: everything up to position() was looked at. In an event stream that is an id alone, from
    /// which an EventSource will go on although it shows no event of it (HTML Living Standard 9.2.6); on a WebSocket the
    /// notice `searched`.
    void appendProgress(std::string &out);
    /// What the stream itself has to say, beside the events of the log: an event named `topic` in an event stream, a
    /// CloudEvent of type eventscope.stream.TOPIC on a WebSocket, in its format. `data` is JSON; `number` is that of an
    /// event, or 0.
    void appendNotice(std::string &out, std::string_view topic, std::string_view data,
                      std::uint64_t number = 0);
    /// Appends what is no event of the log, whole notices or frames; in the middle of an event when that is whole.
    void say(std::string &out, std::string_view bytes);
    /// Bytes that wait for that.
    std::size_t unsaid() const { return m_unsaid.size(); }

private:
    bool skipEvicted(std::string &out, const EventPage &page);
    void appendEvicted(std::string &out, std::uint64_t last);
    void appendSkipped(std::string &out, const EventPage::Line &line);
    void begin(std::string &out, const EventPage::Line &line);

    StreamForm m_form;
    EventFormat m_format;
    std::string m_name;
    std::uint64_t m_notices = 0;
    std::uint64_t m_position;
    std::uint64_t m_missed = 0;
    std::size_t m_offset = 0; ///< bytes of the next event that are written
    bool m_isInside = false;
    std::string m_unsaid;
};

} // namespace core
