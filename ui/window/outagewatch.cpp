// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/outagewatch.h"

namespace ui {

void OutageWatch::look(const core::LogState &log, const core::Ledger &ledger, core::WallTime now)
{
    if (log.readOnly != core::ReadOnlyReason::None) {
        return;
    }
    if (!log.writable) {
        m_isOut = true;
        m_isFull = log.problemKind == core::Error::Kind::Full;
        m_recovery.reset();
        return;
    }
    if (m_isOut) {
        m_isOut = false;
        m_recovery = Recovery{now, ledger.refused - m_refusedBefore, m_isFull};
    }
    m_refusedBefore = ledger.refused;
}

} // namespace ui
