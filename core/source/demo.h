// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/log/intake.h"
#include "core/source/demofeed.h"
#include "core/source/demooptions.h"
#include "core/source/demoscript.h"
#include "core/source/demosender.h"
#include "core/source/sourcestate.h"
#include "core/source/websocketsource.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <optional>

namespace core {

/// Conducts the offline demo: takes the steps of a DemoScript when they are due, sends the shop's as real HTTP requests
/// to the receiver at `receiverPort` and the transactions through a real WebSocket, whose other end is a
/// WebSocketSource like any other. When the log is slow, the demo's time stands still. Lives on an I/O thread.
class Demo : public QObject {
    Q_OBJECT
public:
    /// Attribute `source` of the transactions: the feed's port is different each time.
    static constexpr char FeedSource[] = "ws://demo.localhost/inv";

    Demo(ConnectionId feedId, DemoOptions options, std::uint16_t receiverPort, Intake &intake,
         Clock clock, QObject *parent = nullptr);
    ~Demo() override;

    [[nodiscard]] Result<void> start();
    /// Sends nothing more. What has arrived still goes into the log: wait for isSettled().
    void stop();
    void retryNow();

    std::uint64_t seed() const { return m_seed; }
    /// Only after start().
    ConnectionState feedState() const { return m_source->state(); }
    bool isSettled() const;

signals:
    void ended();   ///< everything that DemoOptions::count asked for is in the log
    void settled(); ///< stopped, and everything that arrived is decided

private:
    void begin();
    void tick();
    void play();
    void perform(const DemoStep &step);
    bool isAllSaid() const; ///< DemoOptions::count is reached
    void endWhenAllIsKept();

    const DemoOptions m_options;
    const std::uint64_t m_seed;
    const Clock m_clock;
    DemoFeed m_feed;
    DemoSender m_sender;
    WebSocketSource *m_source = nullptr; ///< child; made when the feed has its port
    Intake &m_intake;
    const ConnectionId m_feedId;
    QTimer m_tick;

    std::optional<DemoScript> m_script; ///< from the first subscription on
    DemoStep m_next;
    std::chrono::microseconds m_position{}; ///< how far the story is told
    SteadyTime m_lastTick{};
    std::uint64_t m_events = 0;
    std::uint64_t m_frames = 0;
    bool m_isStopped = false;
    bool m_hasEnded = false;
};

} // namespace core
