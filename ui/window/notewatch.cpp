// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/notewatch.h"

#include "ui/models/filetext.h"

namespace ui {

NoteWatch::NoteWatch(std::uint16_t wantedPort)
    : m_wantedPort(wantedPort)
{
}

void NoteWatch::begin(core::Monitor &monitor)
{
    m_outage = {};
    m_evictedAtStart = monitor.log().ledger().evicted;
    m_unread.clear();
    m_isUnreadRead = false;
    m_isPortRead = false;
    m_isLimitRead = false;
}

Surroundings NoteWatch::look(core::Monitor &monitor, const QString &unread)
{
    const core::EventLog &log = monitor.log();
    Surroundings now;
    now.ledger = log.ledger();
    if (monitor.hasGoneOn()) { // what can be written, and why not, is a matter of the newest file
        const core::CaptureRing::Part newest = monitor.ring().currentPart();
        now.newestFile = fileText(newest.file.filename());
        now.log = newest.log->state();
        now.log.usedBytes = log.state().usedBytes;
        now.log.seals = log.state().seals;
    } else {
        now.log = log.state();
    }
    for (const std::string &address : monitor.addresses()) {
        now.addresses.append(QString::fromStdString(address));
    }
    now.wantedPort = m_isPortRead ? 0 : m_wantedPort;
    now.openProblem = m_problem;
    now.connections = monitor.connections();
    now.limitBytes = log.isReadOnly() ? 0 : log.rules().bytesOfFile();
    now.evicted = m_isLimitRead ? 0 : now.ledger.evicted - m_evictedAtStart;
    m_outage.look(now.log, monitor.ring().ledger(), core::Clock().wall());
    now.recovery = m_outage.recovery();
    if (unread != m_unread) {
        m_unread = unread;
        m_isUnreadRead = false; // it is another reason
    }
    now.unread = m_isUnreadRead ? QString() : unread;
    return now;
}

void NoteWatch::markRead(const WindowNote &note)
{
    if (note.action == WindowNote::Action::CopyAddress) {
        m_isPortRead = true;
    } else if (note.action == WindowNote::Action::Dismiss) {
        m_problem.clear();
    } else if (note.close == WindowNote::Close::Recovery) {
        m_outage.dismiss();
    } else if (note.close == WindowNote::Close::Limit) {
        m_isLimitRead = true;
    } else if (note.close == WindowNote::Close::Unread) {
        m_isUnreadRead = true;
    }
}

} // namespace ui
