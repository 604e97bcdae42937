// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/child.h"

#include "tests/bench/measure.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace bench {

namespace {

constexpr int StartLimitMilliseconds = 10'000;

pid_t spawn(const std::vector<std::string> &command, int output, int errors)
{
    std::vector<char *> arguments;
    for (const std::string &argument : command)
        arguments.push_back(const_cast<char *>(argument.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (output < 0)
        ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    else
        ::posix_spawn_file_actions_adddup2(&actions, output, 1);
    if (errors >= 0)
        ::posix_spawn_file_actions_adddup2(&actions, errors, 2);
    pid_t process = -1;
    const int failure =
        ::posix_spawnp(&process, arguments.front(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (failure != 0)
        giveUp("cannot start " + command.front() + ": " + std::strerror(failure));
    return process;
}

/// `process` as in /proc.
std::uint64_t residentBytesOf(const std::string &process)
{
    std::ifstream status("/proc/" + process + "/status");
    std::string word;
    while (status >> word) {
        std::uint64_t kilobytes = 0;
        if (word == "RssAnon:" && status >> kilobytes)
            return kilobytes * 1024;
    }
    return 0;
}

} // namespace

Child::Child(std::vector<std::string> command)
    : m_name(command.front())
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        giveUp("no pipe");
    m_errors = ends[0];
    m_process = spawn(command, -1, ends[1]);
    ::close(ends[1]);
}

Child::~Child()
{
    stop();
    ::close(m_errors);
}

std::string Child::waitFor(const std::string &words)
{
    std::string said;
    while (true) {
        const std::size_t at = said.find(words);
        const std::size_t end = at == std::string::npos ? at : said.find('\n', at);
        if (end != std::string::npos)
            return said.substr(at + words.size(), end - at - words.size());
        pollfd wait{m_errors, POLLIN, 0};
        char buffer[4096];
        const ssize_t length = ::poll(&wait, 1, StartLimitMilliseconds) > 0
                                   ? ::read(m_errors, buffer, sizeof(buffer))
                                   : 0;
        if (length <= 0)
            giveUp(m_name + " did not say \"" + words + "\": " + said);
        said.append(buffer, static_cast<std::size_t>(length));
    }
}

std::map<pid_t, double> Child::threadSeconds() const
{
    std::map<pid_t, double> result;
    std::error_code none;
    const std::filesystem::path tasks = "/proc/" + std::to_string(m_process) + "/task";
    for (const auto &task : std::filesystem::directory_iterator(tasks, none)) {
        std::ifstream file(task.path() / "schedstat"); // first word: nanoseconds on a processor
        double nanoseconds = 0;
        if (file >> nanoseconds)
            result[std::stoi(task.path().filename())] = nanoseconds / 1e9;
    }
    return result;
}

std::uint64_t Child::residentBytes() const
{
    return residentBytesOf(std::to_string(m_process));
}

void Child::stop()
{
    if (m_process < 0)
        return;
    ::kill(m_process, SIGTERM);
    int status = 0;
    while (::waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
    }
    m_process = -1;
}

std::string outputOf(const std::vector<std::string> &command)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        giveUp("no pipe");
    const pid_t process = spawn(command, ends[1], -1);
    ::close(ends[1]);
    std::string output;
    char buffer[4096];
    ssize_t length = 0;
    while ((length = ::read(ends[0], buffer, sizeof(buffer))) > 0)
        output.append(buffer, static_cast<std::size_t>(length));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        giveUp(command.front() + " failed");
    return output;
}

double busiestThread(const std::map<pid_t, double> &before, const std::map<pid_t, double> &after)
{
    double most = 0;
    for (const auto &[thread, total] : after) {
        const auto earlier = before.find(thread);
        most = std::max(most, total - (earlier == before.end() ? 0 : earlier->second));
    }
    return most;
}

std::uint64_t residentBytes()
{
    return residentBytesOf("self");
}

} // namespace bench
