// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/verbatim/linesource.h"

namespace ui {

/// Sixteen bytes a line: offset, hexadecimal, and what of it is ASCII.
class HexLines : public LineSource {
public:
    static constexpr std::uint64_t BytesPerLine = 16;

    explicit HexLines(Bytes bytes)
        : m_bytes(std::move(bytes))
    {
    }

    qint64 count() const override;
    TextLine line(qint64 index) const override;
    int numberDigits() const override { return 0; }

private:
    Bytes m_bytes;
};

} // namespace ui
