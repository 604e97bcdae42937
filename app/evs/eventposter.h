// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"
#include "app/evs/lineinput.h"
#include "core/codec/httpencode.h"
#include "core/event/cloudevent.h"
#include "core/event/message.h"
#include "core/http/client.h"
#include "core/receiver/bodysignature.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {

/// Where events are posted, and how.
struct PostOptions {
    core::HttpPeer peer;
    std::string target; ///< path and query
    std::string fields; ///< further header lines, each with CRLF
    std::vector<std::pair<std::string, std::string>>
        headers;               ///< and such as go only where the message has none of that name
    std::string webhookOrigin; ///< if there is one, its consent to web hooks is asked for first
    core::ContentMode mode = core::ContentMode::Binary;
    core::EventFormat format = core::EventFormat::Json; ///< of structured mode and batches
    core::BodySignature signature; ///< if it is asked for, each body goes with one
};

/// Reads lines of JSON, each an event, and posts them in their order, one request at a time. What is no event, and what
/// the other side refuses, is said with the number of its line, and the rest goes on; a connection that cannot be had
/// ends it, and so does a target that is gone (410). Where it was too fast (429), or nothing can be taken for a while (503),
/// it waits as long as it is told and sends that again (HTTP 1.1 Web Hooks 2.2, RFC 9110 10.2.3). Redirections are
/// refusals. As a sender of web hooks it keeps to the rate that was allowed. Lives on the main thread, which has a
/// QCoreApplication.
class EventPoster : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t BatchEvents = 1000;
    static constexpr std::size_t BatchBytes = 1024 * 1024;
    /// Who is told to wait longer gives up.
    static constexpr std::chrono::hours LongestWait{24};
    /// So long altogether one request is sent again to who can take nothing; then it is refused.
    static constexpr std::chrono::minutes LongestOutage{5};

    EventPoster(LineInput input, PostOptions options);
    /// Runs until the end of the input.
    [[nodiscard]] Outcome run();

private:
    struct Line {
        std::uint64_t number = 0;
        std::string text;
        core::CloudEvent event;
    };

    void askForConsent();
    void takeConsent(const core::HttpAnswer &answer);
    void postNext();
    /// The lines of the next request; none at the end of the input.
    [[nodiscard]] OrFailure<std::vector<Line>> nextLines();
    /// The next line that is an event; nothing at the end, or when it would have to wait and may not.
    [[nodiscard]] OrFailure<std::optional<Line>> nextEvent(bool mayWait);
    core::HttpContent encode(const std::vector<Line> &lines) const;
    /// Header lines of a message that has these of its own.
    std::string fieldsWith(const std::vector<std::pair<std::string, std::string>> &own = {}) const;
    void onAnswered(const core::HttpAnswer &answer);
    void onTooFast(std::chrono::seconds wait);
    void sendAgain(const std::string &refusal, std::chrono::seconds wait);
    void sendRequest();
    void end(Outcome outcome);
    std::string lineNames() const; ///< of the request at hand

    LineInput m_input;
    const PostOptions m_options;
    core::HttpClient m_client;
    std::vector<Line> m_posted;           ///< the request at hand
    std::string m_request;                ///< its bytes
    std::chrono::seconds m_outage{0};     ///< how long it has waited for who can take nothing
    std::optional<Line> m_leftOver;       ///< read, but it did not fit into the batch
    bool m_isAsking = false;              ///< for consent
    std::chrono::milliseconds m_pause{0}; ///< from one request to the next, at least
    QElapsedTimer m_sinceRequest;
    QTimer m_next;
    std::uint64_t m_accepted = 0; ///< events
    std::uint64_t m_refused = 0;
    std::uint64_t m_unreadable = 0; ///< lines
    Outcome m_outcome = ExitCode::Done;
};

} // namespace app
