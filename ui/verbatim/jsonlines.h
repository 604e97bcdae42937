// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/verbatim/linesource.h"

namespace ui {

/// JSON laid out for reading, token by token: only the white space between tokens is ours. No number is reformatted, no
/// key sorted, dropped or unescaped, and text that is no JSON loses nothing either. Holds no copy: a line is made from
/// the sender's bytes when it is looked at, so that fifty megabytes cost a mark per 32 lines.
class JsonLines : public LineSource {
public:
    static constexpr int IndentSpaces = 2;
    /// Deeper nesting is not indented further: a sender's brackets must not push the text out of sight.
    static constexpr int MaxIndentLevels = 32;

    explicit JsonLines(Bytes bytes);

    qint64 count() const override { return m_count; }
    TextLine line(qint64 index) const override;
    int numberDigits() const override;

private:
    /// Where a line begins.
    struct Mark {
        std::uint64_t offset = 0;
        std::int64_t depth = 0;
        bool inString = false; ///< goes on with the inside of a string
    };
    class Walk;

    Bytes m_bytes;
    std::vector<Mark> m_marks;
    qint64 m_count = 0;
};

/// Does `bytes` look like JSON text (first byte that is no white space begins a value)?
bool looksLikeJson(std::string_view bytes);

} // namespace ui
