// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// What a row costs in its table beside its strings, in bytes (measured, 4 KiB pages).
constexpr std::uint64_t RowOverhead = 64;

/// A cell that holds a code into a Dictionary, a text that had no room there, or nothing. `text` is
/// set whenever there is a value.
struct NameCell {
    ValueCode code = AbsentCode;
    std::optional<std::string_view> text;
};

/// What a message brought beside its events; kept once for all events it is the same for.
struct HeadRow {
    std::uint64_t number = 0; ///< from 1 in each segment
    std::string_view remote;
    std::string_view local;
    std::string_view target;
    std::string_view head;
};

/// One event as a row of a segment table: the one form that is written, sealed and read back. Views
/// into whatever it was made from.
struct SegmentRow {
    std::uint64_t sequence = 0;
    std::uint64_t seal = 0;
    std::int64_t received = 0;  ///< µs since 1970
    std::int64_t time = NoTime; ///< µs since 1970
    std::optional<std::string_view> timeText;
    std::string_view id;
    NameCell type;
    NameCell source;
    NameCell subject;
    NameCell dataContentType;
    NameCell connection;
    std::optional<std::string_view> dataSchema;
    std::optional<std::string_view> extensions; ///< extensionsjson.h
    RowShape shape;
    std::uint64_t head = 0; ///< HeadRow::number; 0: the message had none
    ByteRange data;
    std::uint32_t dataSize = 0;
    std::string_view text;
    std::uint16_t findings = 0; ///< FindingBits known when it was appended
    bool isNamed = true;        ///< read back: every code has its name
};

/// The bytes of its data, as they are in its text; what a file says of them is not believed.
inline std::string_view dataOf(const SegmentRow &row)
{
    return row.text.substr(std::min<std::size_t>(row.data.offset, row.text.size()),
                           row.data.length);
}

} // namespace core
