// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// Why bytes are no datum of the Avro schema of CloudEvents, and the byte where that shows.
struct AvroFault {
    enum class Kind : std::uint8_t {
        CutNumber,
        LongNumber, ///< with more than 64 bits
        CutBytes,   ///< a length that leads beyond the end
        NegativeLength,
        NoBranch,  ///< a union has no type with that number
        NoBoolean, ///< neither 0 nor 1
        WideInt,   ///< an int with more than 32 bits
        NotUtf8,
        NotFinite,  ///< a double that JSON cannot write
        WrongBlock, ///< a block of a map or an array whose size in bytes is another
        TooDeep,
        TrailingBytes,
    };
    Kind kind = Kind::CutNumber;
    std::size_t at = 0;
    bool operator==(const AvroFault &) const = default;
};

/// Takes the primitive values of Avro's binary encoding one after the other (Avro 1.9 §Binary Encoding). The first fault
/// ends it: every value is then nothing. Borrows the bytes, which are fewer than 4 Gi.
class AvroReader {
public:
    explicit AvroReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] std::optional<std::int64_t> takeLong();
    [[nodiscard]] std::optional<std::int32_t> takeInt();
    [[nodiscard]] std::optional<bool> takeBoolean();
    [[nodiscard]] std::optional<double> takeDouble(); ///< a finite one
    [[nodiscard]] std::optional<ByteRange> takeBytes();
    [[nodiscard]] std::optional<ByteRange> takeString(); ///< UTF-8
    /// The number of the type that a union has, below `types`.
    [[nodiscard]] std::optional<std::size_t> takeBranch(std::size_t types);

    std::size_t at() const { return m_at; }
    bool atEnd() const { return m_at == m_bytes.size(); }
    std::string_view textOf(ByteRange range) const
    {
        return m_bytes.substr(range.offset, range.length);
    }
    std::nullopt_t fail(AvroFault::Kind kind, std::size_t at);
    const std::optional<AvroFault> &fault() const { return m_fault; }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
    std::optional<AvroFault> m_fault;
};

/// The blocks of one map or array: how many items come before each.
class AvroBlocks {
public:
    explicit AvroBlocks(AvroReader &reader)
        : m_reader(reader)
    {
    }
    /// Whether one more item follows; false at the end and after a fault.
    [[nodiscard]] bool next();

private:
    AvroReader &m_reader;
    std::uint64_t m_left = 0;          ///< items of this block
    std::optional<std::size_t> m_ends; ///< where the block must end, if it says so
};

} // namespace core
