// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/log/capturerules.h"
#include "core/log/eventlog.h"
#include "core/log/ledger.h"
#include "core/query/largestvalues.h"
#include "core/stream/streamfigures.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace core {

/// What a log says of itself in numbers. A plain value.
struct LogFigures {
    Ledger ledger;
    LogState state;
    CaptureRules rules;
    LargestValues filling;
};

/// What GET /metrics tells. A plain value.
struct Figures {
    WallTime started;              ///< of the receiver
    std::uint64_t connections = 0; ///< open now
    std::uint64_t strangers = 0;   ///< requests without the token
    std::uint64_t tlsFailures = 0; ///< handshakes
    /// Requests and messages that were refused, by rule: names of ours, of which there are as many as the program has.
    std::map<std::string, std::uint64_t> refusals;
    StreamFigures readers;
    std::uint64_t readersRefused = 0; ///< because as many read as may
    std::optional<LogFigures> log;    ///< nothing: there is none to tell of
};

/// Sources that have a series of their own, in each of two families: those with the most events, and those with the most
/// bytes. All others are one series together, whatever their number.
constexpr std::size_t SourceSeries = 20;
/// A source with more bytes than that counts among the others, and so does one that is no text, which only a file that
/// was made by hand can hold: a label of either would spoil the page for all.
constexpr std::size_t SourceLabelBytes = 512;

/// The page in the format of PrometheusText.
std::string metricsPage(const Figures &figures);

} // namespace core
