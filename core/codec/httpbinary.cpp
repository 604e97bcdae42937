// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/httpbinary.h"

#include "core/codec/eventbuilder.h"
#include "core/codec/headervalue.h"
#include "core/codec/jsonstring.h"
#include "core/codec/usualmistakes.h"
#include "core/event/asciitext.h"
#include "core/event/attributename.h"
#include "core/event/base64.h"
#include "core/event/uri.h"

namespace core {

namespace {

constexpr std::string_view Prefix = "ce-";

AttributeSpot spotOf(const HeaderField &field)
{
    return {Place::Part::Header, field.name, field.place};
}

Rejection brokenEncoding(const HeaderField &field, const TextFault &fault)
{
    const AttributeSpot spot = spotOf(field);
    const std::string shown = spot.shown();
    return {400,
            "invalid-header-encoding",
            shown + " cannot be decoded",
            "The value " + quotedForReader(field.value) + " " + std::string(fault.why) + ".",
            "Percent-encode the UTF-8 bytes of space, double quote, percent sign and everything "
            "outside "
            "printable ASCII: 100% is sent as 100%25.",
            "CloudEvents HTTP binding 3.1.3.2",
            spot.place()};
}

/// Gathers the attributes of one binary-mode message.
class HeaderReader {
public:
    HeaderReader(SpecVersion version, std::string_view body, CloudEvent &event)
        : m_body(body)
        , m_builder(version, event)
    {
    }

    MaybeRejection read(std::span<const HeaderField> fields);
    MaybeRejection readData();
    CloudEvent &event() { return m_builder.event(); }

private:
    struct Attribute {
        std::string name;
        const HeaderField *field = nullptr;
    };
    struct MapEntry {
        std::string attribute;
        const HeaderField *field = nullptr; ///< of its first key
        std::string json;
    };

    MaybeRejection readAttribute(const Attribute &attribute);
    MaybeRejection readMapEntry(std::string_view name, const HeaderField &field);
    MaybeRejection checkRepeated(std::span<const Attribute> attributes) const;

