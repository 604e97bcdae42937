// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/eventscope/desktoparguments.h"

#include "app/commandline/helptext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace app {

namespace {

constexpr auto options = withReceivingOptions(std::array<Option, 0>{});

std::string helpText()
{
    std::string out = "Receives CloudEvents, keeps them in a capture and shows them live.\n"
                      "\nUsage: eventscope [OPTION…] [FILE…]\n\n"
                      "Each FILE is a capture with a window of its own; without one it is your own "
                      "capture, as it was\n"
                      "left. A FILE that is not there is made.\n\nOptions:\n";
    appendOptions(out, options, "eventscope");
    return out;
}

} // namespace

OrFailure<std::variant<DesktopArguments, PrintedText>>
parseDesktopArguments(std::span<const std::string> words)
{
    const auto end = std::find(words.begin(), words.end(), "--");
    const auto asksFor = [&](const char *option) {
        return std::find(words.begin(), end, option) != end;
    };
    if (asksFor("--help"))
        return PrintedText{helpText()};
    if (asksFor("--version"))
        return PrintedText{"eventscope " EVENTSCOPE_VERSION "\n"};
    const auto arguments = Arguments::parse(options, words);
    if (!arguments)
        return tl::unexpected(arguments.error());
    auto receiving = receivingOf(*arguments);
    if (!receiving)
        return tl::unexpected(receiving.error());
    DesktopArguments desktop;
    desktop.receiving = std::move(*receiving);
    for (const std::string &file : arguments->operands())
        desktop.files.emplace_back(file);
    return desktop;
}

} // namespace app
