// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verbatim/jsonlines.h"

#include "ui/verbatim/utf8.h"

#include <algorithm>

namespace ui {
namespace {

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool opens(char byte)
{
    return byte == '{' || byte == '[';
}

bool closes(char byte)
{
    return byte == '}' || byte == ']';
}

bool isDigitOrMinus(char byte)
{
    return byte == '-' || (byte >= '0' && byte <= '9');
}

} // namespace

/// Walks one line from a mark to the next; writes its text if it is given a line to write to. Never looks further than
/// MaxLineBytes and always gets on by at least one byte, whatever the bytes are.
class JsonLines::Walk {
public:
    Walk(std::string_view bytes, const Mark &from, TextLine *line)
        : m_bytes(bytes)
        , m_at(from)
        , m_limit(std::min<std::uint64_t>(bytes.size(), from.offset + MaxLineBytes))
        , m_line(line)
    {
    }

    Mark toNextLine()
    {
        const std::uint64_t start = m_at.offset;
        if (!m_at.inString)
            indent();
        if (!m_at.inString || restOfString(start))
            tokens();
        if (m_line) {
            m_line->offset = start;
            m_line->length = m_at.offset - start;
        }
        if (!m_at.inString)
            skipSpace();
        return m_at;
    }

private:
    char here() const { return m_bytes[m_at.offset]; }
    bool isFull() const { return m_at.offset >= m_limit; }

    void skipSpace()
    {
        while (!isFull() && isSpace(here()))
            ++m_at.offset;
    }

    void indent()
    {
        const std::int64_t closing = !isFull() && closes(here()) ? 1 : 0;
        const std::int64_t levels =
            std::clamp<std::int64_t>(m_at.depth - closing, 0, MaxIndentLevels);
        write(QString(static_cast<qsizetype>(levels) * IndentSpaces, u' '));
    }

    /// Tokens until the line ends. A closing bracket stands first on its line, a comma and an opening one last.
    void tokens()
    {
        bool first = true;
        bool afterValue = false;
        for (skipSpace(); !isFull(); skipSpace()) {
            const char byte = here();
            if (closes(byte)) {
                if (!first)
                    return;
                take(1, Ink::Plain);
                m_at.depth = std::max<std::int64_t>(0, m_at.depth - 1);
                afterValue = true;
            } else if (opens(byte)) {
                if (!openedEmpty())
                    return;
                afterValue = true;
            } else if (byte == ',') {
                take(1, Ink::Plain);
                return;
            } else if (byte == ':') {
                take(1, Ink::Plain);
                write(QStringLiteral(" "));
                afterValue = false;
            } else {
                if (afterValue) // two values side by side are no JSON; they must not run together
                    write(QStringLiteral(" "));
                if (!value())
                    return;
                afterValue = true;
            }
            first = false;
        }
    }

    /// Takes an opening bracket, and the closing one if nothing is between them; else the line ends.
    bool openedEmpty()
    {
        take(1, Ink::Plain);
        const std::uint64_t behind = m_at.offset;
        skipSpace();
        if (!isFull() && closes(here())) {
            take(1, Ink::Plain);
            return true;
        }
        m_at.offset = behind;
        ++m_at.depth;
        return false;
    }

    bool value()
    {
        if (here() == '"')
            return restOfString(m_at.offset + 1);
        std::uint64_t end = m_at.offset + 1;
        while (end < m_limit) {
            const char byte = m_bytes[end];
            if (isSpace(byte) || opens(byte) || closes(byte) || byte == ',' || byte == ':' ||
                byte == '"')
                break;
            ++end;
        }
        take(wholeUpTo(end), isDigitOrMinus(here()) ? Ink::Number : Ink::Word);
        return true;
    }

    /// Takes a string up to its closing quote, looked for from `from`; answers false if the line is full before.
    bool restOfString(std::uint64_t from)
    {
        std::uint64_t end = from;
        while (end < m_limit && m_bytes[end] != '"')
            end += m_bytes[end] == '\\' ? 2U : 1U; // an escape is never cut in two
        m_at.inString = end >= m_limit;
        if (m_at.inString) {
            take(wholeUpTo(std::min<std::uint64_t>(end, m_bytes.size())), Ink::String);
            m_at.inString = m_at.offset < m_bytes.size();
            return false;
        }
        take(end + 1 - m_at.offset, isKey(end + 1) ? Ink::Key : Ink::String);
        return true;
    }

    bool isKey(std::uint64_t behind) const
    {
        while (behind < m_limit && isSpace(m_bytes[behind]))
            ++behind;
        return behind < m_limit && m_bytes[behind] == ':';
    }

    std::uint64_t wholeUpTo(std::uint64_t end) const
    {
        const std::uint64_t length = end - m_at.offset;
        return end < m_bytes.size() ? wholeCharacters(m_bytes.substr(m_at.offset, length)) : length;
    }

    void take(std::uint64_t length, Ink ink)
    {
        if (m_line) {
            const qsizetype before = m_line->text.size();
            m_line->text += visibleText(m_bytes.substr(m_at.offset, length));
            m_line->runs.push_back({before, m_line->text.size() - before, m_at.offset, length});
            if (ink != Ink::Plain)
                m_line->spans.push_back({before, m_line->text.size() - before, ink});
        }
        m_at.offset += length;
    }

    void write(const QString &ours)
    {
        if (m_line)
            m_line->text += ours;
    }

    std::string_view m_bytes;
    Mark m_at;
    const std::uint64_t m_limit;
    TextLine *m_line;
};

JsonLines::JsonLines(Bytes bytes)
    : m_bytes(std::move(bytes))
{
    Mark at;
    while (at.offset < m_bytes->size()) {
        if (m_count % LinesPerMark == 0)
            m_marks.push_back(at);
        at = Walk(*m_bytes, at, nullptr).toNextLine();
        ++m_count;
    }
}

TextLine JsonLines::line(qint64 index) const
{
    Mark at = m_marks[static_cast<std::size_t>(index / LinesPerMark)];
    for (qint64 walked = 0; walked < index % LinesPerMark; ++walked)
        at = Walk(*m_bytes, at, nullptr).toNextLine();
    TextLine line;
    line.number = at.inString ? 0 : index + 1;
    Walk(*m_bytes, at, &line).toNextLine();
    return line;
}

int JsonLines::numberDigits() const
{
    return static_cast<int>(QString::number(m_count).size());
}

bool looksLikeJson(std::string_view bytes)
{
    const auto first = std::find_if_not(bytes.begin(), bytes.end(), isSpace);
    if (first == bytes.end())
        return false;
    const std::string_view rest = bytes.substr(static_cast<std::size_t>(first - bytes.begin()));
    return opens(rest.front()) || rest.front() == '"' || isDigitOrMinus(rest.front()) ||
           rest.starts_with("true") || rest.starts_with("false") || rest.starts_with("null");
}

} // namespace ui
