// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avroreader.h"

#include "core/event/unicodetext.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace core {

std::nullopt_t AvroReader::fail(AvroFault::Kind kind, std::size_t at)
{
    if (!m_fault)
        m_fault = AvroFault{kind, at};
    m_at = m_bytes.size();
    return std::nullopt;
}

std::optional<std::int64_t> AvroReader::takeLong()
{
    constexpr unsigned GroupBits = 7;
    constexpr unsigned LastShift = 63; // only one bit of the tenth byte is left
    if (m_fault)
        return {};
    const std::size_t start = m_at;
    std::uint64_t value = 0;
    for (unsigned shift = 0; m_at < m_bytes.size(); shift += GroupBits) {
        const auto byte = static_cast<unsigned char>(m_bytes[m_at]);
        if (shift == LastShift && byte > 1)
            return fail(AvroFault::Kind::LongNumber, start);
        ++m_at;
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0) // zigzag: the sign is the lowest bit
            return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U));
    }
    return fail(AvroFault::Kind::CutNumber, start);
}

std::optional<std::int32_t> AvroReader::takeInt()
{
    using Limits = std::numeric_limits<std::int32_t>;
    const std::size_t start = m_at;
    const auto value = takeLong();
    if (!value)
        return {};
    if (*value < Limits::min() || *value > Limits::max())
        return fail(AvroFault::Kind::WideInt, start);
    return static_cast<std::int32_t>(*value);
}

std::optional<bool> AvroReader::takeBoolean()
{
    if (m_fault)
        return {};
    if (atEnd())
        return fail(AvroFault::Kind::CutNumber, m_at);
    const char byte = m_bytes[m_at];
    if (byte != 0 && byte != 1)
        return fail(AvroFault::Kind::NoBoolean, m_at);
    ++m_at;
    return byte == 1;
}

std::optional<double> AvroReader::takeDouble()
{
    constexpr std::size_t Size = 8;
    if (m_fault)
        return {};
    if (m_bytes.size() - m_at < Size)
        return fail(AvroFault::Kind::CutNumber, m_at);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < Size; ++i)
        bits |= std::uint64_t{static_cast<unsigned char>(m_bytes[m_at + i])} << (8U * i);
    double value = 0;
    static_assert(sizeof value == Size && std::numeric_limits<double>::is_iec559);
    std::memcpy(&value, &bits, Size);
    if (!std::isfinite(value))
        return fail(AvroFault::Kind::NotFinite, m_at);
    m_at += Size;
    return value;
}

std::optional<ByteRange> AvroReader::takeBytes()
{
    const std::size_t start = m_at;
    const auto length = takeLong();
    if (!length)
        return {};
    if (*length < 0)
        return fail(AvroFault::Kind::NegativeLength, start);
    if (static_cast<std::uint64_t>(*length) > m_bytes.size() - m_at)
        return fail(AvroFault::Kind::CutBytes, start);
    const ByteRange range{static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(*length)};
    m_at += range.length;
    return range;
}

std::optional<ByteRange> AvroReader::takeString()
{
    const auto range = takeBytes();
    if (!range)
        return {};
    if (const auto fault = utf8Fault(textOf(*range)))
        return fail(AvroFault::Kind::NotUtf8, range->offset + fault->at);
    return range;
}

std::optional<std::size_t> AvroReader::takeBranch(std::size_t types)
{
    const std::size_t start = m_at;
    const auto number = takeLong();
    if (!number)
        return {};
    if (*number < 0 || static_cast<std::uint64_t>(*number) >= types)
        return fail(AvroFault::Kind::NoBranch, start);
    return static_cast<std::size_t>(*number);
}

bool AvroBlocks::next()
{
    if (m_reader.fault())
        return false;
    if (m_left > 0) {
        --m_left;
        return true;
    }
    if (m_ends && *m_ends != m_reader.at()) {
        m_reader.fail(AvroFault::Kind::WrongBlock, m_reader.at());
        return false;
    }
    const auto count = m_reader.takeLong();
    if (!count || *count == 0)
        return false;
    m_ends.reset();
    m_left = static_cast<std::uint64_t>(*count);
    if (*count < 0) { // its size in bytes follows, for readers that skip
        m_left = ~m_left + 1;
        const std::size_t start = m_reader.at();
        const auto size = m_reader.takeLong();
        if (!size)
            return false;
        if (*size < 0) {
            m_reader.fail(AvroFault::Kind::NegativeLength, start);
            return false;
        }
        m_ends = m_reader.at() + static_cast<std::uint64_t>(*size);
    }
    --m_left;
    return true;
}

} // namespace core
