// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/linesource.h"

namespace ui {

qint64 lineAt(const LineSource &source, std::uint64_t offset)
{
    qint64 first = 0;
    qint64 behind = source.count();
    while (behind - first > 1) {
        const qint64 middle = first + (behind - first) / 2;
        (source.line(middle).offset <= offset ? first : behind) = middle;
    }
    return first;
}

qint64 lineNumberAt(const LineSource &source, std::uint64_t offset)
{
    for (qint64 index = lineAt(source, offset); index > 0; --index) {
        if (const qint64 number = source.line(index).number; number > 0)
            return number;
    }
    return source.count() > 0 ? source.line(0).number : 0;
}

} // namespace ui
