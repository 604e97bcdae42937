// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/avro/avroformat.h"

#include "core/codec/avro/avroreader.h"
#include "core/codec/avro/avrovalue.h"
#include "core/codec/formatrejections.h"
#include "core/codec/payload.h"
#include "core/event/base64.h"

#include <array>
#include <limits>
#include <vector>

namespace core {

namespace {

constexpr FormatNames Names{"Avro",
                            "application/cloudevents+avro",
                            {},
                            "CloudEvents Avro format 2",
                            "MaxAvroAttributes",
                            MaxAvroAttributes};

Rejection rejectionForAvro(const AvroFault &fault, std::string_view bytes, std::size_t maxDepth)
{
    using Kind = AvroFault::Kind;
    if (auto json = rejectionForJsonBody(Names, bytes))
        return *json;
    const auto at = static_cast<std::uint32_t>(std::min(fault.at, bytes.size()));
    const std::string where = ", at byte " + std::to_string(at);
    Rejection rejection{400,
                        "invalid-avro",
                        "Avro is broken" + where,
                        {},
                        "Encode the event with the schema cloudevents.avsc of CloudEvents 1.0, as "
                        "one datum in binary, without a header.",
                        "Avro 1.9, Binary Encoding; CloudEvents Avro format 2.4",
                        {Place::Part::Body, {}, ByteRange{at, at < bytes.size() ? 1U : 0U}}};
    switch (fault.kind) {
    case Kind::CutNumber:
    case Kind::CutBytes:
        rejection.rule = "avro-ends-early";
        rejection.title = "Avro ends early" + where;
        rejection.detail = fault.kind == Kind::CutBytes
                               ? "A length leads beyond the end of the body."
                               : "The bytes stop within a value.";
        rejection.fix += " Send the whole body.";
        break;
    case Kind::LongNumber:
        rejection.detail = "A number has more than 64 bits.";
        break;
    case Kind::NegativeLength:
        rejection.detail = "A length is negative.";
        break;
    case Kind::NoBranch:
        rejection.detail = "A union names a type that it does not have.";
        break;
    case Kind::NoBoolean:
        rejection.detail = "A boolean is neither 0 nor 1.";
        break;
    case Kind::WideInt:
        rejection.detail = "An int has more than 32 bits.";
        break;
    case Kind::NotUtf8:
        rejection.rule = "invalid-utf8";
        rejection.title = "A string is not UTF-8" + where;
        rejection.detail = "Avro strings are UTF-8; these bytes are another encoding, or were cut.";
        rejection.fix = "Encode the string as UTF-8, or send it as bytes.";
        break;
    case Kind::NotFinite:
        rejection.rule = "invalid-number";
        rejection.title = "A number in data is infinite or none" + where;
        rejection.detail = "Data that is not bytes stands for a JSON value, and JSON has no such "
                           "number.";
        rejection.fix = "Send null or a string in its place, or the data as bytes.";
        rejection.reference = "CloudEvents Avro format 3; RFC 8259 6";
        break;
    case Kind::WrongBlock:
        rejection.detail = "A block of a map or an array has another size than it says.";
        break;
    case Kind::TooDeep:
        rejection.rule = "avro-too-deep";
        rejection.title = "Avro is nested too deeply" + where;
        rejection.detail = depthSentence(maxDepth, "maps and arrays");
        rejection.fix = "Send data with less nesting, or as bytes.";
        break;
    case Kind::TrailingBytes:
        rejection.title = "Avro goes on after the event" + where;
        rejection.detail = "One body holds one event; something follows it.";
        rejection.fix = "Send one event per request: the Avro format has no batch.";
        break;
    }
    if (bytes.starts_with("Obj\x01")) {
        rejection.rule = "avro-container";
        rejection.title = "Avro object container file sent as an event";
        rejection.detail = "The body begins with Obj and its schema. An event is one datum alone.";
    } else if (bytes.starts_with("\xC3\x01")) {
        rejection.rule = "avro-single-object";
        rejection.title = "Avro single-object encoding sent as an event";
        rejection.detail =
            "The body begins with a marker and the fingerprint of a schema. An event "
            "is one datum alone.";
    }
    return rejection;
}

class EventReader {
public:
    EventReader(std::string_view bytes, std::size_t maxDepth, CloudEvent &event)
        : m_bytes(bytes)
        , m_maxDepth(maxDepth)
        , m_reader(bytes)
        , m_builder(SpecVersion::V10, event)
    {
    }

