// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/source/connectionwords.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

namespace core {

namespace {

std::string localTime(WallTime time)
{
    const auto milliseconds =
        std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds)
        .toString(QStringLiteral("HH:mm:ss"))
        .toStdString();
}

/// What a peer says goes on one line of the screen.
std::string oneLine(std::string text)
{
    for (char &character : text) {
        if (static_cast<unsigned char>(character) < 0x20 || character == 0x7F)
            character = ' ';
    }
    return text;
}

/// Qt wraps the status of a refused handshake into a sentence about itself: "… http status code:
/// 401 (Unauthorized)."
std::string handshakeWords(const std::string &text)
{
    static const std::string Status = "http status code: ";
    const auto found = text.find(Status);
    if (found != std::string::npos) {
        std::string status = text.substr(found + Status.size());
        while (!status.empty() && (status.back() == '.' || status.back() == ' '))
            status.pop_back();
        return "the server answered " + status + " instead of opening a WebSocket";
    }
    if (text.find("QWebSocketPrivate") != std::string::npos ||
        text.find("Accept-Key") != std::string::npos ||
        text.find("Handshake") != std::string::npos || text.find("statusline") != std::string::npos)
        return "the server did not answer as a WebSocket server";
    return "connection refused";
}

} // namespace

std::string closedByPeerWords()
{
    return "the other side closed the connection";
}

std::string socketErrorWords(QAbstractSocket::SocketError error, const std::string &text)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError:
        return handshakeWords(text);
    case QAbstractSocket::RemoteHostClosedError:
        return closedByPeerWords();
    case QAbstractSocket::HostNotFoundError:
        return "host not found";
    case QAbstractSocket::SocketTimeoutError:
        return "no answer in time";
    case QAbstractSocket::SslHandshakeFailedError:
        return "TLS handshake failed: " + oneLine(text);
    default:
        return oneLine(text.empty() ? std::string("network error") : text);
    }
}

std::string closeWords(QWebSocketProtocol::CloseCode code, const std::string &reason,
                       const std::string &failure)
{
    switch (code) {
    case QWebSocketProtocol::CloseCodeTooMuchData:
        return "a message was larger than the limit";
    case QWebSocketProtocol::CloseCodeWrongDatatype:
        return "a text message was not UTF-8";
    case QWebSocketProtocol::CloseCodeProtocolError:
        return "the other side broke the WebSocket protocol";
    default:
        break;
    }
    if (!reason.empty())
        return closedByPeerWords() + " (" + std::to_string(static_cast<int>(code)) + " " +
               oneLine(reason) + ")";
    if (!failure.empty())
        return failure;
    return closedByPeerWords();
}

std::string awayWords(const std::string &name, WallTime since, const std::string &reason,
                      std::chrono::microseconds untilNextTry)
{
    const auto seconds = std::max<std::chrono::seconds>(
        std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(untilNextTry));
    return name + " is away since " + localTime(since) + ": " + reason + ". Next try in " +
           std::to_string(seconds.count()) + " s.";
}

std::string connectedWords(WallTime since, bool offeredCloudEvents, std::string_view subprotocol)
{
    std::string words = "Connected since " + localTime(since) + ".";
    if (!subprotocol.empty())
        words += " Messages are CloudEvents (" + std::string(subprotocol) + ").";
    else if (offeredCloudEvents)
        words += " The server chose no subprotocol of CloudEvents, so messages are wrapped as they "
                 "come.";
    return words;
}

Rejection messageTooLarge(std::size_t limit)
{
    Rejection why;
    why.status = 413;
    why.rule = "message-too-large";
    why.title = "WebSocket message above the limit";
    why.detail = "The other side sent a message of more than " + std::to_string(limit) +
                 " bytes. It was not read, and the connection was closed with code 1009.";
    why.fix = "Send smaller messages, or raise the limit of this connection.";
    why.reference = "RFC 6455 7.4.1";
    why.place.part = Place::Part::Body;
    return why;
}

} // namespace core
