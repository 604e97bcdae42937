// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"
#include "app/evs/command.h"
#include "app/evs/output.h"

#include <array>
#include <string>
#include <variant>

#include <unistd.h>

namespace app {

namespace {

constexpr std::array options{
    Option{"--head", "HASH:N", "a head that was noted earlier: the capture must go on from it"},
};

std::string verdictOn(const core::VerifiedHead &head)
{
    return head.hash + ':' + std::to_string(head.seal);
}

std::string verdictOn(const core::BrokenSeal &broken)
{
    std::string text = "seal " + std::to_string(broken.seal);
    if (broken.first)
        text += " (events " + std::to_string(broken.first.value) + " to " +
                std::to_string(broken.last.value) + ")";
    return text + ": " + broken.reason;
}

Outcome verify(const Arguments &arguments)
{
    if (arguments.operands().size() != 1)
        return wrongUsage("the name of one capture is wanted");
    core::VerifyOptions wanted;
    if (const std::string *text = arguments.value("--head")) {
        const auto head = core::NotedHead::parse(*text);
        if (!head)
            return wrongUsage("--head " + head.error().detail);
        wanted.head = *head;
    }
    const auto verdict = core::verifyCapture(arguments.operands().front(), wanted);
    if (!verdict)
        return failed(verdict.error());
    Output output(STDOUT_FILENO);
    output.buffer() =
        std::visit([](const auto &found) { return verdictOn(found); }, *verdict) + '\n';
    output.flush();
    const auto *head = std::get_if<core::VerifiedHead>(&*verdict);
    if (head) {
        say("whole: " + std::to_string(head->events) + " events under " +
            std::to_string(head->seal) + " seals" +
            (head->evicted == 0
                 ? std::string()
                 : ", behind " + std::to_string(head->evicted) + " events that retention took"));
    }
    if (head && !head->headBefore.empty())
        say("goes on from " + head->previous + ", whose head was " + head->headBefore);
    if (head && head->hasNotedHeadLeft)
        say("the head that was noted has left with its segment: nothing here can be compared with "
            "it");
    return whenWritten(output, head && !head->hasNotedHeadLeft ? ExitCode::Done : ExitCode::No);
}

constexpr Command command{
    "verify",
    "FILE",
    "check that nothing in a capture was changed",
    "Computes every seal anew. Prints the newest as HASH:NUMBER and ends with 0, or prints the "
    "first\n"
    "that does not hold and ends with 1. Note a head elsewhere and give it to --head later: the "
    "chain\n"
    "alone does not prove that its end was not cut off and written anew.",
    options,
    verify,
};

} // namespace

const Command &verifyCommand()
{
    return command;
}

} // namespace app
