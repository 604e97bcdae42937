// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestrules.h"

#include "core/event/asciitext.h"
#include "core/event/readertext.h"

#include <algorithm>
#include <string>
#include <utility>

namespace core::rules {

namespace {

using Part = Place::Part;

std::string limitSentence(const char *what, const char *limit, std::size_t value)
{
    return std::string(what) + " is above the limit " + limit + " = " + std::to_string(value) + ".";
}

std::string timeSentence(const char *what, const char *limit, std::chrono::milliseconds time)
{
    return std::string(what) + " took longer than " + limit + " = " + std::to_string(time.count()) +
           " ms.";
}

ByteRange lineAt(std::string_view head, std::size_t offset)
{
    offset = std::min(offset, head.size());
    const std::size_t end = std::min(head.find('\r', offset), head.size());
    return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(end - offset)};
}

std::string nameAt(std::string_view head, ByteRange line)
{
    const std::string_view text = head.substr(line.offset, line.length);
    const std::size_t colon = text.find(':');
    return colon == std::string_view::npos ? std::string() : textForReader(text.substr(0, colon));
}

Rejection requestLine(int status, const char *rule, const char *title, const char *reference)
{
    return {status,
            rule,
            title,
            "The request line is not METHOD TARGET HTTP/1.1.",
            "Send a request line such as POST / HTTP/1.1.",
            reference,
            {Part::RequestLine, {}, {}}};
}

bool looksLikeVersion(std::string_view line)
{
    const std::size_t space = line.rfind(' ');
    const std::string_view word = space == std::string_view::npos ? "" : line.substr(space + 1);
    return word.size() == 8 && word.starts_with("HTTP/") && word[6] == '.';
}

bool endsInSpokenVersion(std::string_view line)
{
    return line.ends_with(" HTTP/1.1") || line.ends_with(" HTTP/1.0");
}

bool isTarget(std::string_view target)
{
    return target == "*" || target.front() == '/' || target.starts_with("http://") ||
           target.starts_with("https://");
}

bool isHost(std::string_view host)
{
    return std::none_of(host.begin(), host.end(), [](char character) {
        const auto code = static_cast<unsigned char>(character);
        return code <= 0x20 || code >= 0x7f ||
               std::string_view("/?#@,\\<>\"").find(character) != std::string_view::npos;
    });
}

/// User information has no place in any of them; if somebody puts some there, it goes no further.
std::string shownField(const HttpRequest &request, const HttpField &field)
{
    return request.text(field.value).find('@') == std::string_view::npos
               ? textForReader(request.text(field.line))
               : textForReader(request.text(field.name)) + " with user information";
}

Rejection fieldRejection(const HttpRequest &request, const HttpField &field, int status,
                         const char *rule, const char *title, const char *fix,
                         const char *reference)
{
    return {status,
            rule,
            title,
            shownField(request, field) + " is not accepted.",
            fix,
            reference,
            {Part::Header, textForReader(request.text(field.name)), field.line}};
}

} // namespace

