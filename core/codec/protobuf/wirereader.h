// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

/// Groups that may stand inside each other in fields that are passed over.
constexpr std::size_t MaxProtobufGroups = 64;

/// Why bytes are no Protobuf message, and the byte where that shows.
struct WireFault {
    enum class Kind : std::uint8_t {
        CutNumber,  ///< the bytes end within a varint or a number of fixed size
        LongNumber, ///< a varint with more than 64 bits
        CutBytes,   ///< a length that leads beyond the end
        NoField,    ///< a field number of 0 or above 2^29 - 1
        NoWireType, ///< wire type 6 or 7
        LooseGroup, ///< a group that ends without a beginning, or the other way round
        DeepGroup,  ///< more than MaxProtobufGroups inside each other
    };
    Kind kind = Kind::CutNumber;
    std::size_t at = 0;
    bool operator==(const WireFault &) const = default;
};

/// One field as it stands in a message.
struct WireField {
    enum class Type : std::uint8_t { Varint = 0, Fixed64 = 1, Bytes = 2, Group = 3, Fixed32 = 5 };
    std::uint32_t number = 0;
    Type type = Type::Varint;
    std::uint64_t value = 0; ///< of a Varint
    ByteRange bytes;         ///< of a Varint the number itself, of Bytes what the length counts
    ByteRange whole;         ///< from its tag on
};

/// Walks over the fields of one Protobuf message (encoding of Protocol Buffers): every one is found, known or not. Places
/// count in the whole text. The first fault ends the walk. Borrows the text, which has less than 4 GiB.
class WireReader {
public:
    WireReader(std::string_view text, ByteRange message);

    /// The next field; nothing at the end or after a fault.
    [[nodiscard]] std::optional<WireField> next();
    const std::optional<WireFault> &fault() const { return m_fault; }

private:
    struct Tag {
        std::uint32_t number = 0;
        std::uint32_t wireType = 0;
    };
    std::optional<std::uint64_t> takeVarint();
    std::optional<Tag> takeTag();
    bool takeValue(std::uint32_t wireType, WireField &field);
    bool passGroup(std::uint32_t number);
    bool pass(std::size_t bytes, WireFault::Kind kind, std::size_t from);
    void fail(WireFault::Kind kind, std::size_t at);

    std::string_view m_text;
    std::size_t m_at;
    std::size_t m_end;
    std::optional<WireFault> m_fault;
};

} // namespace core
