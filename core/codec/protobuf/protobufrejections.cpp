// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/protobuf/protobufrejections.h"

namespace core {

namespace {

constexpr const FormatNames &Names = ProtobufFormatNames;
constexpr std::string_view WireReference = "Protocol Buffers, Encoding";

std::string atByte(std::size_t at)
{
    return ", at byte " + std::to_string(at);
}

} // namespace

Rejection rejectionForWire(const WireFault &fault, std::string_view text)
{
    using Kind = WireFault::Kind;
    if (auto json = rejectionForJsonBody(Names, text))
        return *json;
    const auto at = static_cast<std::uint32_t>(fault.at);
    Rejection rejection{400,
                        "invalid-protobuf",
                        "Protobuf is broken" + atByte(at),
                        {},
                        "Send the bytes as a Protobuf library writes a message CloudEvent of "
                        "cloudevents.proto, unchanged.",
                        std::string(WireReference),
                        {Place::Part::Body, {}, ByteRange{at, at < text.size() ? 1U : 0U}}};
    switch (fault.kind) {
    case Kind::CutNumber:
    case Kind::CutBytes:
        rejection.rule = "protobuf-ends-early";
        rejection.title = "Protobuf ends early" + atByte(at);
        rejection.detail = fault.kind == Kind::CutBytes
                               ? "A length says that a field goes on beyond the end of its message."
                               : "The bytes stop within a number.";
        rejection.fix = "Send the whole body; let the HTTP library compute Content-Length.";
        break;
    case Kind::LongNumber:
        rejection.detail = "A number has more than 64 bits.";
        break;
    case Kind::NoField:
        rejection.detail = "There is no field with the number 0, or above 536870911.";
        break;
    case Kind::NoWireType:
        rejection.detail = "The wire types 6 and 7 do not exist.";
        break;
    case Kind::LooseGroup:
        rejection.detail = "A group has no beginning or no end.";
        break;
    case Kind::DeepGroup:
        rejection.rule = "protobuf-too-deep";
        rejection.title = "Protobuf is nested too deeply" + atByte(at);
        rejection.detail = "The limit MaxProtobufGroups is " + std::to_string(MaxProtobufGroups) +
                           " groups inside each other in fields that are not known here.";
        rejection.fix = "Leave out fields that cloudevents.proto does not have.";
        break;
    }
    return rejection;
}

Rejection rejectionForWireType(std::string_view field, const WireField &is)
{
    const std::string name(field);
    return {400,
            "wrong-wire-type",
            "The field " + name + " has a wrong wire type" + atByte(is.whole.offset),
            "The field " + name + " is written with wire type " +
                std::to_string(static_cast<int>(is.type)) +
                ", which is not that of its type in cloudevents.proto.",
            "Compile the sender with the cloudevents.proto of CloudEvents 1.0.",
            "CloudEvents Protobuf format 2; " + std::string(WireReference),
            {Place::Part::Body, name, is.whole}};
}

} // namespace core
