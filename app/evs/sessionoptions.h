// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/expression.h"
#include "app/commandline/receiving.h"
#include "app/evs/printingsession.h"

#include <array>

namespace app {

/// What `listen` and `run` have in common.
constexpr auto SessionOptions = withReceivingOptions(std::array{
    Option{"--log", "FILE", "keep the events in this capture (default: a temporary one)"},
    whereOption,
    Option{"--quiet", "", "print no events"},
    Option{"--refused", "",
           "print each refused request on standard error, as one line of JSON: what is\n"
           "wrong with it, where, how to mend it, and the request as it came"},
});

/// `own`, then SessionOptions.
template<std::size_t Count>
constexpr auto withSessionOptions(const std::array<Option, Count> &own)
{
    std::array<Option, Count + SessionOptions.size()> all{};
    const auto end = std::copy(own.begin(), own.end(), all.begin());
    std::copy(SessionOptions.begin(), SessionOptions.end(), end);
    return all;
}

/// What they say.
[[nodiscard]] OrFailure<PrintingSession::Options> sessionOf(const Arguments &arguments);

} // namespace app
