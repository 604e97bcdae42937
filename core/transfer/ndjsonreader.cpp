// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonformat.h"
#include "core/transfer/filereaders.h"

#include <utility>

namespace core {

namespace {

constexpr std::string_view Blanks = " \t\r";

/// Passes the rest of a line, however long it is.
Result<void> passLine(InputBytes &input)
{
    for (;;) {
        const std::size_t end = input.window().find('\n');
        if (end != std::string_view::npos) {
            input.pass(end + 1);
            return {};
        }
        input.pass(input.window().size());
        if (input.isEnded())
            return {};
        if (const auto read = input.more(); !read)
            return read;
    }
}

void addLine(std::string_view line, std::uint64_t number, ImportedEvents &events)
{
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    if (line.find_first_not_of(Blanks) == std::string_view::npos)
        return;
    if (line.size() > events.options().maxEventBytes) {
        events.refuse(number, tooLongToImport("line", events.options().maxEventBytes), {}, line);
        return;
    }
    auto event = decodeJsonEvent(line);
    if (event)
        events.add(std::move(*event), line, ContentMode::Structured, EventFormat::Json);
    else
        events.refuse(number, std::move(event.error()), {}, line);
}

} // namespace

Rejection tooLongToImport(std::string_view what, std::size_t limit)
{
    return {413,
            "event-too-long",
            "The " + std::string(what) + " is too long",
            "It has more than " + std::to_string(limit) + " bytes.",
            "Import smaller events.",
            "CloudEvents 1.0, Size Limits",
            {Place::Part::Body, {}, {}}};
}

Rejection endsInTheMiddle(std::string_view what)
{
    return {400,
            "file-ends-early",
            "The file ends in the middle of " + std::string(what),
            "What should follow is not there.",
            "Look whether the file was written to its end.",
            "",
            {Place::Part::Body, {}, {}}};
}

Result<void> readNdjson(InputBytes &input, ImportedEvents &events, const ImportStep &onStep)
{
    std::size_t searched = 0;
    while (events.isOpen()) {
        const std::string_view window = input.window();
        const std::size_t end = window.find('\n', searched);
        if (end == std::string_view::npos && !input.isEnded()) {
            if (window.size() > events.options().maxEventBytes + 1) { // it may end in CR LF
                addLine(window, input.line(), events);
                if (const auto passed = passLine(input); !passed)
                    return passed;
                searched = 0;
                continue;
            }
            searched = window.size();
            onStep();
            if (const auto read = input.more(); !read)
                return read;
            continue;
        }
        if (window.empty())
            return {};
        addLine(window.substr(0, end), input.line(), events);
        input.pass(end == std::string_view::npos ? window.size() : end + 1);
        searched = 0;
    }
    return {};
}

} // namespace core
