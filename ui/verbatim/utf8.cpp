// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/utf8.h"

#include "core/event/unicodetext.h"

namespace ui {
namespace {

std::size_t announcedLength(char lead)
{
    const auto byte = static_cast<unsigned char>(lead);
    return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

} // namespace

std::size_t wholeCharacters(std::string_view bytes)
{
    constexpr std::size_t LongestTail = 3;
    std::size_t lead = bytes.size();
    while (lead > 0 && bytes.size() - lead < LongestTail && core::isContinuation(bytes[lead - 1]))
        --lead;
    if (lead == 0)
        return bytes.size();
    --lead;
    const std::size_t have = bytes.size() - lead;
    const bool cut = announcedLength(bytes[lead]) > have && lead > 0;
    return cut ? lead : bytes.size();
}

QString visibleText(std::string_view utf8)
{
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    for (QChar &character : text) {
        if (character.unicode() < 0x20 && character != u'\t')
            character = QChar(static_cast<char16_t>(0x2400 + character.unicode()));
        else if (character.unicode() == 0x7F)
            character = QChar(0x2421);
        else if (character == QChar::LineSeparator || character == QChar::ParagraphSeparator)
            character = QChar(0x2424);
    }
    return text;
}

} // namespace ui
