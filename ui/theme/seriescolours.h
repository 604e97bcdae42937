// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

#include <QColor>

#include <cstdint>
#include <string_view>
#include <vector>

namespace ui {

class Theme;

/// One of the twelve series colours, plain or hatched, or "other".
struct SeriesSlot {
    static constexpr std::uint8_t Other = 255;
    std::uint8_t index = Other;
    bool hatched = false;
    bool isOther() const { return index == Other; }
    bool operator==(const SeriesSlot &) const = default;
};

/// Which value of an attribute (type, source) has which series colour: slot FNV-1a 32 of its bytes
/// mod 12, or the next free one; the 13th to 24th value use the slots once more, hatched; later
/// ones are "other". Values are taken in the order of the capture's dictionary, which never
/// changes: the same capture always shows the same colours.
class SeriesColours {
public:
    static constexpr std::size_t Slots = 12;

    /// `values` and `theme` outlive this.
    SeriesColours(const core::Dictionary &values, const Theme &theme);

    /// `code` from a published row.
    SeriesSlot slot(core::ValueCode code) const;
    /// In the theme of now: do not keep it across Theme::changed().
    QColor colour(core::ValueCode code) const { return colour(slot(code)); }
    QColor colour(SeriesSlot slot) const;

    static std::uint32_t fnv1a(std::string_view bytes);

private:
    void extend() const;

    const core::Dictionary &m_values;
    const Theme &m_theme;
    mutable std::vector<SeriesSlot> m_slots; ///< of the first 24 values, as far as they were seen
};

} // namespace ui
