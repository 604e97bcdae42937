// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"
#include "ui/window/outagewatch.h"
#include "ui/window/windownotes.h"

#include <cstdint>
#include <optional>

namespace ui {

/// Which lasting state a window says above its table, and what of it a person has read already.
class NoteWatch {
public:
    /// `wantedPort`: 0: any was fine.
    explicit NoteWatch(std::uint16_t wantedPort);

    /// Another capture: what was read of the one before says nothing of it.
    void begin(core::Monitor &monitor);
    /// Why something that was asked for did not come about; empty: it did.
    void setProblem(const QString &problem) { m_problem = problem; }
    const QString &problem() const { return m_problem; }

    /// The surroundings of `monitor` now, with what is left to be said about them. `unread`: why its view could not read
    /// some values; empty: it could.
    Surroundings look(core::Monitor &monitor, const QString &unread);
    /// A person has read it, or followed its link.
    void markRead(const WindowNote &note);

private:
    const std::uint16_t m_wantedPort;
    QString m_problem;
    OutageWatch m_outage;
    quint64 m_evictedAtStart = 0;
    QString m_unread; ///< as it was said last
    bool m_isUnreadRead = false;
    bool m_isPortRead = false;
    bool m_isLimitRead = false;
};

} // namespace ui
