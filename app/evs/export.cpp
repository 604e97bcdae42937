// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/command.h"
#include "app/evs/eventcsv.h"
#include "app/evs/output.h"
#include "core/codec/jsonformat.h"
#include "core/log/capturereader.h"

#include <array>
#include <cstdint>
#include <string>

#include <unistd.h>

namespace app {

namespace {

constexpr std::array options{
    Option{"--format", "ndjson|json|csv",
           "lines of JSON (default), one array of JSON, or a table with a line of names"},
};

/// What stands before the first event, between two, and behind the last; and the event itself.
struct Format {
    std::string_view name;
    void (*appendHead)(std::string &out);
    std::string_view between;
    std::string_view tail;
    void (*append)(std::string &out, const core::StoredEvent &stored);
};

void appendNothing(std::string &) {}

void appendBracket(std::string &out)
{
    out += "[\n";
}

void appendJson(std::string &out, const core::StoredEvent &stored)
{
    core::appendJsonEvent(out, stored.event, stored.text);
}

void appendLine(std::string &out, const core::StoredEvent &stored)
{
    appendJson(out, stored);
    out += '\n';
}

constexpr std::array formats{
    Format{"ndjson", appendNothing, "", "", appendLine},
    Format{"json", appendBracket, ",\n", "\n]\n", appendJson},
    Format{"csv", appendCsvHead, "", "", appendCsvEvent},
};

/// Up to the event that is the newest now: a capture that is being written has no end.
core::Result<void> write(core::CaptureReader &reader, const Format &format, Output &output)
{
    const auto newest = reader.last();
    if (!newest)
        return tl::unexpected(newest.error());
    format.appendHead(output.buffer());
    std::uint64_t position = 0;
    bool isFirst = true;
    while (position < newest->value && output.state() == Output::State::Open) {
        const auto page =
            reader.read({position + 1}, static_cast<std::size_t>(newest->value - position));
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            break;
        for (const core::StoredEvent &stored : *page) {
            if (!isFirst)
                output.buffer() += format.between;
            isFirst = false;
            format.append(output.buffer(), stored);
            position = stored.sequence.value;
            if (output.isWorthFlushing())
                output.flush();
        }
    }
    output.buffer() += format.tail;
    output.flush();
    return {};
}

Outcome exportCapture(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return wrongUsage("the name of one capture is wanted");
    const std::string *name = arguments.value("--format");
    const Format *chosen = nullptr;
    for (const Format &format : formats) {
        if (format.name == (name ? *name : "ndjson"))
            chosen = &format;
    }
    if (!chosen)
        return wrongUsage("--format \"" + *name + "\": ndjson, json or csv is wanted");
    auto reader = core::CaptureReader::open(arguments.operands().front());
    if (!reader)
        return failed(reader.error());
    Output output(STDOUT_FILENO);
    if (const auto written = write(**reader, *chosen, output); !written)
        return failed(written.error());
    return whenWritten(output, ExitCode::Done);
}

constexpr Command command{
    "export",
    "FILE",
    "write the events of a capture to standard output, in its order",
    "The capture may be in use.",
    options,
    exportCapture,
};

} // namespace

const Command &exportCommand()
{
    return command;
}

} // namespace app
