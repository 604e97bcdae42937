// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace app {

/// What the shell is told (design §2). `evs run` ends with other numbers, too: those of the program that it ran.
enum class ExitCode : std::uint8_t {
    Done = 0,
    No = 1,         ///< the answer is no: verification failed, nothing came in time
    WrongUsage = 2, ///< of the command line
    Failed = 3,     ///< at run time
};

/// Why a command ends without its work done, for the one place that says so (main).
struct Failure {
    ExitCode code = ExitCode::Failed;
    std::string sentence;
};

template<typename T>
using OrFailure = tl::expected<T, Failure>;
using Outcome = OrFailure<ExitCode>;

[[nodiscard]] inline tl::unexpected<Failure> wrongUsage(std::string sentence)
{
    return tl::unexpected<Failure>(Failure{ExitCode::WrongUsage, std::move(sentence)});
}

[[nodiscard]] inline tl::unexpected<Failure> failed(std::string sentence)
{
    return tl::unexpected<Failure>(Failure{ExitCode::Failed, std::move(sentence)});
}

[[nodiscard]] inline tl::unexpected<Failure> failed(const core::Error &error)
{
    return failed(error.detail);
}

/// One line on standard error, without what is secret in URLs that it repeats. Standard output is for data.
void say(const std::string &line);

} // namespace app
