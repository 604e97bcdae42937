// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/columns.h"

#include <QString>
#include <QStringList>

namespace ui {

/// Words of the badges of a row, in the order in which they stand. The words are never translated.
QStringList badgeWords(const core::Row &row);
/// The badge in full, for its tooltip and for the ear.
QString badgeExplanation(const QString &word);

} // namespace ui
