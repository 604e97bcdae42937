// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/source/demodice.h"
#include "core/source/demopayload.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <queue>
#include <string>
#include <variant>
#include <vector>

namespace core {

/// An HTTP request that one of the demo's senders makes.
struct DemoRequest {
    std::string target;
    std::string fields; ///< header lines, each with CRLF; without Host and Content-Length
    std::string body;
    bool isEvent = true; ///< false: broken on purpose, so that a refusal can be seen
    bool operator==(const DemoRequest &) const = default;
};

/// A message of the demo's WebSocket feed.
struct DemoFrame {
    std::string text;
    bool operator==(const DemoFrame &) const = default;
};

/// What happens next, and when, counted from the start.
struct DemoStep {
    std::chrono::microseconds offset{};
    std::variant<DemoRequest, DemoFrame> what;
    bool operator==(const DemoStep &) const = default;
};

/// The demo's story, without an end: a shop whose orders are placed, paid and shipped, carts that change, a cluster
/// that beats, a feed of transactions, in waves with short rushes (about 250 events/s), and now and then a request that
/// is no event. The same seed and start give the same steps, byte for byte. Pure; knows no socket and no clock.
class DemoScript {
public:
    /// Attribute `time` of the first moment where everything must be reproducible: 2026-01-01T12:00:00Z.
    static constexpr WallTime FixedStart{std::chrono::seconds(1767268800)};

    /// Attribute `time` of a step is `start` + offset / speed.
    explicit DemoScript(std::uint64_t seed, WallTime start = FixedStart, double speed = 1.0);

    /// Steps in order of their offset.
    DemoStep next();

private:
    enum class Act {
        Cart,
        Order,
        Authorize,
        Decline,
        Pay,
        Ship,
        Transaction,
        Heartbeat,
        Resource,
        Broken
    };
    struct Due {
        std::chrono::microseconds at;
        std::uint64_t serial; ///< order of what is due at the same moment
        Act act;
        DemoOrder order; ///< of Authorize … Ship
        bool operator>(const Due &other) const
        {
            return at != other.at ? at > other.at : serial > other.serial;
        }
    };
    struct Attributes {
        std::string type;
        std::string source;
        std::string subject;
        std::string trace;
        std::uint64_t customer = 0;
    };

    void schedule(std::chrono::microseconds at, Act act, DemoOrder order = {});
    void repeat(const Due &due, std::chrono::microseconds mean, bool inWaves);
    unsigned wavePercent(std::chrono::microseconds at) const;
    void continueOrder(const Due &due);

    std::variant<DemoRequest, DemoFrame> perform(const Due &due);
    DemoRequest binary(const Due &due, const Attributes &attributes, std::string body);
    DemoRequest structured(const Due &due, const Attributes &attributes, const std::string &data);
    DemoRequest heartbeat(const Due &due);
    DemoRequest resourceUpdate(const Due &due);
    DemoRequest broken(const Due &due);
    std::string nextId(const char *prefix);
    WallTime time(const Due &due) const;

    DemoDice m_dice;
    const WallTime m_start;
    const double m_speed;
    const std::string m_run; ///< part of each id, so that two seeds share none
    std::uint64_t m_serial = 0;
    std::uint64_t m_ids = 0;
    std::uint64_t m_orders;
    std::uint64_t m_beats = 0;
    std::uint64_t m_broken = 0;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
};

} // namespace core
