// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ui {

/// What a stretch of a line is, for its colour.
enum class Ink : std::uint8_t {
    Plain,
    Faint, ///< offsets, punctuation that only orders
    Key,
    String,
    Number,
    Word, ///< true, false, null
};

/// A stretch of TextLine::text in one ink. In UTF-16 units.
struct InkSpan {
    qsizetype start = 0;
    qsizetype length = 0;
    Ink ink = Ink::Plain;
    bool operator==(const InkSpan &) const = default;
};

/// A stretch of TextLine::text that shows a stretch of the bytes.
struct ByteRun {
    qsizetype start = 0;
    qsizetype units = 0; ///< UTF-16; as many as bytes: one for each
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    bool operator==(const ByteRun &) const = default;
};

/// One line as it is drawn.
struct TextLine {
    QString text;
    std::vector<InkSpan> spans; ///< ascending; what none covers is Plain
    qint64 number = 0;          ///< in the margin; 0: this line goes on from the one above
    std::uint64_t offset = 0;   ///< of its first byte in the bytes shown
    std::uint64_t length = 0;   ///< in bytes, without the line break
    /// Ascending by start. None: the whole text shows `length` bytes from `offset` on.
    std::vector<ByteRun> runs = {};
};

/// Bytes laid out as lines, made line by line when they are looked at. Immutable; any thread. Making one may take long
/// (it counts the lines): not on the GUI thread.
class LineSource {
public:
    virtual ~LineSource() = default;
    virtual qint64 count() const = 0;
    /// `index` < count(). Costs by the length of a few lines, never by their number.
    virtual TextLine line(qint64 index) const = 0;
    /// Digits that the margin needs.
    virtual int numberDigits() const = 0;
};

/// The line that holds the byte at `offset`: the last that does not begin behind it. Costs a few lines, whatever their
/// number.
qint64 lineAt(const LineSource &source, std::uint64_t offset);
/// The number in the margin of that line, or of the one that it goes on from; 0 where there are no lines.
qint64 lineNumberAt(const LineSource &source, std::uint64_t offset);

using Bytes = std::shared_ptr<const std::string>;

/// No line is longer than this many bytes; what is longer goes on in the next, so that a line always costs little.
constexpr std::uint64_t MaxLineBytes = 2048;
/// Layouts remember where each such run of lines begins and walk from there.
constexpr std::int64_t LinesPerMark = 32;

} // namespace ui
