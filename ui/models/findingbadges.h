// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <QString>
#include <QStringList>

#include <cstdint>

namespace ui {

/// Words of the badges of a row, in the order in which they stand. The words are never translated.
QStringList badgeWords(const core::Row &row);
/// The same of the bits of core/event/findings.h alone.
QStringList findingWords(std::uint16_t findings);
/// How much a badge says that something is not as it should be.
enum class BadgeTone { Plain, Info, Warning };
BadgeTone badgeTone(const QString &word);
/// The badge in full, for its tooltip and for the ear.
QString badgeExplanation(const QString &word);

} // namespace ui