    MaybeRejection read();

private:
    struct Attribute {
        TypedText value;
        ByteRange place;
    };

    MaybeRejection readMap();
    /// Nothing if it is null; reader.fault() tells whether it is broken.
    std::optional<Attribute> takeValue();
    MaybeRejection setAttributes();
    MaybeRejection readData();
    Rejection fault() const { return rejectionForAvro(*m_reader.fault(), m_bytes, m_maxDepth); }

    std::string_view m_bytes;
    const std::size_t m_maxDepth;
    AvroReader m_reader;
    EventBuilder m_builder;
    std::vector<std::string_view> m_names; ///< null ones, too
    std::vector<std::optional<Attribute>> m_attributes;
};

MaybeRejection EventReader::read()
{
    if (auto rejection = readMap())
        return rejection;
    if (auto rejection = setAttributes())
        return rejection;
    if (auto rejection = readData())
        return rejection;
    if (!m_reader.atEnd()) {
        m_reader.fail(AvroFault::Kind::TrailingBytes, m_reader.at());
        return fault();
    }
    return {};
}

MaybeRejection EventReader::readMap()
{
    AvroBlocks blocks(m_reader);
    while (blocks.next()) {
        const auto name = m_reader.takeString();
        if (!name)
            return fault();
        if (m_names.size() == MaxAvroAttributes)
            return rejectionForTooManyAttributes(Names, *name);
        m_names.push_back(m_reader.textOf(*name));
        m_attributes.push_back(takeValue());
        if (m_reader.fault())
            return fault();
    }
    if (m_reader.fault())
        return fault();
    return {};
}

std::optional<EventReader::Attribute> EventReader::takeValue()
{
    const auto start = static_cast<std::uint32_t>(m_reader.at());
    const auto branch = m_reader.takeBranch(5);
    if (!branch)
        return {};
    Attribute attribute;
    switch (*branch) {
    case 0:
        return {};
    case 1:
        attribute.value = {AttributeType::Boolean,
                           m_reader.takeBoolean().value_or(false) ? "true" : "false"};
        break;
    case 2:
        attribute.value = {AttributeType::Integer, std::to_string(m_reader.takeInt().value_or(0))};
        break;
    case 3:
        if (const auto text = m_reader.takeString())
            attribute.value = {AttributeType::String, std::string(m_reader.textOf(*text))};
        break;
    default:
        attribute.value.type = AttributeType::Binary;
        if (const auto bytes = m_reader.takeBytes())
            appendBase64(attribute.value.canonical, m_reader.textOf(*bytes));
    }
    attribute.place = {start, static_cast<std::uint32_t>(m_reader.at()) - start};
    return attribute;
}

MaybeRejection EventReader::setAttributes()
{
    const ByteRange map{0, static_cast<std::uint32_t>(m_reader.at())};
    if (const auto repeated = firstRepeated(m_names)) {
        const auto at = static_cast<std::uint32_t>(m_names[*repeated].data() - m_bytes.data());
        return rejectionForRepeated({Place::Part::Body,
                                     m_names[*repeated],
                                     {at, static_cast<std::uint32_t>(m_names[*repeated].size())}},
                                    SpecVersion::V10);
    }
    const auto version = std::find(m_names.begin(), m_names.end(), "specversion");
    const std::size_t versionAt = static_cast<std::size_t>(version - m_names.begin());
    if (version == m_names.end() || !m_attributes[versionAt])
        return rejectionForNoVersion(Names, "the entry specversion of attribute", map);
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        if (!m_attributes[i])
            continue;
        auto &[value, place] = *m_attributes[i];
        const AttributeSpot spot{Place::Part::Body, m_names[i], place};
        if (i != versionAt) {
            if (auto rejection = setTyped(m_builder, Names, m_names[i], std::move(value), spot))
                return rejection;
            continue;
        }
        if (value.type != AttributeType::String)
            return rejectionForType(Names, spot, typeWords(value.type),
                                    typeWords(AttributeType::String));
        if (auto rejection = checkVersion(Names, value.canonical, spot))
            return rejection;
    }
    if (const auto missing = m_builder.missing(); !missing.empty())
        return rejectionForMissing(Names, missing, map);
    return {};
}

MaybeRejection EventReader::readData()
{
    const std::size_t start = m_reader.at();
    const auto branch = m_reader.takeBranch(static_cast<std::size_t>(AvroDataType::Count));
    if (!branch)
        return fault();
    CloudEvent &event = m_builder.event();
    const auto type = static_cast<AvroDataType>(*branch);
    if (type == AvroDataType::Null)
        return {};
    // Under a JSON media type a string is the JSON value that is a string; else it is the text.
    const bool isText = type == AvroDataType::String && !isJsonByName(event);
    if (type == AvroDataType::Bytes || isText) {
        const auto range = isText ? m_reader.takeString() : m_reader.takeBytes();
        if (!range)
            return fault();
        event.dataForm = isText ? DataForm::Text : DataForm::Raw;
        event.data = *range;
        return {};
    }
    if (!passAvroValue(m_reader, type, nullptr, m_maxDepth))
        return fault();
    event.dataForm = DataForm::AvroValue;
    event.data = {static_cast<std::uint32_t>(start),
                  static_cast<std::uint32_t>(m_reader.at() - start)};
    return {};
}

void appendAttribute(std::string &out, std::string_view name, const AttributeValue &value)
{
    appendAvroBytes(out, name);
    switch (value.type()) {
    case AttributeType::Boolean:
        appendAvroLong(out, 1);
        out.push_back(value.asBoolean() ? '\x01' : '\0');
        return;
    case AttributeType::Integer:
        appendAvroLong(out, 2);
        appendAvroLong(out, value.asInteger());
        return;
    case AttributeType::Binary:
        appendAvroLong(out, 4);
        appendAvroBytes(out, decodeBase64(value.asText()).value_or(std::string()));
        return;
    default:
        appendAvroLong(out, 3);
        appendAvroBytes(out, value.asText());
    }
}

void appendBytesOrString(std::string &out, AvroDataType type, std::string_view bytes)
{
    appendAvroLong(out, static_cast<std::int64_t>(type));
    appendAvroBytes(out, bytes);
}

void appendData(std::string &out, const CloudEvent &event, const Payload &payload)
{
    switch (payload.kind) {
    case Payload::Kind::None:
        appendAvroLong(out, static_cast<std::int64_t>(AvroDataType::Null));
        return;
    case Payload::Kind::Json:
        if (!appendAvroValue(out, payload.bytes))
            appendBytesOrString(out, AvroDataType::Bytes, payload.bytes);
        return;
    case Payload::Kind::Text:
    case Payload::Kind::Xml:
        appendBytesOrString(out, isJsonByName(event) ? AvroDataType::Bytes : AvroDataType::String,
                            payload.bytes);
        return;
    case Payload::Kind::Bytes:
    case Payload::Kind::Any:
        appendBytesOrString(out, AvroDataType::Bytes, bytesOf(payload));
    }
}

} // namespace

