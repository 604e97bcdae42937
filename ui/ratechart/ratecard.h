// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"

#include <QBrush>
#include <QSize>
#include <QString>

#include <chrono>
#include <cstddef>
#include <functional>
#include <set>

class QPainter;

namespace ui {

class Theme;

/// What the card under the mouse says: the largest values of one bucket, and the rest.
struct RateCard {
    const core::RateSnapshot &snapshot;
    const std::set<core::ValueCode> &hidden; ///< bands that are not drawn
    std::size_t bucket = 0;
    std::function<QBrush(core::ValueCode)> brushOf;
};

/// Draws it beside `x`, within a view of that size.
void drawRateCard(QPainter &painter, const Theme &theme, const RateCard &card, int x, QSize view);

/// A length of time: `250 ms` is `0.25 s`.
QString spanLabel(std::chrono::microseconds span);

} // namespace ui
