// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/capturereader.h"
#include "core/monitor/monitor.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace app {

/// Says on standard error what a person at the terminal must know and the events do not tell: refused requests,
/// connections that come and go, a capture that cannot be written, the files of a ring. Looks twice a second; a burst becomes a few lines.
/// Lives on the main thread; `monitor` outlives it.
class StatusLines : public QObject {
    Q_OBJECT
public:
    enum class Refusals : std::uint8_t {
        InShort, ///< one sentence for each of the first few, and how many there are more
        Whole,   ///< one line of JSON for each (core::refusalJson)
    };
    StatusLines(core::Monitor &monitor, Refusals refusals, QObject *parent = nullptr);

    /// Says what is new since the last look.
    void look();
    /// Closes the capture, with all that still waited, and says what that did and its ledger, all files of a ring
    /// together; no ledger if it has received nothing. Nobody reads it any more.
    void finish();

private:
    void sum() const;
    void lookAtRefusals();
    void tellInShort(std::uint64_t count);
    void printWhole(std::uint64_t count);
    void lookAtConnections();
    void lookAtReceiver(const core::ConnectionState &receiver);
    void lookAtLog();
    void lookAtRing();

    core::Monitor &m_monitor;
    const Refusals m_how;
    std::unique_ptr<core::CaptureReader>
        m_reader; ///< of the refusals of this file; null: not opened yet
    QTimer m_timer;
    std::uint64_t m_refusals; ///< number of the newest that was told
    std::map<core::ConnectionId, core::ConnectionState::Lamp> m_lamps;
    std::uint64_t m_strangers = 0; ///< told
    std::uint64_t m_tlsFailures = 0;
    std::string m_problem;
    std::string m_evictionProblem;
    std::string m_ringProblem;
};

} // namespace app
