// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/ledger.h"
#include "ui/frame/wordsline.h"

#include <QtGlobal>

#include <vector>

namespace ui {

/// What the status line says, taken from one snapshot of the ledger, so that the sum holds in every frame.
struct StatusNumbers {
    core::Ledger ledger;
    quint64 shown = 0;
    double shownRate = 0;   ///< per second
    quint64 usedBytes = 0;  ///< of the capture
    quint64 limitBytes = 0; ///< 0: it has none here
    bool operator==(const StatusNumbers &) const = default;
};

/// Links of statusWords().
enum class StatusLink : int { Refused, Limits };

/// How much of it is said: the ledger always; space and rate leave first, in this order.
enum class StatusDetail { All, WithoutSize, LedgerAndShown };

std::vector<Words> statusWords(const StatusNumbers &numbers, StatusDetail detail);

} // namespace ui
