// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/plainlines.h"

#include "ui/verbatim/utf8.h"

#include <cstring>

namespace ui {

/// One line and where the next begins.
struct PlainLines::Step {
    std::uint64_t length = 0; ///< without the line break
    Mark next;
    bool ends = false; ///< there is no next line
};

PlainLines::PlainLines(Bytes bytes)
    : m_bytes(std::move(bytes))
{
    Mark at;
    for (bool ends = false; !ends; ++m_count) {
        if (m_count % LinesPerMark == 0)
            m_marks.push_back(at);
        m_lastNumber = at.number;
        const Step walked = step(at);
        at = walked.next;
        ends = walked.ends;
    }
}

PlainLines::Step PlainLines::step(const Mark &from) const
{
    const std::string &bytes = *m_bytes;
    const std::uint64_t left = bytes.size() - from.offset;
    const std::uint64_t room = std::min(left, MaxLineBytes);
    const char *start = bytes.data() + from.offset;
    // One more: a line break right behind the last byte that fits belongs to this line.
    const void *found = std::memchr(start, '\n', std::min(left, room + 2));
    if (found) {
        const auto whole = static_cast<std::uint64_t>(static_cast<const char *>(found) - start);
        const bool crlf = whole > 0 && start[whole - 1] == '\r';
        const std::uint64_t length = crlf ? whole - 1 : whole;
        if (length <= MaxLineBytes) {
            const std::uint64_t next = from.offset + whole + 1;
            return {length, {next, from.number + 1, false}, next == bytes.size()};
        }
    }
    if (left <= MaxLineBytes)
        return {left, {from.offset + left, from.number, true}, true};
    const std::uint64_t length = wholeCharacters(std::string_view(start, room));
    return {length, {from.offset + length, from.number, true}, false};
}

TextLine PlainLines::line(qint64 index) const
{
    Mark at = m_marks[static_cast<std::size_t>(index / LinesPerMark)];
    for (qint64 walked = 0; walked < index % LinesPerMark; ++walked)
        at = step(at).next;
    TextLine line;
    line.number = at.continued ? 0 : at.number;
    line.offset = at.offset;
    line.length = step(at).length;
    line.text = visibleText(std::string_view(*m_bytes).substr(at.offset, line.length));
    return line;
}

int PlainLines::numberDigits() const
{
    return static_cast<int>(QString::number(m_lastNumber).size());
}

} // namespace ui
