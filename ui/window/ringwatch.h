// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ring/capturering.h"

#include <QString>

#include <vector>

namespace ui {

/// What a window says of the files of a ring that come and go.
class RingWatch {
public:
    /// One sentence for all of `news`; empty: nothing to say. `isShown`: the newest file is on the screen now.
    QString look(const std::vector<core::CaptureRing::News> &news, bool isShown);

    /// Removed since this window looks.
    quint64 removedFiles() const { return m_removedFiles; }
    quint64 removedEvents() const { return m_removedEvents; }

private:
    quint64 m_removedFiles = 0;
    quint64 m_removedEvents = 0;
};

} // namespace ui