tl::expected<CloudEvent, Rejection> decodeAvroEvent(std::string_view bytes,
                                                    const DecodeLimits &limits)
{
    if (bytes.empty())
        return tl::unexpected(rejectionForEmptyBody(Names));
    tl::expected<CloudEvent, Rejection> event;
    if (auto rejection = EventReader(bytes, limits.depth, *event).read())
        event = tl::unexpected(std::move(*rejection));
    return event;
}

void appendAvroEvent(std::string &out, EventView view)
{
    const CloudEvent &event = view.event;
    const Payload payload = payloadOf(view);
    std::vector<std::pair<std::string_view, AttributeValue>> attributes;
    const auto add = [&attributes](std::string_view name, std::optional<std::string> value) {
        if (value)
            attributes.emplace_back(name, AttributeValue::string(std::move(*value)));
    };
    add("specversion", std::string(specVersionText(event.specVersion)));
    add("id", event.id);
    add("source", event.source);
    add("type", event.type);
    add("subject", event.subject);
    add("time", event.time);
    if (event.dataContentType)
        add("datacontenttype", event.dataContentType);
    else if (payload.kind == Payload::Kind::Json)
        add("datacontenttype", "application/json");
    add("dataschema", event.dataSchema);
    for (const Extension &extension : event.extensions)
        attributes.emplace_back(extension.name, extension.value);
    appendAvroLong(out, static_cast<std::int64_t>(attributes.size()));
    for (const auto &[name, value] : attributes)
        appendAttribute(out, name, value);
    appendAvroLong(out, 0);
    appendData(out, event, payload);
}

} // namespace core
