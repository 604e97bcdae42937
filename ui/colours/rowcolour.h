// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>
#include <cstdint>
#include <optional>

class QColor;

namespace ui {

class Theme;
struct RowTint;

/// The colours that a row can have: tints of the twelve series colours and the four of states. No others, so that every
/// word of a row stays readable in every theme (tst_colourrules measures it).
enum class RowColour : std::uint8_t {
    Green,
    Bronze,
    Sage,
    Purple,
    Orange,
    Rose,
    Cyan,
    Sand,
    Periwinkle,
    Mint,
    Blue,
    Pink,
    Success,
    Warning,
    Danger,
    Info,
};
constexpr std::size_t RowColourCount = 16;
constexpr std::size_t SeriesColourCount = 12; ///< of them, the first

/// As it is kept: never translated.
QString colourName(RowColour colour);
std::optional<RowColour> colourNamed(const QString &name);
/// As a person reads it.
QString colourWord(RowColour colour);
/// The colour itself, for a swatch.
QColor plainColour(RowColour colour, const Theme &theme);
/// Behind the words of a row.
RowTint tintOf(RowColour colour, const Theme &theme);

} // namespace ui
