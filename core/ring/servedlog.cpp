// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/ring/servedlog.h"

#include <utility>

namespace core {

ServedLog::ServedLog(const EventLog &log)
    : current([&log] {
        return Current{std::shared_ptr<const EventLog>(std::shared_ptr<void>(), &log), 0};
    })
    , ledger([&log] { return log.ledger(); })
{
}

ServedLog::ServedLog(const CaptureRing &ring)
    : current([&ring] {
        CaptureRing::Part part = ring.currentPart();
        return Current{std::move(part.log), part.before};
    })
    , ledger([&ring] { return ring.ledger(); })
{
}

} // namespace core
