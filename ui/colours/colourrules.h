// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "ui/colours/rowcolour.h"

#include <QByteArray>
#include <QList>

namespace ui {

/// Events that pass the expression have that colour, unless a rule above says otherwise. A plain value.
struct ColourRule {
    QString expression; ///< CESQL, valid
    RowColour colour = RowColour::Info;
    bool isOn = true;
    bool operator==(const ColourRule &) const = default;
};

/// In their order: the first that an event passes gives its row the colour. A plain value.
using ColourRules = QList<ColourRule>;

constexpr qsizetype MaxColourRules = 64;
constexpr qsizetype MaxRuleBytes = 4096; ///< of one expression

/// What a window begins with.
ColourRules defaultColourRules();

/// As they are kept in settings and files: a JSON array of objects with `expression`, `colour` and `on`.
QByteArray colourRulesJson(const ColourRules &rules);
/// Errors, Kind::InvalidInput: what is no such text, a rule that is none (its number, and why), too many. Pure.
core::Result<ColourRules> parseColourRules(const QByteArray &json);

} // namespace ui
