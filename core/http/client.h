// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/http/answerparser.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace core {

/// Where requests go.
struct HttpPeer {
    std::string host; ///< a name or an IP address, without brackets
    std::uint16_t port = 80;
    std::chrono::milliseconds patience =
        std::chrono::seconds(60); ///< without a byte of an answer that is due; 0: for ever
    bool tls = false;
    std::string
        trusted{}; ///< with `tls`: PEM, the certificates to trust; empty: those of this machine
    bool operator==(const HttpPeer &) const = default;
};

/// A whole POST. `fields` are header lines, each with its CRLF, without Host and Content-Length.
[[nodiscard]] std::string postRequest(const HttpPeer &peer, std::string_view target,
                                      std::string_view fields, std::string_view body);

/// A whole OPTIONS, of the same.
[[nodiscard]] std::string optionsRequest(const HttpPeer &peer, std::string_view target,
                                         std::string_view fields);

/// A client on one keep-alive connection: requests in order, and their answers. How many are sent ahead of their
/// answers is up to who sends. Lives on a thread with an event loop.
///
/// A peer may end a connection at any time between two requests. A request that it ended on is sent again, once, if the
/// connection had brought answers before and nothing of this one; every other end is told by failed().
class HttpClient : public QObject {
    Q_OBJECT
public:
    explicit HttpClient(HttpPeer peer, QObject *parent = nullptr);

    /// A whole request, such as postRequest(). Connects if need be, but not after failed().
    void send(std::string request);
    std::size_t unanswered() const { return m_unanswered.size(); }
    /// After failed(): connects again and sends everything that has no answer.
    void sendAgain();
    /// Closes the connection and forgets all requests, for good.
    void stop();

signals:
    void answered(const core::HttpAnswer &answer); ///< to the oldest request without an answer
    void failed(const core::Error &error); ///< the connection; requests without an answer are kept

private:
    void open();
    bool isReady() const;
    void sendAll();
    void readAnswers();
    void takeAnswer();
    void onEnded();
    void giveUp(const std::string &why);

    const HttpPeer m_peer;
    QTimer
        m_ended; ///< the socket is closed: dealt with from the event loop, not inside its signals
    QTimer m_patience;
    std::deque<std::string> m_unanswered;
    std::string m_received;
    AnswerParser m_parser;
    bool m_hasAnswered = false; ///< this connection
    bool m_hasFailed = false;
    bool m_isStopped = false;
    const std::unique_ptr<QTcpSocket> m_socket; ///< last: its end calls what uses the others
};

} // namespace core
