// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/expression.h"
#include "app/commandline/values.h"
#include "app/evs/command.h"
#include "app/evs/output.h"
#include "app/evs/transferrun.h"
#include "core/log/capturereader.h"
#include "core/transfer/exporter.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>

#include <unistd.h>

namespace app {

namespace {

constexpr std::array options{
    Option{"--format", "ndjson|json|csv|raw",
           "lines of JSON (default, or what the name of --output says), one array of\n"
           "JSON, a table with a line of names, or the HTTP requests that brought the\n"
           "events"},
    Option{"--output", "FILE", "where to write, whole or not at all (default: standard output)"},
    Option{"--type", "TYPE", "only events of this type", true},
    Option{"--source", "SOURCE", "only events of this source", true},
    Option{"--from", "N", "only events from this number on"},
    Option{"--to", "N", "only events up to this number"},
    whereOption,
    Option{"--redact", "RULE",
           "replace an attribute (subject), a value in JSON data (/card/number, /items/*/name)\n"
           "or leave out all data (data); remove:RULE removes instead of replacing",
           true},
    Option{"--leave-out-other-data", "",
           "leave out data that is not JSON, where rules for JSON data cannot look; without\n"
           "this option such an event ends the export"},
};

/// Standard output, which others may share.
class OutputSink final : public core::ByteSink {
public:
    explicit OutputSink(Output &output)
        : m_output(output)
    {
    }
    core::Result<bool> write(std::string_view bytes) override
    {
        m_output.buffer() += bytes;
        return m_output.flush() == Output::State::Open;
    }

private:
    Output &m_output;
};

using Exported = core::Result<core::Exported>;

OrFailure<core::EventSequence> sequenceOf(const Arguments &arguments, const std::string &option,
                                          std::uint64_t otherwise)
{
    const std::string *text = arguments.value(option);
    if (!text)
        return core::EventSequence{otherwise};
    const auto number = numberOf(option, *text, 1);
    if (!number)
        return tl::unexpected(number.error());
    return core::EventSequence{*number};
}

OrFailure<core::ExportFormat> formatOf(const Arguments &arguments)
{
    if (const std::string *name = arguments.value("--format")) {
        const auto format = core::exportFormatNamed(*name);
        if (!format)
            return wrongUsage("--format \"" + *name + "\": ndjson, json, csv or raw is wanted");
        return *format;
    }
    const std::string *output = arguments.value("--output");
    return core::exportFormatOfFile(output ? *output : std::string())
        .value_or(core::ExportFormat::Ndjson);
}

OrFailure<core::ExportOptions> exportOptionsOf(const Arguments &arguments)
{
    core::ExportOptions wanted;
    const auto format = formatOf(arguments);
    if (!format)
        return tl::unexpected(format.error());
    wanted.format = *format;
    for (const std::string &type : arguments.values("--type"))
        wanted.choice.filter.types.insert(type);
    for (const std::string &source : arguments.values("--source"))
        wanted.choice.filter.sources.insert(source);
    auto where = whereOf(arguments);
    if (!where)
        return tl::unexpected(std::move(where.error()));
    wanted.choice.filter.expression = std::move(*where);
    const auto from = sequenceOf(arguments, "--from", 1);
    const auto to = sequenceOf(arguments, "--to", UINT64_MAX);
    if (!from)
        return tl::unexpected(from.error());
    if (!to)
        return tl::unexpected(to.error());
    if (*from > *to)
        return wrongUsage("--from " + std::to_string(from->value) + " is above --to " +
                          std::to_string(to->value));
    if (arguments.has("--from") || arguments.has("--to"))
        wanted.choice.ranges = {{*from, *to}};
    auto redaction = core::Redaction::parse(arguments.values("--redact"),
                                            arguments.has("--leave-out-other-data")
                                                ? core::Redaction::OtherData::LeaveOut
                                                : core::Redaction::OtherData::Refuse);
    if (!redaction)
        return wrongUsage("--redact " + redaction.error().detail);
    wanted.redaction = std::move(*redaction);
    return wanted;
}

bool isChosen(const core::EventChoice &choice)
{
    return !choice.ranges.empty() || !choice.filter.isEmpty();
}

/// "Nothing matched" is an answer (design: 1), an empty capture is none.
ExitCode codeFor(const core::Exported &exported, const core::ExportOptions &wanted)
{
    return exported.events == 0 && isChosen(wanted.choice) ? ExitCode::No : ExitCode::Done;
}

Outcome exportToStandardOutput(core::CaptureReader &reader, const core::ExportOptions &wanted)
{
    Output output(STDOUT_FILENO);
    const Exported exported =
        runTransfer<Exported>([&](core::ProgressMeter &progress, const std::stop_token &stop) {
            const std::stop_callback giveUp(stop, [&output] { output.giveUp(); });
            OutputSink sink(output);
            return core::exportEvents(reader, wanted, sink, progress, stop);
        });
    if (!exported)
        return failed(exported.error());
    if (exported->end == core::Exported::End::Cancelled)
        return failed("cancelled; " + std::to_string(exported->events) + " events were written");
    return whenWritten(output, codeFor(*exported, wanted));
}

Outcome exportToNamedFile(core::CaptureReader &reader, const core::ExportOptions &wanted,
                          const std::string &file)
{
    const Exported exported =
        runTransfer<Exported>([&](core::ProgressMeter &progress, const std::stop_token &stop) {
            return core::exportToFile(reader, wanted, file, progress, stop);
        });
    if (!exported)
        return failed(exported.error());
    if (exported->end == core::Exported::End::Cancelled)
        return failed("cancelled; " + file + " is as it was before");
    if (exported->end == core::Exported::End::Unread)
        return failed(file + ": nobody reads it any more");
    say(std::to_string(exported->events) + (exported->events == 1 ? " event" : " events") + " in " +
        file);
    return codeFor(*exported, wanted);
}

Outcome exportCapture(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return wrongUsage("the name of one capture is wanted");
    const auto wanted = exportOptionsOf(arguments);
    if (!wanted)
        return tl::unexpected(wanted.error());
    auto reader = core::CaptureReader::open(arguments.operands().front());
    if (!reader)
        return failed(reader.error());
    const std::string *file = arguments.value("--output");
    if (!file || *file == "-")
        return exportToStandardOutput(**reader, *wanted);
    return exportToNamedFile(**reader, *wanted, *file);
}

constexpr Command command{
    "export",
    "FILE",
    "write the events of a capture to standard output or a file, in its order",
    "The capture may be in use; what comes while it is exported is left out. Ends with 1 if "
    "nothing\n"
    "matched.",
    options,
    exportCapture,
};

} // namespace

const Command &exportCommand()
{
    return command;
}

} // namespace app
