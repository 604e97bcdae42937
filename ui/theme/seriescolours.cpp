// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/seriescolours.h"

#include "ui/theme/theme.h"

#include <algorithm>

namespace ui {

SeriesColours::SeriesColours(const core::Dictionary &values, const Theme &theme)
    : m_values(values)
    , m_theme(theme)
{
}

std::uint32_t SeriesColours::fnv1a(std::string_view bytes)
{
    std::uint32_t hash = 2166136261U;
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    }
    return hash;
}

void SeriesColours::extend() const
{
    const std::size_t seen = std::min<std::size_t>(m_values.end() - core::FirstCode, 2 * Slots);
    while (m_slots.size() < seen) {
        const auto code = core::ValueCode(m_slots.size() + core::FirstCode);
        const bool hatched = m_slots.size() >= Slots;
        const auto isTaken = [&](std::uint8_t index) {
            return std::find(m_slots.begin(), m_slots.end(), SeriesSlot{index, hatched}) !=
                   m_slots.end();
        };
        auto index = std::uint8_t(fnv1a(m_values.text(code)) % Slots);
        while (isTaken(index)) {
            index = std::uint8_t((index + 1U) % Slots);
        }
        m_slots.push_back({index, hatched});
    }
}

SeriesSlot SeriesColours::slot(core::ValueCode code) const
{
    if (code < core::FirstCode) {
        return {};
    }
    if (!m_chosen.empty()) {
        const auto chosen = m_chosen.find(m_values.text(code));
        if (chosen != m_chosen.end() && chosen->second < Slots)
            return {chosen->second, false};
    }
    extend();
    const std::size_t order = code - core::FirstCode;
    return order < m_slots.size() ? m_slots[order] : SeriesSlot{};
}

QColor SeriesColours::colour(SeriesSlot slot) const
{
    return slot.isOther() ? m_theme.colour(QLatin1String("other")) : m_theme.series(slot.index);
}

} // namespace ui
