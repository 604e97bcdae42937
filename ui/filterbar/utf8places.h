// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QString>

#include <string>
#include <vector>

namespace ui {

/// A range of a QString.
struct TextRange {
    int start = 0;
    int length = 0;
    int end() const { return start + length; }
    bool operator==(const TextRange &) const = default;
};

/// A text as the language counts it (bytes of UTF-8) and as Qt counts it (UTF-16), and the way between the two.
class Utf8Places {
public:
    explicit Utf8Places(const QString &text);

    const std::string &utf8() const { return m_utf8; }
    int utf16At(std::uint32_t byte) const;
    std::uint32_t byteAt(int utf16) const;
    TextRange range(core::ByteRange place) const;
    /// The first character is 1.
    int columnAt(std::uint32_t byte) const;

private:
    std::string m_utf8;
    std::vector<int> m_utf16; ///< of each byte and of the end; empty where both count alike
};

} // namespace ui