std::optional<Rejection> checkHead(const HttpRequest &request, bool chunked)
{
    const std::string_view method = request.methodText();
    if (method != "CONNECT" && !isTarget(request.targetText()))
        return requestLine(400, "bad-target", "The request target is no path", "RFC 9112 3.2");
    const HttpField *host = nullptr;
    const HttpField *coding = nullptr;
    for (const HttpField &field : request.fields) {
        const std::string_view name = request.text(field.name);
        const std::string_view value = request.text(field.value);
        if (equalsFolded(name, "host")) {
            if (host)
                return fieldRejection(request, field, 400, "duplicate-host",
                                      "The header Host stands twice", "Send one Host field.",
                                      "RFC 9112 3.2");
            if (!isHost(value))
                return fieldRejection(request, field, 400, "bad-host", "Host is no host name",
                                      "Send the host and port of the URL.", "RFC 9112 3.2");
            host = &field;
        } else if (equalsFolded(name, "transfer-encoding")) {
            if (coding || !equalsFolded(value, "chunked"))
                return fieldRejection(request, field, 501, "unknown-transfer-coding",
                                      "The transfer coding is not understood",
                                      "Send Transfer-Encoding: chunked, or a Content-Length.",
                                      "RFC 9112 6.1");
            coding = &field;
        } else if (equalsFolded(name, "expect") && !equalsFolded(value, "100-continue")) {
            return fieldRejection(request, field, 417, "unknown-expectation",
                                  "The expectation is not understood",
                                  "Send Expect: 100-continue or no Expect.", "RFC 9110 10.1.1");
        }
    }
    if (!host && request.version >= 11)
        return Rejection{400,
                         "missing-host",
                         "The header Host is missing",
                         "Every HTTP/1.1 request names its host.",
                         "Add a Host field.",
                         "RFC 9112 3.2",
                         {Part::Header, "Host", {}}};
    if (coding && (request.version < 11 || !chunked))
        return fieldRejection(request, *coding, 400, "transfer-coding-in-http10",
                              "HTTP/1.0 knows no transfer coding",
                              "Send HTTP/1.1 or a Content-Length.", "RFC 9112 6.1");
    return std::nullopt;
}

Rejection grammarRejection(RequestGrammar::Fault fault, std::string_view head,
                           std::size_t bytesRead, const HttpLimits &limits)
{
    using Fault = RequestGrammar::Fault;
    const ByteRange line = lineAt(head, bytesRead);
    const Place header{Part::Header, nameAt(head, line), line};
    const Place body{Part::Body, {}, {}};
    switch (fault) {
    case Fault::None:
    case Fault::Incomplete:
        break;
    case Fault::Method:
        return requestLine(400, "bad-method", "The request method is no word", "RFC 9110 9.1");
    case Fault::Target:
        return requestLine(400, "bad-target", "The request target is no path", "RFC 9112 3.2");
    case Fault::Version:
        if (endsInSpokenVersion(head.substr(line.offset, line.length)))
            return {400,
                    "bad-target",
                    "The request target holds a space",
                    "The request line is not METHOD TARGET HTTP/1.1: it has more words.",
                    "Write a space in the target as %20.",
                    "RFC 9112 3.2",
                    {Part::RequestLine, {}, {}}};
        if (looksLikeVersion(head.substr(line.offset, line.length)))
            return requestLine(505, "http-version", "Only HTTP/1.1 and HTTP/1.0 are spoken here",
                               "RFC 9110 15.6.6");
        return requestLine(400, "bad-request-line", "This is no HTTP request line", "RFC 9112 3");
    case Fault::FieldName:
        return {400,
                "bad-header-name",
                "A header field name is malformed",
                "The line is not \"name: value\"; no space may stand before the colon.",
                "Send name, colon, value.",
                "RFC 9112 5.1",
                header};
    case Fault::FieldValue:
        return {400,
                "bad-header-value",
                "A header field value holds a forbidden character",
                "Control characters are not allowed in a field value.",
                "Remove or percent-encode them.",
                "RFC 9110 5.5",
                header};
    case Fault::LineEnding:
        return {400,
                "bad-line-ending",
                "A line does not end with CR LF",
                "A carriage return stands alone.",
                "End each line with CR LF.",
                "RFC 9112 2.2",
                head.empty() ? body : header};
    case Fault::ContentLength:
        return {400,
                "bad-content-length",
                "Content-Length is not one number",
                "It is malformed, differs from another one, or stands beside Transfer-Encoding.",
                "Send one Content-Length with the number of bytes of the body.",
                "RFC 9112 6.3",
                header};
    case Fault::TransferEncoding:
        return {400,
                "bad-transfer-encoding",
                "Transfer-Encoding contradicts another field",
                "It stands twice, or beside Content-Length.",
                "Send either Content-Length or Transfer-Encoding: chunked.",
                "RFC 9112 6.3",
                header};
    case Fault::BodyTooLarge:
        return {413,
                "body-too-large",
                "The body is too large",
                limitSentence("Its length", "bodyBytes", limits.bodyBytes),
                "Send smaller events or smaller batches.",
                "RFC 9110 15.5.14",
                body};
    case Fault::Chunk:
        return {400,
                "bad-chunk",
                "A chunk of the body is malformed",
                "The size is no hexadecimal number, or the chunk does not end with CR LF.",
                "Send chunks as size CR LF bytes CR LF.",
                "RFC 9112 7.1",
                body};
    case Fault::ChunkLineTooLong:
        return {400,
                "chunk-line-too-long",
                "The size line of a chunk or the trailers are too long",
                limitSentence("The length", "chunkLineBytes", limits.chunkLineBytes),
                "Send no chunk extensions and no trailers.",
                "RFC 9112 7.1",
                body};
    case Fault::FoldedLine:
        return foldedField(line);
    }
    return noRequestLine();
}

