// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpmessage.h"
#include "core/http/credentials.h"
#include "core/http/requestparser.h"
#include "core/http/requestrules.h"
#include "core/transfer/filereaders.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace core {

namespace {

constexpr std::string_view LineEnds = "\r\n";

HttpLimits importLimits(std::size_t maxEventBytes)
{
    HttpLimits limits;
    limits.requestLineBytes = 1 * MiB;
    limits.headBytes = 1 * MiB;
    limits.headerFields = 4096;
    limits.bodyBytes = maxEventBytes;
    return limits;
}

/// "POST /path HTTP/1.1": where reading can go on after a request that could not be read.
bool isRequestLine(std::string_view line)
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    const std::size_t method = line.find(' ');
    const std::size_t version = line.rfind(' ');
    if (method == std::string_view::npos || method == 0 || version <= method + 1)
        return false;
    const bool isUpper =
        std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(method),
                    [](char c) { return c >= 'A' && c <= 'Z'; });
    return isUpper &&
           (line.substr(version + 1) == "HTTP/1.1" || line.substr(version + 1) == "HTTP/1.0");
}

class Reader {
public:
    Reader(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
        : m_input(input)
        , m_events(events)
        , m_onStep(onStep)
        , m_limits(importLimits(events.options().maxEventBytes))
        , m_parser(m_limits)
    {
    }

    Result<void> read()
    {
        while (m_events.isOpen()) {
            const auto found = skipEmptyLines();
            if (!found)
                return tl::unexpected(found.error());
            if (!*found)
                return {};
            if (const auto read = readRequest(); !read)
                return read;
        }
        return {};
    }

private:
    /// False at the end of the file.
    Result<bool> skipEmptyLines()
    {
        for (;;) {
            const std::string_view window = m_input.window();
            const std::size_t at = window.find_first_not_of(LineEnds);
            m_input.pass(std::min(at, window.size()));
            if (at != std::string_view::npos)
                return true;
            if (m_input.isEnded())
                return false;
            m_onStep();
            if (const auto more = m_input.more(); !more)
                return tl::unexpected(more.error());
        }
    }

    Result<void> readRequest()
    {
        const std::uint64_t line = m_input.line();
        m_parser.reset();
        m_request.clear();
        for (;;) {
            const std::size_t used = m_parser.consume(m_input.window(), m_request);
            if (m_parser.state() == RequestParser::State::Failed) {
                // What it has used up then may hold the requests that follow.
                refuse(line, std::move(m_parser.rejection()));
                return skipToRequest();
            }
            m_input.pass(used);
            if (m_parser.state() == RequestParser::State::Complete) {
                add(line);
                return {};
            }
            if (m_input.isEnded()) {
                if (m_events.isOpen()) {
                    if (m_parser.state() == RequestParser::State::Head)
                        m_request.head =
                            m_input.window().substr(0, ImportedEvents::MaxEvidenceBytes);
                    refuse(line, endsInTheMiddle("a request"));
                }
                m_input.pass(m_input.window().size());
                return {};
            }
            m_onStep();
            if (const auto more = m_input.more(); !more)
                return more;
        }
    }

    void refuse(std::uint64_t line, Rejection &&why)
    {
        removeCredentials(m_request, why.place.bytes && why.place.part != Place::Part::Body
                                         ? &*why.place.bytes
                                         : nullptr);
        m_events.refuse(line, std::move(why), m_request.head, m_request.body);
    }

    void add(std::uint64_t line)
    {
        if (contentCodingOf(m_request) == ContentCoding::Other) {
            refuse(line, rules::unknownCoding(m_request, *m_request.find("content-encoding")));
            return;
        }
        removeCredentials(m_request);
        m_fields.clear();
        for (const HttpField &field : m_request.fields)
            m_fields.push_back(
                {m_request.text(field.name), m_request.text(field.value), field.line});
        auto decoded = decodeHttp(m_fields, m_request.body);
        if (!decoded) {
            m_events.refuse(line, std::move(decoded.error()), m_request.head, m_request.body);
            return;
        }
        Message message;
        message.mode = decoded->mode;
        message.format = decoded->format;
        message.target = m_request.targetText();
        message.head = std::move(m_request.head);
        message.body = decoded->body ? std::move(*decoded->body) : std::move(m_request.body);
        message.events = std::move(decoded->events);
        m_events.add(std::move(message));
    }

    /// Passes at least one line, then all up to the next that looks like the first of a request.
    Result<void> skipToRequest()
    {
        bool isFirst = true;
        for (;;) {
            const std::string_view window = m_input.window();
            const std::size_t end = window.find('\n');
            if (end == std::string_view::npos && !m_input.isEnded() &&
                window.size() <= m_limits.requestLineBytes) {
                if (const auto more = m_input.more(); !more)
                    return more;
                continue;
            }
            const std::string_view line = window.substr(0, end);
            if (window.empty() || (!isFirst && isRequestLine(line)))
                return {};
            isFirst = false;
            m_input.pass(std::min(end, window.size() - 1) + 1);
        }
    }

    InputBytes &m_input;
    ImportedEvents &m_events;
    const ImportStep &m_onStep;
    const HttpLimits m_limits;
    RequestParser m_parser;
    HttpRequest m_request;
    std::vector<HeaderField> m_fields; ///< of the request at hand
};

} // namespace

Result<void> readRequests(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
{
    return Reader(input, events, onStep).read();
}

} // namespace core
