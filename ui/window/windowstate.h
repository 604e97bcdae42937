// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rate/ratesnapshot.h"
#include "ui/colours/colourrules.h"
#include "ui/filterbar/filtermemory.h"
#include "ui/redaction/viewredaction.h"
#include "ui/theme/seriescolours.h"
#include "ui/theme/theme.h"
#include "ui/window/columnmemory.h"

#include <QByteArray>
#include <QStringList>

namespace ui {

/// How a CaptureView was left. Empty byte arrays: as at first.
struct ViewState {
    QByteArray across; ///< QSplitter::saveState of facets, centre, inspector
    QByteArray down;   ///< … of chart, table
    bool facets = true;
    bool chart = true;
    bool inspector = true;
    core::RateRange range = core::RateRange::OneMinute;
    core::RateGrouping grouping = core::RateGrouping::Type;
    ColumnMemory columns;
    bool operator==(const ViewState &) const = default;
};

/// What a window remembers between starts. A plain value; where it is kept is the program's business.
struct WindowState {
    static constexpr int Version = 1; ///< of the layout of the docks

    QByteArray geometry; ///< QWidget::saveGeometry
    QByteArray docks;    ///< QMainWindow::saveState(Version)
    int dockHeight = 0;  ///< device-independent pixels; 0: none was open yet
    QStringList recent;  ///< captures that were open, newest first
    ViewState view;
    FilterMemory filters;
    ColourRules colourRules = defaultColourRules();
    ChosenSlots typeColours;
    Theme::Mode theme = Theme::Mode::System;
    double pointSize = Theme::DefaultPointSize;
    RedactionState redaction; ///< of all windows
    bool operator==(const WindowState &) const = default;
};

} // namespace ui
