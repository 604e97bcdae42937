// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/hexlines.h"

#include <algorithm>

namespace ui {
namespace {

constexpr int OffsetDigits = 8;
constexpr auto Digits = u"0123456789abcdef";

} // namespace

qint64 HexLines::count() const
{
    return static_cast<qint64>((m_bytes->size() + BytesPerLine - 1) / BytesPerLine);
}

TextLine HexLines::line(qint64 index) const
{
    TextLine line;
    line.offset = static_cast<std::uint64_t>(index) * BytesPerLine;
    line.length = std::min<std::uint64_t>(BytesPerLine, m_bytes->size() - line.offset);
    QString &text = line.text;
    for (int digit = OffsetDigits - 1; digit >= 0; --digit)
        text += QChar(Digits[line.offset >> (4 * digit) & 15U]);
    QString readable;
    for (std::uint64_t i = 0; i < BytesPerLine; ++i) {
        text += i % 8 == 0 ? QStringLiteral("  ") : QStringLiteral(" ");
        if (i >= line.length) {
            text += u"  ";
            continue;
        }
        const auto byte = static_cast<unsigned char>((*m_bytes)[line.offset + i]);
        line.runs.push_back({text.size(), 2, line.offset + i, 1});
        text += QChar(Digits[byte >> 4U]);
        text += QChar(Digits[byte & 15U]);
        readable += byte >= 0x20 && byte < 0x7F ? QChar(ushort{byte}) : QChar(u'.');
    }
    const qsizetype end = text.size();
    text += u"  " + readable;
    line.runs.push_back({end + 2, readable.size(), line.offset, line.length});
    line.spans = {{0, OffsetDigits, Ink::Faint}, {end + 2, readable.size(), Ink::String}};
    return line;
}

} // namespace ui
