// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/capturerules.h"

#include <QString>
#include <QStringList>

namespace ui {

/// What changes for the events that are there; empty: nothing leaves.
QString consequence(const core::CaptureRules &before, const core::CaptureRules &after,
                    quint64 usedBytes);
/// One pattern a line; blank ones are none.
core::CaptureRules::Patterns patternsOf(const QString &lines);
QString linesOf(const core::CaptureRules::Patterns &patterns);

} // namespace ui
