// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QtGlobal>

namespace ui {

/// What the event table asks of a model whose rows may stand in another order than that of their numbers. Beside
/// QAbstractItemModel; a model that is none of these ascends.
class EventOrder {
public:
    virtual ~EventOrder() = default;

    /// Whether rows stand in an order that a person chose. Only then are the answers below asked for. Changes with a reset.
    virtual bool isSorted() const = 0;
    /// Where `sequence` is shown, or -1. Cheap for the one that was asked for last.
    virtual int rowOf(core::EventSequence sequence) const = 0;
    /// How many of those from `first` to `last` are shown.
    virtual quint64 shownBetween(core::EventSequence first, core::EventSequence last) const = 0;
    /// None that is shown is above it.
    virtual core::EventSequence newestShown() const = 0;
    /// Those below it have left the log.
    virtual core::EventSequence oldest() const = 0;
    /// Events that are not shown because they came after it was sorted, or are held back.
    virtual quint64 waiting() const = 0;
};

} // namespace ui
