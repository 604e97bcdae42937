// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/transfer/filereaders.h"

#include <optional>
#include <utility>

namespace core {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Finds where the JSON value at the start of a growing window ends, looking at each byte once. Counts brackets and knows
/// strings; whether it is JSON is seen by whoever reads it.
class ValueScan {
public:
    std::optional<std::size_t> end(std::string_view window, bool isEnded)
    {
        for (; m_at < window.size(); ++m_at) {
            const char c = window[m_at];
            if (m_inString) {
                if (m_isEscaped)
                    m_isEscaped = false;
                else if (c == '\\')
                    m_isEscaped = true;
                else if (c == '"')
                    m_inString = false;
                if (!m_inString && m_depth == 0)
                    return m_at + 1;
                continue;
            }
            const bool closes = c == '}' || c == ']';
            if (m_depth == 0 && m_isScalar && (isSpace(c) || c == ',' || closes))
                return m_at;
            if (c == '"') {
                m_inString = true;
            } else if (c == '{' || c == '[') {
                ++m_depth;
            } else if (closes) {
                if (m_depth <= 1)
                    return m_at + 1;
                --m_depth;
            } else if (m_depth == 0) {
                m_isScalar = true;
            }
        }
        if (isEnded && m_isScalar)
            return m_at;
        return std::nullopt;
    }

    /// The window begins later by `bytes` that were looked at.
    void passed(std::size_t bytes) { m_at -= bytes; }

private:
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    bool m_inString = false;
    bool m_isEscaped = false;
    bool m_isScalar = false;
};

class Reader {
public:
    Reader(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
        : m_input(input)
        , m_events(events)
        , m_onStep(onStep)
    {
    }

    Result<void> read()
    {
        auto first = next();
        if (!first || *first == '\0')
            return first.map([](char) {});
        const bool isArray = *first == '[';
        if (isArray)
            m_input.pass(1);
        for (bool isFirst = true; m_events.isOpen(); isFirst = false) {
            auto c = next();
            if (!c)
                return tl::unexpected(c.error());
            if (*c == '\0')
                return isArray && m_events.isOpen() && !m_endedEarly ? endsEarly("the array")
                                                                     : Result<void>{};
            if (isArray && *c == ']')
                return afterArray();
            if (isArray && !isFirst) {
                if (*c != ',')
                    return lost("a comma or ] is wanted between two events");
                m_input.pass(1);
                c = next();
                if (!c)
                    return tl::unexpected(c.error());
                if (*c == '\0')
                    continue;
            }
            if (*c == ',' || *c == ']' || *c == '}')
                return lost("an event is wanted here");
            if (const auto read = readValue(); !read)
                return read;
        }
        return {};
    }

private:
    /// First byte that is no white space; 0 at the end.
    Result<char> next()
    {
        for (;;) {
            const std::string_view window = m_input.window();
            const std::size_t at = window.find_first_not_of(" \t\r\n");
            if (at != std::string_view::npos) {
                m_input.pass(at);
                return window[at];
            }
            m_input.pass(window.size());
            if (m_input.isEnded())
                return '\0';
            m_onStep();
            if (const auto more = m_input.more(); !more)
                return tl::unexpected(more.error());
        }
    }

    Result<void> readValue()
    {
        const std::size_t limit = m_events.options().maxEventBytes;
        const std::uint64_t line = m_input.line();
        std::string evidence; // of what is too long
        ValueScan scan;
        for (;;) {
            const std::string_view window = m_input.window();
            const auto end = scan.end(window, m_input.isEnded());
            if (!end && m_input.isEnded()) {
                if (m_events.isOpen())
                    m_events.refuse(line, endsInTheMiddle("an event"), {}, window);
                m_input.pass(window.size());
                m_endedEarly = true; // said once
                return {};
            }
            if (end.value_or(window.size()) > limit || !evidence.empty()) {
                if (evidence.empty())
                    evidence = window.substr(0, ImportedEvents::MaxEvidenceBytes);
                const std::size_t bytes = end.value_or(window.size());
                m_input.pass(bytes);
                scan.passed(bytes);
                if (end) {
                    m_events.refuse(line, tooLongToImport("event", limit), {}, evidence);
                    return {};
                }
            } else if (end) {
                add(window.substr(0, *end), line);
                m_input.pass(*end);
                return {};
            }
            m_onStep();
            if (const auto more = m_input.more(); !more)
                return more;
        }
    }

    void add(std::string_view text, std::uint64_t line)
    {
        auto event = decodeJsonEvent(text);
        if (event)
            m_events.add(std::move(*event), text, ContentMode::Structured, EventFormat::Json);
        else
            m_events.refuse(line, std::move(event.error()), {}, text);
    }

    Result<void> afterArray()
    {
        m_input.pass(1);
        const auto c = next();
        if (!c)
            return tl::unexpected(c.error());
        return *c == '\0' ? Result<void>{} : lost("nothing may follow the array");
    }

    Result<void> endsEarly(const std::string &what)
    {
        m_events.refuse(m_input.line(), endsInTheMiddle(what), {}, {});
        return {};
    }

    /// Where the next event begins cannot be told any more.
    Result<void> lost(const std::string &why)
    {
        const std::string_view window = m_input.window();
        m_events.refuse(m_input.line(),
                        {400,
                         "invalid-json",
                         "The file is not JSON from here on: " + why,
                         "What follows was not read.",
                         "Mend the file, or import events one a line.",
                         "RFC 8259 5",
                         {Place::Part::Body, {}, {}}},
                        {}, window.substr(0, ImportedEvents::MaxEvidenceBytes));
        return fail(Error::Kind::InvalidInput, m_input.name() + ": line " +
                                                   std::to_string(m_input.line()) + ": " + why +
                                                   "; what follows was not read");
    }

    InputBytes &m_input;
    ImportedEvents &m_events;
    const ImportStep &m_onStep;
    bool m_endedEarly = false;
};

} // namespace

Result<void> readJson(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
{
    return Reader(input, events, onStep).read();
}

} // namespace core
