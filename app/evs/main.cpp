// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/arguments.h"
#include "app/commandline/outcome.h"
#include "app/evs/command.h"
#include "app/evs/help.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace app;

int codeOf(ExitCode code)
{
    return static_cast<int>(code);
}

int print(const std::string &text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    return codeOf(std::fflush(stdout) == 0 ? ExitCode::Done : ExitCode::Failed);
}

int complain(const Failure &failure, const std::string &command)
{
    say(command + ": " + failure.sentence);
    if (failure.code == ExitCode::WrongUsage)
        say("Try: " + command + " --help");
    return codeOf(failure.code);
}

/// A closed standard stream stays closed in effect, but its number is taken: else the next file that is opened would get
/// it, and what is printed would go there.
void occupyStandardStreams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0)
            ::open("/dev/null",
                   stream == STDIN_FILENO ? O_WRONLY : O_RDONLY); // the lowest free one
    }
}

/// The words before a `--`: those may ask for help wherever they stand.
bool asksFor(const char *option, const std::vector<std::string> &words)
{
    const auto end = std::find(words.begin(), words.end(), "--");
    return std::find(words.begin(), end, option) != end;
}

} // namespace

int main(int count, char **words)
{
    occupyStandardStreams();
    // Who reads standard output may leave: that is an error of writing, like others.
    std::signal(SIGPIPE, SIG_IGN);
    const std::array commands{&listenCommand(), &sendCommand(),   &exportCommand(),
                              &importCommand(), &filterCommand(), &evalCommand(),
                              &verifyCommand(), &demoCommand(),   &runCommand()};
    const std::vector<std::string> all(words + 1, words + count);
    const std::string name = all.empty() ? std::string() : all.front();
    const std::vector<std::string> rest(all.empty() ? all.end() : all.begin() + 1, all.end());
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [&](const Command *each) { return each->name == name; });
    const bool isCommand = command != commands.end();

    if (name == "--version" || (isCommand && asksFor("--version", rest)))
        return print("evs " EVENTSCOPE_VERSION "\n");
    if (name == "--help")
        return print(helpText(commands));
    if (!isCommand) {
        const bool isOption = name.starts_with('-');
        const std::string what = isOption ? "unknown option \"" : "unknown command \"";
        return complain(
            {ExitCode::WrongUsage, name.empty() ? "a command is missing" : what + name + "\""},
            "evs");
    }
    if (asksFor("--help", rest))
        return print(helpText(**command));

    const std::string whole = "evs " + name;
    const OrFailure<Arguments> arguments = Arguments::parse((*command)->options, rest);
    if (!arguments)
        return complain(arguments.error(), whole);
    const QCoreApplication application(count, words);
    const Outcome outcome = (*command)->run(*arguments);
    return outcome ? codeOf(*outcome) : complain(outcome.error(), whole);
}
