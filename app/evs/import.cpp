// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/command.h"
#include "app/evs/transferrun.h"
#include "core/log/eventlog.h"
#include "core/transfer/importer.h"
#include "core/transfer/mergecaptures.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <stop_token>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

namespace app {

namespace {

constexpr std::array options{
    Option{"--format", "ndjson|json|csv|raw",
           "what the files are (default: what their names and first bytes say)"},
};

constexpr std::string_view StandardInput = "-";

using Imported = core::Result<core::Imported>;

/// What is brought in by one transfer.
struct Input {
    std::string name;                            ///< as said
    std::vector<std::filesystem::path> captures; ///< to be merged; empty: a file of events
};

/// Captures come together, in the place of the first of them: they are merged by time.
std::vector<Input> inputsOf(const std::vector<std::string> &files)
{
    std::vector<Input> inputs;
    std::size_t merged = files.size();
    for (const std::string &file : files) {
        const bool isCapture = file != StandardInput && core::looksLikeCapture(file);
        if (!isCapture) {
            inputs.push_back({file, {}});
        } else if (merged == files.size()) {
            merged = inputs.size();
            inputs.push_back({file, {file}});
        } else {
            inputs[merged].name += ", " + file;
            inputs[merged].captures.emplace_back(file);
        }
    }
    return inputs;
}

/// Nothing is made before it is known that there is something to import.
OrFailure<void> checkFiles(const std::string &capture, const std::vector<std::string> &files)
{
    for (const std::string &file : files) {
        std::error_code code;
        if (file == StandardInput)
            continue;
        if (!std::filesystem::exists(file, code))
            return failed(file + ": there is no such file; check the name");
        if (std::filesystem::equivalent(file, capture, code) && !code)
            return failed(file + ": a capture cannot be imported into itself");
    }
    return {};
}

Imported import(const Input &input, std::optional<core::ExportFormat> format, core::Intake &intake,
                core::ProgressMeter &progress, const std::stop_token &stop)
{
    if (!input.captures.empty())
        return core::mergeCaptures(input.captures, intake, progress, stop);
    core::ImportOptions wanted;
    wanted.format = format;
    wanted.name = input.name;
    if (input.name != StandardInput)
        return core::importFile(input.name, wanted, intake, progress, stop);
    wanted.name = "standard input";
    return core::importDescriptor(STDIN_FILENO, wanted, intake, progress, stop);
}

std::string countOf(std::uint64_t count, const std::string &what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void sayProblems(const std::string &name, const core::Imported &imported)
{
    for (const core::ImportProblem &problem : imported.problems)
        say(name + ": line " + std::to_string(problem.line) + ": " + problem.what);
    if (imported.refused > imported.problems.size())
        say(name + ": and " + std::to_string(imported.refused - imported.problems.size()) +
            " more");
    std::string sum = name + ": " + countOf(imported.events, "event");
    if (imported.refused > 0)
        sum += ", " + std::to_string(imported.refused) + " refused";
    say(sum);
}

Outcome importAll(const std::vector<Input> &inputs, std::optional<core::ExportFormat> format,
                  core::Intake &intake)
{
    ExitCode code = ExitCode::Done;
    for (const Input &input : inputs) {
        const Imported imported =
            runTransfer<Imported>([&](core::ProgressMeter &progress, const std::stop_token &stop) {
                return import(input, format, intake, progress, stop);
            });
        if (!imported)
            return failed(imported.error());
        sayProblems(input.name, *imported);
        if (imported->end == core::Imported::End::Failed)
            return failed(imported->problem);
        if (imported->end == core::Imported::End::Cancelled)
            return failed("cancelled; what was imported stays in the capture");
        if (imported->refused > 0)
            code = ExitCode::No;
    }
    return code;
}

Outcome importFiles(const Arguments &arguments)
{
    if (arguments.operands().size() < 2)
        return wrongUsage("the names of a capture and of files to import are wanted; - is standard "
                          "input");
    std::optional<core::ExportFormat> format;
    if (const std::string *name = arguments.value("--format")) {
        format = core::exportFormatNamed(*name);
        if (!format)
            return wrongUsage("--format \"" + *name + "\": ndjson, json, csv or raw is wanted");
    }
    const std::string &capture = arguments.operands().front();
    const std::vector<std::string> files(arguments.operands().begin() + 1,
                                         arguments.operands().end());
    if (std::count(files.begin(), files.end(), StandardInput) > 1)
        return wrongUsage("standard input can be read once");
    if (const auto checked = checkFiles(capture, files); !checked)
        return tl::unexpected(checked.error());
    const std::vector<Input> inputs = inputsOf(files);
    SignalWatch::block(); // before the log makes its threads
    auto log = core::EventLog::open(capture);
    if (!log)
        return failed(log.error());
    auto outcome = importAll(inputs, format, (*log)->intake());
    if (const std::uint64_t marks = (*log)->state().marksWithoutRoom; marks > 0)
        say(std::to_string(marks) + " marks or notes of merged captures found no room: " +
            std::to_string(core::Marks::MaxEvents) + " events of a capture can have one");
    return outcome;
}

constexpr Command command{
    "import",
    "CAPTURE FILE…",
    "append the events of files to a capture, which is made if it is not there",
    "The events get new numbers; their origin is the name of the file. Captures among the files "
    "are\n"
    "merged by receive time. Ends with 1 if something in a file was no event: that is kept as a\n"
    "problem of the capture, with its line and reason, and the rest is imported.",
    options,
    importFiles,
};

} // namespace

const Command &importCommand()
{
    return command;
}

} // namespace app
