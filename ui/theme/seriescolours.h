// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/dictionary.h"

#include <QColor>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
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

/// Slots that a person gave to values, in place of those that they would have.
using ChosenSlots = std::map<std::string, std::uint8_t, std::less<>>;

/// Which value of an attribute (type, source) has which series colour: slot FNV-1a 32 of its bytes
/// mod 12, or the next free one; the 13th to 24th value use the slots once more, hatched; later
/// ones are "other". Values are taken in the order of the capture's dictionary, which never
/// changes: the same capture always shows the same colours. What a person chose comes first.
class SeriesColours {
public:
    static constexpr std::size_t Slots = 12;

    /// `values` and `theme` outlive this.
    SeriesColours(const core::Dictionary &values, const Theme &theme);

    /// From now on; those that are no slots are passed over.
    void setChosen(ChosenSlots chosen) { m_chosen = std::move(chosen); }
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
    ChosenSlots m_chosen;
    mutable std::vector<SeriesSlot> m_slots; ///< of the first 24 values, as far as they were seen
};

} // namespace ui
