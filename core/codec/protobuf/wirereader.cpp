// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/protobuf/wirereader.h"

#include <array>

namespace core {

namespace {

constexpr std::uint32_t GroupStart = 3;
constexpr std::uint32_t GroupEnd = 4;
constexpr std::uint64_t MaxFieldNumber = (1U << 29U) - 1;

ByteRange rangeOf(std::size_t from, std::size_t to)
{
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
}

} // namespace

WireReader::WireReader(std::string_view text, ByteRange message)
    : m_text(text)
    , m_at(message.offset)
    , m_end(std::size_t{message.offset} + message.length)
{
}

void WireReader::fail(WireFault::Kind kind, std::size_t at)
{
    if (!m_fault)
        m_fault = WireFault{kind, at};
}

std::optional<std::uint64_t> WireReader::takeVarint()
{
    constexpr unsigned GroupBits = 7;
    constexpr unsigned LastShift = 63; // only one bit of the tenth byte is left
    const std::size_t start = m_at;
    std::uint64_t value = 0;
    for (unsigned shift = 0; m_at < m_end; shift += GroupBits) {
        const auto byte = static_cast<unsigned char>(m_text[m_at]);
        if (shift == LastShift && byte > 1) {
            fail(WireFault::Kind::LongNumber, start);
            return {};
        }
        ++m_at;
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if ((byte & 0x80U) == 0)
            return value;
    }
    fail(WireFault::Kind::CutNumber, start);
    return {};
}

std::optional<WireReader::Tag> WireReader::takeTag()
{
    const std::size_t start = m_at;
    const auto tag = takeVarint();
    if (!tag)
        return {};
    const std::uint64_t number = *tag >> 3U;
    if (number == 0 || number > MaxFieldNumber) {
        fail(WireFault::Kind::NoField, start);
        return {};
    }
    return Tag{static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(*tag & 7U)};
}

bool WireReader::pass(std::size_t bytes, WireFault::Kind kind, std::size_t from)
{
    if (bytes > m_end - m_at) {
        fail(kind, from);
        return false;
    }
    m_at += bytes;
    return true;
}

bool WireReader::takeValue(std::uint32_t wireType, WireField &field)
{
    const std::size_t start = m_at;
    switch (wireType) {
    case 0: {
        const auto value = takeVarint();
        if (!value)
            return false;
        field.value = *value;
        field.bytes = rangeOf(start, m_at);
        return true;
    }
    case 1:
    case 5:
        if (!pass(wireType == 1 ? 8 : 4, WireFault::Kind::CutNumber, start))
            return false;
        field.bytes = rangeOf(start, m_at);
        return true;
    case 2: {
        const auto length = takeVarint();
        if (!length)
            return false;
        const std::size_t content = m_at;
        if (!pass(*length, WireFault::Kind::CutBytes, start))
            return false;
        field.bytes = rangeOf(content, m_at);
        return true;
    }
    case GroupStart:
        if (!passGroup(field.number))
            return false;
        field.bytes = rangeOf(start, m_at);
        return true;
    case GroupEnd:
        fail(WireFault::Kind::LooseGroup, field.whole.offset);
        return false;
    default:
        fail(WireFault::Kind::NoWireType, field.whole.offset);
        return false;
    }
}

bool WireReader::passGroup(std::uint32_t number)
{
    std::array<std::uint32_t, MaxProtobufGroups> open{};
    std::size_t depth = 0;
    open[depth++] = number;
    while (depth > 0) {
        const std::size_t start = m_at;
        if (m_at == m_end) {
            fail(WireFault::Kind::LooseGroup, start);
            return false;
        }
        const auto tag = takeTag();
        if (!tag)
            return false;
        if (tag->wireType == GroupEnd) {
            if (open[depth - 1] != tag->number) {
                fail(WireFault::Kind::LooseGroup, start);
                return false;
            }
            --depth;
        } else if (tag->wireType == GroupStart) {
            if (depth == MaxProtobufGroups) {
                fail(WireFault::Kind::DeepGroup, start);
                return false;
            }
            open[depth++] = tag->number;
        } else {
            WireField inner;
            inner.number = tag->number;
            inner.whole = rangeOf(start, start);
            if (!takeValue(tag->wireType, inner))
                return false;
        }
    }
    return true;
}

std::optional<WireField> WireReader::next()
{
    if (m_fault || m_at == m_end)
        return {};
    const std::size_t start = m_at;
    const auto tag = takeTag();
    if (!tag)
        return {};
    WireField field;
    field.number = tag->number;
    field.type = static_cast<WireField::Type>(tag->wireType);
    field.whole = rangeOf(start, start);
    if (!takeValue(tag->wireType, field))
        return {};
    field.whole = rangeOf(start, m_at);
    return field;
}

} // namespace core
