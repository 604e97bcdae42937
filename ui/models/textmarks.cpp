// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/textmarks.h"

namespace ui {

std::vector<TextMark> marksIn(core::TextMatcher &matcher, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    const std::string_view bytesOf{utf8.constData(), static_cast<std::size_t>(utf8.size())};
    if (!matcher.matches(bytesOf)) // counts what an expression gives up on
        return {};
    const auto places = matcher.places(bytesOf, MaxLineMarks);
    std::vector<TextMark> marks;
    qsizetype bytes = 0;
    qsizetype units = 0;
    const auto unitsUpTo = [&](std::size_t offset) {
        const auto more = static_cast<qsizetype>(offset) - bytes;
        units += QString::fromUtf8(utf8.constData() + bytes, more).size();
        bytes += more;
        return units;
    };
    for (const core::TextPlace &place : places) {
        const qsizetype start = unitsUpTo(place.offset);
        marks.push_back({start, unitsUpTo(place.offset + place.length) - start});
    }
    return marks;
}

} // namespace ui
