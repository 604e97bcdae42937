// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/curlcommand.h"

#include "core/event/asciitext.h"
#include "core/http/contentdecoder.h"

#include <QStringDecoder>
#include <QStringList>

#include <algorithm>
#include <array>
#include <string_view>

namespace ui {
namespace {

/// Linux takes no single argument above 128 KiB; quoting may make a body longer.
constexpr std::size_t LongestBody = 32 * std::size_t{1024};

/// Fields about the connection and the length of the body: curl writes its own.
bool isWrittenByCurl(std::string_view name)
{
    constexpr std::array<std::string_view, 6> Names{
        "content-length", "transfer-encoding", "connection", "expect", "te", "trailer"};
    return std::any_of(Names.begin(), Names.end(),
                       [name](std::string_view each) { return core::equalsFolded(name, each); });
}

/// The text of a shell word; nothing for bytes that a command line cannot carry.
std::optional<QString> quoted(std::string_view bytes)
{
    QStringDecoder decode(QStringDecoder::Utf8);
    QString text = decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    const bool isPlain = std::all_of(bytes.begin(), bytes.end(), [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return code == '\n' || code == '\r' || code == '\t' || (code >= 0x20 && code != 0x7F);
    });
    if (decode.hasError() || !isPlain)
        return std::nullopt;
    return u'\'' + text.replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
};

std::optional<RequestLine> requestLine(std::string_view line)
{
    const std::size_t first = line.find(' ');
    const std::size_t second = line.rfind(' ');
    if (first == std::string_view::npos || first == second || first == 0)
        return std::nullopt;
    const RequestLine request{line.substr(0, first), line.substr(first + 1, second - first - 1)};
    const bool isUsual = line.substr(second + 1) == "HTTP/1.1" && request.target.starts_with('/') &&
                         request.target.find(' ') == std::string_view::npos;
    return isUsual ? std::optional(request) : std::nullopt;
}

/// Bodies in these codings are kept decoded: curl would send them so.
bool isDecodedCoding(std::string_view name, std::string_view value)
{
    return core::equalsFolded(name, "content-encoding") &&
           core::isDecoded(core::contentCodingOf(core::withoutBlanks(value)));
}

/// Of the lines and lengths of HTTP, not of what they carry.
bool isAboutTheWire(const core::Rejection &why)
{
    using Part = core::Place::Part;
    return why.place.part == Part::RequestLine || why.status == 408 || why.status == 411 ||
           why.rule.starts_with("coding-") || why.rule == "bad-content-coding" ||
           why.status == 413 || why.status == 431 || why.status == 501 || why.status == 505 ||
           (why.place.part == Part::Header && isWrittenByCurl(why.place.name));
}

} // namespace

std::optional<QString> curlCommand(const core::Refusal &refusal)
{
    const std::string_view head = refusal.head;
    const bool overHttp = refusal.connection.starts_with("http://");
    if (!overHttp || refusal.cut || !head.ends_with("\r\n\r\n") || isAboutTheWire(refusal.why) ||
        refusal.body.size() > LongestBody || head.find(" removed)") != std::string_view::npos ||
        head.find("-removed)") != std::string_view::npos)
        return std::nullopt;

    std::size_t at = head.find("\r\n");
    const auto line = requestLine(head.substr(0, at));
    const auto url = line ? quoted(refusal.connection + std::string(line->target)) : std::nullopt;
    if (!url)
        return std::nullopt;
    QStringList parts{QStringLiteral("curl -i --globoff --path-as-is ") + *url};
    const bool hasBody = !refusal.body.empty();
    if (!core::equalsFolded(line->method, hasBody ? "post" : "get"))
        parts.append(
            QStringLiteral("-X ") +
            QString::fromLatin1(line->method.data(), static_cast<qsizetype>(line->method.size())));
    bool hasType = false;
    while (at + 2 < head.size() - 2) {
        const std::size_t begin = at + 2;
        at = head.find("\r\n", begin);
        const std::string_view field = head.substr(begin, at - begin);
        const std::size_t colon = field.find(':');
        if (colon == std::string_view::npos || colon == 0)
            return std::nullopt;
        const std::string_view name = field.substr(0, colon);
        if (isWrittenByCurl(name) || isDecodedCoding(name, field.substr(colon + 1)))
            continue;
        hasType = hasType || core::equalsFolded(name, "content-type");
        // curl drops a field that is given without a value, and sends it empty with a semicolon.
        const bool isEmpty = field.find_first_not_of(" \t", colon + 1) == std::string_view::npos;
        const auto word = quoted(isEmpty ? std::string(name) + ';' : std::string(field));
        if (!word)
            return std::nullopt;
        parts.append(QStringLiteral("-H ") + *word);
    }
    if (hasBody) {
        const auto body = quoted(refusal.body);
        if (!body)
            return std::nullopt;
        if (!hasType) // or curl names one of its own
            parts.append(QStringLiteral("-H 'Content-Type:'"));
        parts.append(QStringLiteral("--data-raw ") + *body);
    }
    return parts.join(QLatin1String(" \\\n  "));
}

} // namespace ui
