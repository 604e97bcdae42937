// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"

#include <cstdint>
#include <string>

namespace bench {

/// What differs between events: 40 types, 60 sources and a thousand subjects; or a subject for each event; or a million
/// types and as many sources.
enum class Variety { Few, DistinctSubjects, MillionNames };

/// The JSON of event `number`; about `dataBytes` of data.
std::string eventText(std::uint64_t number, std::size_t dataBytes, Variety variety = Variety::Few);

/// Events first … first + count - 1 as a message that is decoded already, in a batch.
core::Message batchMessage(std::uint64_t first, std::uint64_t count, std::size_t dataBytes,
                           Variety variety = Variety::Few);

/// Appends `count` events, numbered from `first`, by batches, and returns when all are published.
/// The intake's bound makes it wait for the writer, as it would a sender.
void append(core::EventLog &log, std::uint64_t first, std::uint64_t count, std::size_t dataBytes,
            Variety variety = Variety::Few);

} // namespace bench