    std::string_view m_body;
    EventBuilder m_builder;
    std::vector<MapEntry> m_maps;
    const HeaderField *m_encoding = nullptr; ///< ce-datacontentencoding of 0.3
};

MaybeRejection HeaderReader::read(std::span<const HeaderField> fields)
{
    std::vector<Attribute> attributes;
    attributes.reserve(fields.size());
    for (const HeaderField &field : fields) {
        if (startsWithFolded(field.name, Prefix))
            attributes.push_back({foldedText(field.name.substr(Prefix.size())), &field});
    }
    if (auto rejection = checkRepeated(attributes))
        return rejection;
    if (const HeaderField *type = contentTypeIn(fields)) {
        // Content-Type is the attribute as it stands: no percent-encoding there.
        if (auto rejection =
                m_builder.setText("datacontenttype", std::string(type->value), spotOf(*type)))
            return rejection;
    }
    for (const Attribute &attribute : attributes) {
        if (auto rejection = readAttribute(attribute))
            return rejection;
    }
    for (MapEntry &map : m_maps) {
        const auto &there = event().extensions;
        if (std::any_of(there.begin(), there.end(),
                        [&map](const Extension &each) { return each.name == map.attribute; }))
            return rejectionForRepeated(spotOf(*map.field), SpecVersion::V03);
        m_builder.addExtension(map.attribute,
                               AttributeValue::text(AttributeType::Map, std::move(map.json) + '}'));
    }
    if (const auto missing = m_builder.missing(); !missing.empty())
        return missingHeaders(fields, missing);
    return {};
}

MaybeRejection HeaderReader::checkRepeated(std::span<const Attribute> attributes) const
{
    std::vector<std::string_view> names(attributes.size());
    std::transform(attributes.begin(), attributes.end(), names.begin(),
                   [](const Attribute &attribute) { return std::string_view(attribute.name); });
    if (const auto repeated = firstRepeated(names))
        return rejectionForRepeated(spotOf(*attributes[*repeated].field), SpecVersion::V10);
    return {};
}

MaybeRejection HeaderReader::readAttribute(const Attribute &attribute)
{
    const SpecVersion version = event().specVersion;
    const std::string_view name = attribute.name;
    const HeaderField &field = *attribute.field;
    // Content-Type alone says what the data is; what the header beside it means is left open, so it
    // means nothing.
    if (name == "specversion" || name == "datacontenttype")
        return {};
    if (version == SpecVersion::V03 && name == "datacontentencoding") {
        m_encoding = &field;
        return {};
    }
    if (version == SpecVersion::V03 && name.find('-') != std::string_view::npos)
        return readMapEntry(name, field);
    if (const auto fault = attributeNameFault(name, version))
        return rejectionForName(spotOf(field), *fault, version);
    auto value = decodeHeaderValue(field.value);
    if (!value)
        return brokenEncoding(field, value.error());
    const CoreAttribute meaning = coreAttribute(name, version);
    const bool isUri = meaning == CoreAttribute::Source || meaning == CoreAttribute::Schema;
    // A URI has no character that needs encoding but % itself. Senders that do not encode at all
    // (they are many) mean the URI as it stands: /a%20b would otherwise become one with a space.
    if (isUri && uriReferenceFault(*value) && !uriReferenceFault(field.value))
        *value = field.value;
    return m_builder.setText(name, std::move(*value), spotOf(field));
}

/// 0.3 flattens a Map into ce-<attribute>-<key> (HTTP binding 0.3 §3.1.3.1).
MaybeRejection HeaderReader::readMapEntry(std::string_view name, const HeaderField &field)
{
    const std::string_view attribute = name.substr(0, name.find('-'));
    const std::string_view key = name.substr(attribute.size() + 1);
    if (const auto fault = attributeNameFault(attribute, SpecVersion::V03))
        return rejectionForName(spotOf(field), *fault, SpecVersion::V03);
    if (coreAttribute(attribute, SpecVersion::V03) != CoreAttribute::None)
        return rejectionForName(spotOf(field), {"is that of an attribute that is no map", 0},
                                SpecVersion::V03);
    const auto value = decodeHeaderValue(field.value);
    if (!value)
        return brokenEncoding(field, value.error());
    auto map = std::find_if(m_maps.begin(), m_maps.end(),
                            [&](const MapEntry &each) { return each.attribute == attribute; });
    if (map == m_maps.end())
        map = m_maps.insert(map, {std::string(attribute), &field, {}});
    map->json += map->json.empty() ? '{' : ',';
    appendJsonString(map->json, key);
    map->json += ':';
    appendJsonString(map->json, *value);
    return {};
}

MaybeRejection HeaderReader::readData()
{
    if (m_body.empty())
        return {};
    event().data = {0, static_cast<std::uint32_t>(m_body.size())};
    event().dataForm = DataForm::Raw;
    if (m_encoding == nullptr)
        return {};
    // 0.3 says what this header means for data that travels as a string, and nothing about a binary
    // body. Those who send it there mean that the body is Base64, and others decode it so; what is
    // not Base64 then was meant otherwise, and nobody can tell how.
    if (!equalsFolded(m_encoding->value, "base64"))
        return Rejection{400,
                         "unknown-content-encoding",
                         "ce-datacontentencoding is " + quotedForReader(m_encoding->value) +
                             ", not base64",
                         "CloudEvents 0.3 defines base64 alone; what other encodings do to the "
                         "body is left open.",
                         "Send the bytes as they are, without ce-datacontentencoding.",
                         "CloudEvents 0.3, datacontentencoding",
                         spotOf(*m_encoding).place()};
    if (const auto fault = base64Fault(m_body)) {
        Rejection rejection = rejectionForText(
            {Place::Part::Body, "the body", event().data}, m_body, *fault,
            {"invalid-base64", "Base64, as ce-datacontentencoding says",
             "SGVsbG8=, or leave ce-datacontentencoding out and send the bytes as they are",
             "CloudEvents 0.3, datacontentencoding; RFC 4648 4"});
        rejection.place.name.clear();
        return rejection;
    }
    event().dataForm = DataForm::JsonBase64;
    return {};
}

tl::expected<SpecVersion, Rejection> readVersion(std::span<const HeaderField> fields)
{
    const auto field = std::find_if(fields.begin(), fields.end(), [](const HeaderField &each) {
        return equalsFolded(each.name, "ce-specversion");
    });
    if (field == fields.end())
        return tl::unexpected(missingHeaders(fields, {}));
    const auto value = decodeHeaderValue(field->value);
    if (!value)
        return tl::unexpected(brokenEncoding(*field, value.error()));
    if (*value == "1.0")
        return SpecVersion::V10;
    if (*value == "0.3")
        return SpecVersion::V03;
    return tl::unexpected(value->empty() ? rejectionForEmpty(spotOf(*field), SpecVersion::V10)
                                         : rejectionForVersion(spotOf(*field), *value));
}

} // namespace

const HeaderField *contentTypeIn(std::span<const HeaderField> fields)
{
    const auto field = std::find_if(fields.begin(), fields.end(), [](const HeaderField &each) {
        return equalsFolded(each.name, "content-type");
    });
    return field == fields.end() ? nullptr : &*field;
}

tl::expected<CloudEvent, Rejection> decodeBinary(std::span<const HeaderField> fields,
                                                 std::string_view body)
{
    const bool anyAttribute =
        std::any_of(fields.begin(), fields.end(),
                    [](const HeaderField &field) { return startsWithFolded(field.name, Prefix); });
    if (!anyAttribute)
        return tl::unexpected(notAnEvent(fields, body));
    const auto version = readVersion(fields);
    if (!version)
        return tl::unexpected(version.error());
    CloudEvent event;
    HeaderReader reader(*version, body, event);
    if (auto rejection = reader.read(fields))
        return tl::unexpected(std::move(*rejection));
    if (auto rejection = reader.readData())
        return tl::unexpected(std::move(*rejection));
    return event;
}

} // namespace core
