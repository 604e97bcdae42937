// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// Looks for one text in others, many times: compares two rare bytes of it with 64 places at once, and the whole only where
/// both are. Any bytes. Immutable; any thread.
class TextFinder {
public:
    enum class Case { Exact, AsciiFolded };

    /// AsciiFolded: ASCII letters of both sides match without case.
    TextFinder(std::string text, Case letters);

    /// Whether `text` holds it. The empty text is in every text.
    bool isIn(std::string_view text) const { return find(text) != std::string_view::npos; }
    /// Where it first begins in `text`; npos: nowhere.
    std::size_t find(std::string_view text) const;
    /// In bytes.
    std::size_t length() const { return m_text.size(); }

private:
    struct Probe {
        std::size_t offset = 0;
        std::uint8_t small = 0;
        std::uint8_t capital = 0;
    };
    bool isAt(const char *place) const;

    std::string m_text; ///< small letters if folded
    Case m_case;
    std::array<Probe, 2> m_probes{};
};

} // namespace core