Rejection codingRejection(ContentDecoder::Fault fault, ContentCoding coding,
                          const HttpLimits &limits)
{
    using Fault = ContentDecoder::Fault;
    const std::string name(contentCodingText(coding));
    const Place body{Part::Body, {}, {}};
    switch (fault) {
    case Fault::None:
    case Fault::Broken:
        break;
    case Fault::Trailing:
        return {400,
                "coding-goes-on",
                "Something comes after the end of the compressed body",
                "What follows the end of the " + name + " data is no " + name + " itself.",
                "Send the compressed data and nothing else; check its length.",
                "RFC 9110 8.4",
                body};
    case Fault::Window:
        return {400,
                "coding-window",
                "The compressed body needs too much memory",
                "Its zstd frame asks for a window above 8 MiB.",
                "Compress with a window of at most 8 MiB: no --long, no --ultra.",
                "RFC 9659 3",
                body};
    case Fault::TooLarge:
        return {413,
                "body-too-large",
                "The body is too large when it is decoded",
                limitSentence("Its decoded length", "bodyBytes", limits.bodyBytes),
                "Send smaller events or smaller batches.",
                "RFC 9110 15.5.14",
                body};
    case Fault::Ratio:
        return {
            413,
            "coding-ratio",
            "The compressed body grows too much",
            limitSentence("What one of its bytes stands for", "decodedRatio", limits.decodedRatio),
            "Send the body less compressed, or not at all.",
            "RFC 9110 15.5.14",
            body};
    }
    return {400,
            "bad-content-coding",
            "The body is not what Content-Encoding says",
            "It cannot be decoded as " + name + ".",
            coding == ContentCoding::Deflate
                ? "Send deflate in the frame of RFC 1950 (zlib), or use gzip."
                : "Compress the body once as " + name + ", or leave Content-Encoding out.",
            "RFC 9110 8.4",
            body};
}

Rejection codingEndsEarly(ContentCoding coding)
{
    return {400,
            "coding-ends-early",
            "The compressed body ends early",
            "The end of the " + std::string(contentCodingText(coding)) + " data is missing.",
            "Finish the compression (close the stream) before the body is sent.",
            "RFC 9110 8.4",
            {Part::Body, {}, {}}};
}

Rejection unknownCoding(const HttpRequest &request, const HttpField &field)
{
    return {415,
            "content-encoding",
            "The content coding is not understood",
            textForReader(request.text(field.line)) + " is not understood. One of " +
                std::string(DecodedCodings) + " is.",
            "Send the body in one of these, or without content coding.",
            "RFC 9110 15.5.16",
            {Part::Header, textForReader(request.text(field.name)), field.line}};
}

Rejection bareLineFeed(ByteRange line)
{
    return {400,
            "bad-line-ending",
            "A line ends with a bare line feed",
            "Each line of the head ends with CR LF.",
            "End each line with CR LF.",
            "RFC 9112 2.2",
            {line.offset == 0 ? Part::RequestLine : Part::Header, {}, line}};
}

