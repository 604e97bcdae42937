// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/websocketmessage.h"
#include "core/event/asciitext.h"
#include "core/event/base64.h"
#include "core/event/readertext.h"
#include "core/stream/streamrequest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace core {

namespace {

constexpr std::string_view Version = "13";
/// RFC 6455 1.3.
constexpr std::string_view KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t KeyBytes = 16;

/// The first element of a list field, in all lines of that name, that `isWanted`; empty: none is.
template<typename IsWanted>
std::string_view findToken(const HttpRequest &request, std::string_view lowerName,
                           const IsWanted &isWanted)
{
    for (const HttpField &field : request.fields) {
        if (!equalsFolded(request.text(field.name), lowerName))
            continue;
        std::string_view rest = request.text(field.value);
        while (!rest.empty()) {
            const std::string_view token = takeElement(rest, ',');
            if (isWanted(token))
                return token;
        }
    }
    return {};
}

bool hasToken(const HttpRequest &request, std::string_view lowerName, std::string_view wanted)
{
    return !findToken(request, lowerName, [wanted](std::string_view token) {
                return equalsFolded(token, wanted);
            }).empty();
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
    std::string text(key);
    text += KeySuffix;
    std::array<unsigned char, 20> digest{}; // SHA-1
    EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    std::string accept;
    appendBase64(accept,
                 std::string_view(reinterpret_cast<const char *>(digest.data()), digest.size()));
    return accept;
}

} // namespace

tl::expected<WebSocketUpgrade, Rejection> answerUpgrade(const HttpRequest &request)
{
    if (request.version < 11 || !hasToken(request, "upgrade", "websocket") ||
        !hasToken(request, "connection", "upgrade"))
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
    WebSocketUpgrade upgrade;
    HttpResponse &response = upgrade.response;
    response.status = 101;
    response.fields =
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + acceptOf(key) +
        "\r\n";
    // The client names them in the order of its preference (RFC 6455 4.1).
    const std::string_view name =
        findToken(request, "sec-websocket-protocol",
                  [](std::string_view token) { return webSocketFormat(token) != nullptr; });
    if (const WebSocketFormat *format = webSocketFormat(name)) {
        upgrade.format = format->format;
        response.fields += "Sec-WebSocket-Protocol: " + std::string(name) + "\r\n";
    }
    return upgrade;
}

} // namespace core
