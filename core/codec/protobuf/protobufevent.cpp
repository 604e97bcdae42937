// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/protobuf/protobufformat.h"

#include "core/codec/jsonformat.h"
#include "core/codec/protobuf/protobufrejections.h"
#include "core/codec/rangetext.h"
#include "core/event/base64.h"
#include "core/event/timestamp.h"
#include "core/event/unicodetext.h"

#include <limits>

namespace core {

namespace {

constexpr const FormatNames &Names = ProtobufFormatNames;

/// RFC 3339 with the fewest of 0, 3, 6 and 9 digits.
std::string timestampText(std::int64_t seconds, std::int64_t nanoseconds)
{
    std::string text = formatTimestamp(WallTime(std::chrono::seconds(seconds)));
    if (nanoseconds == 0)
        return text;
    std::string digits = std::to_string(1'000'000'000 + nanoseconds).substr(1);
    while (digits.ends_with("000"))
        digits.resize(digits.size() - 3);
    text.pop_back();
    return text + '.' + digits + 'Z';
}

/// Reads one message CloudEvent.
class EventReader {
public:
    EventReader(std::string_view text, ByteRange message, CloudEvent &event)
        : m_text(text)
        , m_message(message)
        , m_builder(SpecVersion::V10, event)
    {
    }

    MaybeRejection read();

private:
    /// One of the fields that are attributes; the last one counts.
    struct Required {
        std::string_view field;
        std::string_view attribute;
        std::optional<ByteRange> value;
    };
    struct Entry {
        ByteRange name;
        std::optional<ByteRange> value;
    };
    /// google.protobuf.Timestamp; parts of one that comes more than once are merged.
    struct Instant {
        std::int64_t seconds = 0;
        std::int64_t nanoseconds = 0;
    };

    MaybeRejection readFields();
    MaybeRejection readEntry(ByteRange bytes);
    MaybeRejection readRequired();
    MaybeRejection readAttributes();
    MaybeRejection readValue(const Entry &entry, const AttributeSpot &spot, TypedText &value) const;
    MaybeRejection readTypedField(const WireField &field, std::uint32_t &kind, Instant &instant,
                                  TypedText &value) const;
    MaybeRejection readInstant(ByteRange bytes, Instant &instant) const;
    MaybeRejection readData();
    MaybeRejection checkAny(ByteRange any) const;
    MaybeRejection faultOf(const WireReader &reader) const;
    std::string_view textOf(ByteRange range) const { return textIn(m_text, range); }

    std::string_view m_text;
    ByteRange m_message;
    EventBuilder m_builder;
    std::array<Required, 4> m_required{{{"id", "id", {}},
                                        {"source", "source", {}},
                                        {"spec_version", "specversion", {}},
                                        {"type", "type", {}}}};
    std::vector<Entry> m_entries;
    std::optional<WireField> m_data;
};

MaybeRejection EventReader::faultOf(const WireReader &reader) const
{
    if (reader.fault())
        return rejectionForWire(*reader.fault(), m_text);
    return {};
}

MaybeRejection EventReader::read()
{
    if (auto rejection = readFields())
        return rejection;
    if (auto rejection = readRequired())
        return rejection;
    if (auto rejection = readAttributes())
        return rejection;
    return readData();
}

MaybeRejection EventReader::readFields()
{
    using Type = WireField::Type;
    constexpr std::uint32_t Attributes = 5;
    constexpr std::uint32_t BinaryData = 6;
    constexpr std::uint32_t ProtoData = 8;
    WireReader reader(m_text, m_message);
    while (const auto field = reader.next()) {
        if (field->number <= m_required.size()) {
            Required &required = m_required[field->number - 1];
            if (field->type != Type::Bytes)
                return rejectionForWireType(required.field, *field);
            required.value = field->bytes;
        } else if (field->number == Attributes) {
            if (field->type != Type::Bytes)
                return rejectionForWireType("attributes", *field);
            if (m_entries.size() == MaxProtobufAttributes)
                return rejectionForTooManyAttributes(Names, field->whole);
            if (auto rejection = readEntry(field->bytes))
                return rejection;
        } else if (field->number >= BinaryData && field->number <= ProtoData) {
            constexpr std::array<std::string_view, 3> Fields{"binary_data", "text_data",
                                                             "proto_data"};
            if (field->type != Type::Bytes)
                return rejectionForWireType(Fields[field->number - BinaryData], *field);
            if (m_data && m_data->number == ProtoData && field->number == ProtoData)
                return Rejection{400,
                                 "repeated-data",
                                 "proto_data is there twice, at byte " +
                                     std::to_string(field->whole.offset),
                                 "The two would have to be merged into one message, and the data "
                                 "is kept as it came.",
                                 "Write proto_data once.",
                                 "CloudEvents Protobuf format 3",
                                 {Place::Part::Body, "proto_data", field->whole}};
            m_data = field;
        }
    }
    return faultOf(reader);
}

MaybeRejection EventReader::readEntry(ByteRange bytes)
{
    Entry entry{{bytes.offset, 0}, {}};
    WireReader reader(m_text, bytes);
    while (const auto field = reader.next()) {
        if (field->number > 2)
            continue;
        if (field->type != WireField::Type::Bytes)
            return rejectionForWireType(field->number == 1 ? "attributes.key" : "attributes.value",
                                        *field);
        if (field->number == 1)
            entry.name = field->bytes;
        else
            entry.value = field->bytes;
    }
    m_entries.push_back(entry);
    return faultOf(reader);
}

MaybeRejection EventReader::readRequired()
{
    const Required &version = m_required[2];
    if (!version.value || version.value->length == 0)
        return rejectionForNoVersion(Names, "the field spec_version", m_message);
    const AttributeSpot versionSpot{Place::Part::Body, version.field, *version.value};
    if (auto rejection = checkVersion(Names, textOf(*version.value), versionSpot))
        return rejection;
    for (const Required &required : m_required) {
        // proto3 knows no difference between a text that is empty and one that is not there.
        if (&required == &version || !required.value || required.value->length == 0)
            continue;
        const AttributeSpot spot{Place::Part::Body, required.field, *required.value};
        if (auto rejection =
                m_builder.setText(required.attribute, std::string(textOf(*required.value)), spot))
            return rejection;
    }
    if (const auto missing = m_builder.missing(); !missing.empty())
        return rejectionForMissing(Names, missing, m_message);
    return {};
}

MaybeRejection EventReader::readAttributes()
{
    std::vector<std::string_view> names;
    names.reserve(m_entries.size());
    for (const Entry &entry : m_entries)
        names.push_back(textOf(entry.name));
    if (const auto repeated = firstRepeated(names))
        return rejectionForRepeated(
            {Place::Part::Body, names[*repeated], m_entries[*repeated].name}, SpecVersion::V10);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Entry &entry = m_entries[i];
        const AttributeSpot spot{Place::Part::Body, names[i], entry.value.value_or(entry.name)};
        for (const Required &required : m_required) {
            if (required.attribute != names[i])
                continue;
            return Rejection{400,
                             "required-attribute-in-map",
                             spot.shown() + " is among the optional attributes",
                             "The required attributes are fields of their own; in attributes this "
                             "one could contradict its field.",
                             "Set the field " + std::string(required.field) + " only.",
                             "CloudEvents Protobuf format 2.3",
                             spot.place()};
        }
        TypedText value;
        if (auto rejection = readValue(entry, spot, value))
            return rejection;
        if (auto rejection = setTyped(m_builder, Names, names[i], std::move(value), spot))
            return rejection;
    }
    return {};
}

MaybeRejection EventReader::readValue(const Entry &entry, const AttributeSpot &spot,
                                      TypedText &value) const
{
    std::uint32_t kind = 0; // the number of its field; 0: none yet
    Instant instant;
    if (entry.value) {
        WireReader reader(m_text, *entry.value);
        while (const auto field = reader.next()) {
            if (auto rejection = readTypedField(*field, kind, instant, value))
                return rejection;
        }
        if (auto rejection = faultOf(reader))
            return rejection;
    }
    if (kind == 0)
        return Rejection{400,
                         "attribute-without-value",
                         spot.shown() + " has no value",
                         "None of the fields of its CloudEventAttributeValue is set.",
                         "Set one of them, such as ce_string, or leave the attribute out.",
                         "CloudEvents Protobuf format 2.4",
                         spot.place()};
    constexpr std::int64_t FirstSecond = -62'135'596'800; // 0001-01-01T00:00:00Z
    constexpr std::int64_t LastSecond = 253'402'300'799;  // 9999-12-31T23:59:59Z
    if (value.type != AttributeType::Timestamp)
        return {};
    if (instant.seconds < FirstSecond || instant.seconds > LastSecond || instant.nanoseconds < 0 ||
        instant.nanoseconds > 999'999'999)
        return Rejection{400,
                         "invalid-timestamp",
                         spot.shown() + " is not a Timestamp",
                         "A google.protobuf.Timestamp has 0 to 999999999 nanoseconds and lies in "
                         "the years 1 to 9999; this one has " +
                             std::to_string(instant.seconds) + " seconds and " +
                             std::to_string(instant.nanoseconds) + " nanoseconds.",
                         "Let the Protobuf library make the Timestamp.",
                         "Protocol Buffers, google.protobuf.Timestamp",
                         spot.place()};
    value.canonical = timestampText(instant.seconds, instant.nanoseconds);
    return {};
}

MaybeRejection EventReader::readTypedField(const WireField &field, std::uint32_t &kind,
                                           Instant &instant, TypedText &value) const
{
    using Type = WireField::Type;
    struct Kind {
        std::string_view field;
        Type wireType;
        AttributeType type;
    };
    constexpr std::array<Kind, 7> Kinds{{
        {"ce_boolean", Type::Varint, AttributeType::Boolean},
        {"ce_integer", Type::Varint, AttributeType::Integer},
        {"ce_string", Type::Bytes, AttributeType::String},
        {"ce_bytes", Type::Bytes, AttributeType::Binary},
        {"ce_uri", Type::Bytes, AttributeType::Uri},
        {"ce_uri_ref", Type::Bytes, AttributeType::UriReference},
        {"ce_timestamp", Type::Bytes, AttributeType::Timestamp},
    }};
    if (field.number > Kinds.size())
        return {};
    const Kind &is = Kinds[field.number - 1];
    if (field.type != is.wireType)
        return rejectionForWireType(is.field, field);
    const bool goesOn = kind == field.number;
    kind = field.number;
    value.type = is.type;
    value.canonical.clear();
    switch (is.type) {
    case AttributeType::Boolean:
        value.canonical = field.value != 0 ? "true" : "false";
        return {};
    case AttributeType::Integer:
        // A negative int32 is written with 64 bits. What does not fit is refused by its text.
        value.canonical = std::to_string(static_cast<std::int64_t>(field.value));
        return {};
    case AttributeType::Binary:
        appendBase64(value.canonical, textOf(field.bytes));
        return {};
    case AttributeType::Timestamp:
        if (!goesOn)
            instant = {};
        return readInstant(field.bytes, instant);
    default:
        value.canonical = textOf(field.bytes);
        return {};
    }
}

MaybeRejection EventReader::readInstant(ByteRange bytes, Instant &instant) const
{
    WireReader reader(m_text, bytes);
    while (const auto field = reader.next()) {
        if (field->number > 2)
            continue;
        if (field->type != WireField::Type::Varint)
            return rejectionForWireType(
                field->number == 1 ? "ce_timestamp.seconds" : "ce_timestamp.nanos", *field);
        (field->number == 1 ? instant.seconds : instant.nanoseconds) =
            static_cast<std::int64_t>(field->value);
    }
    return faultOf(reader);
}

MaybeRejection EventReader::readData()
{
    if (!m_data)
        return {};
    CloudEvent &event = m_builder.event();
    const ByteRange bytes = m_data->bytes;
    event.data = {bytes.offset - m_message.offset, bytes.length};
    switch (m_data->number) {
    case 6:
        event.dataForm = DataForm::Raw;
        return {};
    case 7:
        event.dataForm = DataForm::Text;
        if (const auto fault = utf8Fault(textOf(bytes)))
            return rejectionForText(Names, *fault, bytes);
        return {};
    default:
        event.dataForm = DataForm::ProtobufAny;
        return checkAny(bytes);
    }
}

MaybeRejection EventReader::checkAny(ByteRange any) const
{
    std::string_view typeUrl;
    WireReader reader(m_text, any);
    while (const auto field = reader.next()) {
        if (field->number > 2)
            continue;
        if (field->type != WireField::Type::Bytes)
            return rejectionForWireType(
                field->number == 1 ? "proto_data.type_url" : "proto_data.value", *field);
        if (field->number == 1)
            typeUrl = textOf(field->bytes);
    }
    if (auto rejection = faultOf(reader))
        return rejection;
    if (typeUrl.find('/') == std::string_view::npos || utf8Fault(typeUrl))
        return Rejection{400,
                         "invalid-type-url",
                         "proto_data does not say which message it is",
                         "Its type_url " + quotedForReader(typeUrl) +
                             " has no slash before the full name of a message.",
                         "Let the Protobuf library pack the message into the Any.",
                         "Protocol Buffers, google.protobuf.Any; CloudEvents Protobuf format 3",
                         {Place::Part::Body, "proto_data", any}};
    return {};
}

tl::expected<CloudEvent, Rejection> readEvent(std::string_view text, ByteRange message)
{
    tl::expected<CloudEvent, Rejection> event;
    if (auto rejection = EventReader(text, message, *event).read())
        event = tl::unexpected(std::move(*rejection));
    return event;
}

ByteRange wholeOf(std::string_view text)
{
    return {0, static_cast<std::uint32_t>(text.size())};
}

/// The last field with that number, of a message that was decoded.
std::string_view bytesField(std::string_view message, std::uint32_t number)
{
    std::string_view bytes;
    WireReader reader(message, wholeOf(message));
    while (const auto field = reader.next()) {
        if (field->number == number && field->type == WireField::Type::Bytes)
            bytes = textIn(message, field->bytes);
    }
    return bytes;
}

tl::expected<std::vector<ReceivedEvent>, Rejection> readBatch(std::string_view text,
                                                              const DecodeLimits &limits)
{
    std::vector<ReceivedEvent> events;
    WireReader reader(text, wholeOf(text));
    while (const auto field = reader.next()) {
        if (field->number != 1)
            continue;
        if (field->type != WireField::Type::Bytes)
            return tl::unexpected(rejectionForWireType("events", *field));
        if (events.size() == limits.batchEvents)
            return tl::unexpected(rejectionForTooManyEvents(Names.reference, limits.batchEvents));
        auto event = readEvent(text, field->bytes);
        if (!event)
            return tl::unexpected(inBatch(std::move(event.error()), events.size()));
        events.push_back({std::move(*event), field->bytes});
    }
    if (reader.fault())
        return tl::unexpected(rejectionForWire(*reader.fault(), text));
    return events;
}

} // namespace

tl::expected<CloudEvent, Rejection> decodeProtobufEvent(std::string_view text)
{
    if (text.empty())
        return tl::unexpected(rejectionForEmptyBody(Names));
    auto event = readEvent(text, wholeOf(text));
    if (!event) {
        if (const auto batch = readBatch(text, {}); batch && !batch->empty())
            return tl::unexpected(rejectionForBatchAsEvent(Names));
    }
    return event;
}

tl::expected<std::vector<ReceivedEvent>, Rejection> decodeProtobufBatch(std::string_view text,
                                                                        const DecodeLimits &limits)
{
    auto events = readBatch(text, limits);
    if (!events && readEvent(text, wholeOf(text)))
        return tl::unexpected(rejectionForEventAsBatch(Names));
    return events;
}

std::string_view valueOfAny(std::string_view any)
{
    return bytesField(any, 2);
}

std::string_view typeOfAny(std::string_view any)
{
    return bytesField(any, 1);
}

} // namespace core
