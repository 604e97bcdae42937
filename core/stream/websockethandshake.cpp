// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/base64.h"

#include "core/event/asciitext.h"
#include "core/event/readertext.h"
#include "core/stream/streamrequest.h"

#include <QCryptographicHash>

#include <string>
#include <string_view>
#include <utility>

namespace core {

namespace {

constexpr std::string_view Subprotocol = "cloudevents.json";
constexpr std::string_view Version = "13";
/// RFC 6455 1.3.
constexpr std::string_view KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t KeyBytes = 16;

/// Whether a list field has `wanted`, in all lines of that name.
bool hasToken(const HttpRequest &request, std::string_view lowerName, std::string_view wanted,
              bool (*same)(std::string_view, std::string_view))
{
    for (const HttpField &field : request.fields) {
        if (!equalsFolded(request.text(field.name), lowerName))
            continue;
        std::string_view rest = request.text(field.value);
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            if (same(withoutBlanks(rest.substr(0, comma)), wanted))
                return true;
            rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
        }
    }
    return false;
}

Rejection refused(const HttpRequest &request, int status, const char *rule, const char *title,
                  std::string detail, const char *fix, const char *name, const char *section)
{
    const HttpField *field = request.find(name);
    Place place{Place::Part::Header, name, {}};
    if (field)
        place.bytes = field->line;
    return {status, rule, title, std::move(detail), fix, section, std::move(place)};
}

std::string acceptOf(std::string_view key)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArrayView(key.data(), static_cast<qsizetype>(key.size())));
    hash.addData(QByteArrayView(KeySuffix.data(), static_cast<qsizetype>(KeySuffix.size())));
    const QByteArray digest = hash.result();
    std::string accept;
    appendBase64(accept, {digest.constData(), static_cast<std::size_t>(digest.size())});
    return accept;
}

} // namespace

tl::expected<HttpResponse, Rejection> answerUpgrade(const HttpRequest &request)
{
    if (request.version < 11 || !hasToken(request, "upgrade", "websocket", equalsFolded) ||
        !hasToken(request, "connection", "upgrade", equalsFolded))
        return tl::unexpected(
            refused(request, 426, "websocket-upgrade", "This path speaks WebSocket",
                    "The request does not ask for an upgrade to WebSocket.",
                    "Connect with a WebSocket client, or read GET /events without one.", "upgrade",
                    "RFC 6455 4.2.1"));
    if (request.methodText() != "GET" || request.bodyBytes > 0)
        return tl::unexpected(
            refused(request, 400, "websocket-method", "A WebSocket handshake is a GET without body",
                    "The request has another method, or a body.",
                    "Send the handshake as GET without body.", "content-length", "RFC 6455 4.2.1"));
    if (request.value("sec-websocket-version") != Version)
        return tl::unexpected(refused(
            request, 426, "websocket-version", "This version of WebSocket is not spoken here",
            "Sec-WebSocket-Version is " + quotedForReader(request.value("sec-websocket-version")) +
                ".",
            "Send Sec-WebSocket-Version: 13.", "sec-websocket-version", "RFC 6455 4.4"));
    const std::string_view key = request.value("sec-websocket-key");
    const auto nonce = decodeBase64(key);
    if (!nonce || nonce->size() != KeyBytes)
        return tl::unexpected(refused(request, 400, "websocket-key",
                                      "Sec-WebSocket-Key is not 16 bytes in Base64",
                                      "Sec-WebSocket-Key is " + quotedForReader(key) + ".",
                                      "Send 16 random bytes in Base64, new for each connection.",
                                      "sec-websocket-key", "RFC 6455 4.2.1"));
    HttpResponse response;
    response.status = 101;
    response.fields =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + acceptOf(key) +
        "\r\n";
    const auto same = [](std::string_view left, std::string_view right) { return left == right; };
    if (hasToken(request, "sec-websocket-protocol", Subprotocol, same))
        response.fields += "Sec-WebSocket-Protocol: " + std::string(Subprotocol) + "\r\n";
    return response;
}

} // namespace core