Rejection foldedField(ByteRange line)
{
    return {400,
            "folded-header",
            "A header field goes on on a second line",
            "Folded header lines are obsolete and a way to smuggle requests.",
            "Send each header field on one line.",
            "RFC 9112 5.2",
            {Part::Header, {}, line}};
}

Rejection noRequestLine()
{
    return requestLine(400, "bad-request-line", "Empty lines stand where a request should",
                       "RFC 9112 2.2");
}

Rejection controlInRequestLine()
{
    return requestLine(400, "bad-request-line", "The request line holds a control character",
                       "RFC 9112 3");
}

Rejection tlsOnPlainPort()
{
    return {400,
            "tls-on-plain-port",
            "This is a TLS handshake",
            "This port speaks plain HTTP.",
            "Use http:// instead of https:// for this port.",
            "RFC 9112 3",
            {Part::Request, {}, {}}};
}

Rejection plainOnTlsPort(const std::string &url)
{
    return {400,
            "plain-on-tls-port",
            "This port speaks HTTPS",
            "The request came in the clear, and this port speaks TLS alone.",
            "Use https:// instead of http:// for this port: " + url + ".",
            "RFC 9110 4.2.2",
            {Part::Request, {}, {}}};
}

Rejection requestLineTooLong(const HttpLimits &limits)
{
    return {414,
            "request-line-too-long",
            "The request line is too long",
            limitSentence("Its length", "requestLineBytes", limits.requestLineBytes),
            "Send a shorter target.",
            "RFC 9110 15.5.15",
            {Part::RequestLine, {}, {}}};
}

Rejection headTooLarge(const HttpLimits &limits)
{
    return {431,
            "head-too-large",
            "The header fields are too large",
            limitSentence("The head's length", "headBytes", limits.headBytes),
            "Send fewer or shorter header fields; large values belong in the body.",
            "RFC 6585 5",
            {Part::Header, {}, {}}};
}

Rejection tooManyFields(const HttpLimits &limits)
{
    return {431,
            "too-many-headers",
            "The request has too many header fields",
            limitSentence("Their number", "headerFields", limits.headerFields),
            "Send fewer header fields.",
            "RFC 6585 5",
            {Part::Header, {}, {}}};
}

Rejection headTooSlow(const HttpLimits &limits)
{
    return {408,
            "head-too-slow",
            "The header fields came too slowly",
            timeSentence("The head", "headTime", limits.headTime),
            "Send the request at once.",
            "RFC 9110 15.5.9",
            {Part::Request, {}, {}}};
}

Rejection bodyTooSlow(const HttpLimits &limits)
{
    return {408,
            "body-too-slow",
            "The body stopped coming",
            timeSentence("The next piece of the body", "bodyTime", limits.bodyTime),
            "Send as many bytes as Content-Length says, or the last chunk.",
            "RFC 9110 15.5.9",
            {Part::Body, {}, {}}};
}

Rejection bodyBelowRate(const HttpLimits &limits)
{
    return {408,
            "body-too-slow",
            "The body comes too slowly",
            "Others wait for the memory that it takes, and it brings less than bodyRate = " +
                std::to_string(limits.bodyRate) + " bytes in a second.",
            "Send the request at once, or smaller batches.",
            "RFC 9110 15.5.9",
            {Part::Body, {}, {}}};
}

Rejection truncated()
{
    return {400,
            "truncated-request",
            "The sender hung up in the middle of a request",
            "The connection ended before the request did.",
            "Check the sender's time limits and its Content-Length.",
            "RFC 9112 8",
            {Part::Request, {}, {}}};
}

Rejection tooManyConnections(const HttpLimits &limits)
{
    return {503,
            "too-many-connections",
            "Too many connections are open",
            limitSentence("Their number", "connections", limits.connections),
            "Send requests at once, close idle connections, or try again later.",
            "RFC 9110 15.6.4",
            {Part::Request, {}, {}}};
}

} // namespace core::rules
