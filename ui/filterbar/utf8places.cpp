// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/utf8places.h"

#include "core/event/unicodetext.h"

#include <algorithm>

namespace ui {

Utf8Places::Utf8Places(const QString &text)
    : m_utf8(text.toStdString())
{
    if (m_utf8.size() == std::size_t(text.size()))
        return;
    m_utf16.reserve(m_utf8.size() + 1);
    int at = 0;
    for (std::size_t byte = 0; byte < m_utf8.size(); ++byte) {
        m_utf16.push_back(at);
        // Counted at the last byte of a character: four bytes are two units.
        const bool isLast = byte + 1 == m_utf8.size() || !core::isContinuation(m_utf8[byte + 1]);
        if (isLast) {
            std::size_t first = byte;
            while (first > 0 && core::isContinuation(m_utf8[first]))
                --first;
            at += byte - first == 3 ? 2 : 1;
        }
    }
    m_utf16.push_back(at);
}

int Utf8Places::utf16At(std::uint32_t byte) const
{
    const std::uint32_t within = std::min(byte, static_cast<std::uint32_t>(m_utf8.size()));
    return m_utf16.empty() ? static_cast<int>(within) : m_utf16[within];
}

std::uint32_t Utf8Places::byteAt(int utf16) const
{
    if (m_utf16.empty())
        return std::min(static_cast<std::uint32_t>(std::max(utf16, 0)),
                        static_cast<std::uint32_t>(m_utf8.size()));
    const auto found = std::lower_bound(m_utf16.begin(), m_utf16.end(), utf16);
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(
        found - m_utf16.begin(), static_cast<std::ptrdiff_t>(m_utf8.size())));
}

TextRange Utf8Places::range(core::ByteRange place) const
{
    const int start = utf16At(place.offset);
    return {start, utf16At(place.offset + place.length) - start};
}

int Utf8Places::columnAt(std::uint32_t byte) const
{
    const auto end = m_utf8.begin() + std::min<std::ptrdiff_t>(byte, std::ssize(m_utf8));
    return 1 + static_cast<int>(std::count_if(m_utf8.begin(), end,
                                              [](char c) { return !core::isContinuation(c); }));
}

} // namespace ui
