// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/problemjson.h"

#include "core/event/base64.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"

#include <array>
#include <string_view>

namespace core {

namespace {

/// Names come as they were sent, which need not be UTF-8: then what is not ASCII is escaped as Latin-1, so that the
/// body is valid JSON whatever came.
void appendString(std::string &out, std::string_view text)
{
    constexpr std::string_view Hex = "0123456789abcdef";
    const bool isUtf8 = !utf8Fault(text);
    out += '"';
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        if (character == '"' || character == '\\') {
            out += '\\';
            out += character;
        } else if (code < 0x20 || code == 0x7f || (code > 0x7f && !isUtf8)) {
            out += "\\u00";
            out += Hex[code >> 4U];
            out += Hex[code & 0x0fU];
        } else {
            out += character;
        }
    }
    out += '"';
}

void appendMember(std::string &out, std::string_view name, std::string_view text)
{
    out += ',';
    appendString(out, name);
    out += ':';
    appendString(out, text);
}

std::string_view partText(Place::Part part)
{
    constexpr std::array<std::string_view, 4> Names{"request", "request-line", "header", "body"};
    return Names.at(static_cast<std::size_t>(part));
}

/// Without the bracket at the end.
std::string openProblem(const Rejection &why)
{
    std::string out = "{\"type\":";
    appendString(out, "urn:eventscope:problem:" + why.rule);
    appendMember(out, "title", why.title);
    out += ",\"status\":" + std::to_string(why.status);
    appendMember(out, "detail", why.detail);
    appendMember(out, "fix", why.fix);
    appendMember(out, "rule", why.rule);
    appendMember(out, "reference", why.reference);
    out += ",\"place\":{\"part\":";
    appendString(out, partText(why.place.part));
    if (!why.place.name.empty())
        appendMember(out, "name", why.place.name);
    if (why.place.bytes) {
        out += ",\"offset\":" + std::to_string(why.place.bytes->offset);
        out += ",\"length\":" + std::to_string(why.place.bytes->length);
    }
    out += '}';
    return out;
}

} // namespace

std::string problemJson(const Rejection &why)
{
    return openProblem(why) + "}\n";
}

std::string refusalJson(const StoredRefusal &stored)
{
    const Refusal &refusal = stored.refusal;
    std::string out = openProblem(refusal.why);
    out += ",\"number\":" + std::to_string(stored.number);
    appendMember(out, "received", formatTimestamp(refusal.received));
    appendMember(out, "listener", refusal.connection);
    appendMember(out, "remote", refusal.remote);
    if (!stored.bodyDropped) {
        appendMember(out, "head", refusal.head);
        if (!utf8Fault(refusal.body)) {
            appendMember(out, "body", refusal.body);
        } else {
            std::string base64;
            appendBase64(base64, refusal.body);
            appendMember(out, "body_base64", base64);
        }
    }
    if (refusal.cut || stored.bodyDropped)
        out += ",\"cut\":true";
    out += ",\"body_bytes\":" + std::to_string(refusal.bodyBytes) + '}';
    return out;
}

} // namespace core
