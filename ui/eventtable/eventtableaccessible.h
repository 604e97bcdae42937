// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ui {

class EventTableView;

/// Teaches Qt to describe an EventTableView to assistive technology: a table whose rows are those
/// that can be seen, each of them one sentence. Once is enough; more does nothing.
void installEventTableAccessible();
/// Says that the current row changed, if anybody listens.
void announceCurrentRow(EventTableView &view);

} // namespace ui
