// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/outcome.h"
#include "core/receiver/receiveroptions.h"

#include <array>

namespace app {

/// How much senders and readers may ask of the port, as both programs let a person say it. core/receiver/README.md has
/// all limits, also those that nobody needs to set.
inline constexpr std::array LimitOptions{
    headingOption("Limits of the port"),
    Option{"--max-connections", "N",
           "open at once; one more takes the place of one that is idle (default: 1024)"},
    Option{"--max-request-line", "SIZE", "method and target of a request (default: 16KiB)"},
    Option{"--max-head", "SIZE", "its header with all fields: 1KiB to 1MiB (default: 64KiB)"},
    Option{"--max-headers", "N", "number of its fields (default: 256)"},
    Option{"--max-body", "SIZE", "its body, decoded: 1KiB to 512MiB (default: 64MiB)"},
    Option{"--max-batch", "N", "number of events in one batch (default: 100000)"},
    Option{"--max-depth", "N",
           "containers inside each other in JSON, XML and Avro (default: 1024)"},
    Option{"--max-unfinished", "SIZE",
           "all requests that are not answered yet; above it bodies wait (default:\n"
           "256MiB, or four times --max-body)"},
    Option{"--head-time", "TIME", "for the whole header of a request (default: 10s)"},
    Option{"--body-time", "TIME", "between two pieces of its body (default: 30s)"},
    Option{"--idle-time", "TIME", "between two requests of a connection (default: 75s)"},
    Option{"--max-message", "SIZE", "an event that comes in by /ws (default: 16MiB)"},
    Option{"--max-readers", "N",
           "that may read the events at once, by GET /events, /ws or /v1/events\n"
           "(default: 256)"},
    Option{"--reader-buffer", "SIZE",
           "what may wait for one of them that fetches slowly (default: 256KiB)"},
};

/// Sets in `receiver` what they say. A fault is a sentence that names the option and what is wanted.
[[nodiscard]] OrFailure<ExitCode> readLimits(const Arguments &arguments,
                                             core::ReceiverOptions &receiver);

} // namespace app
