// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonevent.h"

#include "core/codec/jsonstring.h"
#include "core/codec/usualmistakes.h"
#include "core/event/asciitext.h"
#include "core/event/attributename.h"
#include "core/event/base64.h"
#include "core/event/canonicalstring.h"
#include "core/event/mediatype.h"

#include <algorithm>

namespace core {

namespace {

using Member = JsonMembers::Member;

constexpr std::string_view DataReference = "CloudEvents JSON format 3.1";

/// "a number", for sentences.
std::string_view kindName(char kind)
{
    switch (kind) {
    case '"':
        return "a string";
    case '{':
        return "an object";
    case '[':
        return "an array";
    case 't':
    case 'f':
        return "a boolean";
    case 'n':
        return "null";
    default:
        return "a number";
    }
}

Rejection rejectionForKind(const AttributeSpot &spot, char kind, std::string_view token,
                           std::string_view wanted)
{
    const std::string shown = spot.shown();
    const std::string is(kindName(kind));
    Rejection rejection{400,
                        "wrong-json-type",
                        shown + " is " + is + ", not " + std::string(wanted),
                        "The member " + shown + " holds " + quotedForReader(token) + ", which is " +
                            is + " in JSON.",
                        "Write " + shown + " as " + std::string(wanted) + ".",
                        "CloudEvents JSON format 2.2",
                        spot.place()};
    if (spot.sent == "time")
        rejection.fix =
            "Write the time as RFC 3339 says, in quotes: \"time\": \"2026-11-23T13:36:40Z\".";
    else if (spot.sent == "specversion")
        rejection.fix = "Put the version into quotes: \"specversion\": \"1.0\".";
    else if (kind != '{' && kind != '[')
        rejection.fix =
            "Put the value into quotes: \"" + shown + "\": " + quotedForReader(token) + ".";
    return rejection;
}

Rejection rejectionForInteger(const AttributeSpot &spot, std::string_view token,
                              const TextFault &fault)
{
    Rejection rejection = rejectionForText(spot, token, fault,
                                           {"invalid-integer", "a CloudEvents Integer",
                                            "42: a whole number from -2147483648 to 2147483647",
                                            "CloudEvents 1.0, Type System; JSON format 2.2"});
    rejection.fix += " Other numbers go into quotes, as strings.";
    return rejection;
}

class EventReader {
public:
    EventReader(const JsonMembers &members, std::uint32_t textStart, SpecVersion version,
                CloudEvent &event)
        : m_members(members)
        , m_textStart(textStart)
        , m_version(version)
        , m_builder(version, event)
    {
    }

    MaybeRejection readAttributes();
    MaybeRejection readData();
    CloudEvent &event() { return m_builder.event(); }

private:
    MaybeRejection readExtension(std::string_view name, const Member &member);
    MaybeRejection readMissing() const;
    MaybeRejection readBase64(const Member &member, std::string_view name);
    MaybeRejection readText(const Member &member);
    bool dataIsJson() const;
    void setData(DataForm form, ByteRange range);
    ByteRange insideRange(const Member &member) const
    {
        return {member.value.offset + 1, member.value.length - 2};
    }

    const JsonMembers &m_members;
    std::uint32_t m_textStart;
    SpecVersion m_version;
    EventBuilder m_builder;
    const Member *m_data = nullptr; ///< passed by readAttributes(); nullptr if not there
    const Member *m_base64 = nullptr;
};

MaybeRejection EventReader::readAttributes()
{
    const auto names = m_members.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string_view name = names[i];
        const Member &member = m_members.at(i);
        const CoreAttribute attribute = coreAttribute(name, m_version);
        const bool core = attribute != CoreAttribute::None;
        if (attribute == CoreAttribute::SpecVersion)
            continue;
        if (!core) {
            if (name == "data") {
                m_data = &member;
                continue;
            }
            if (name == "data_base64" && m_version == SpecVersion::V10) {
                m_base64 = &member;
                continue;
            }
            if (const auto fault = attributeNameFault(name, m_version))
                return rejectionForName(m_members.spot(i), *fault, m_version);
        }
        if (member.kind == 'n')
            continue; // null means unset
        if (core && member.kind != '"')
            return rejectionForKind(m_members.spot(i), member.kind, m_members.token(member),
                                    "a string");
        if (attribute == CoreAttribute::DataContentEncoding)
            continue; // told by the form of the data
        auto rejection =
            member.kind == '"'
                ? m_builder.setText(attribute, name, m_members.string(member), m_members.spot(i))
                : readExtension(name, member);
        if (rejection)
            return rejection;
    }
    return readMissing();
}

MaybeRejection EventReader::readExtension(std::string_view name, const Member &member)
{
    const std::string_view token = m_members.token(member);
    const AttributeSpot spot = m_members.spot(member, name);
    switch (member.kind) {
    case 't':
    case 'f':
        m_builder.addExtension(name, AttributeValue::boolean(member.kind == 't'));
        return {};
    case '{':
        if (m_version == SpecVersion::V03) {
            std::string json;
            appendJsonOnOneLine(json, token);
            m_builder.addExtension(name, AttributeValue::text(AttributeType::Map, std::move(json)));
            return {};
        }
        [[fallthrough]];
    case '[':
        return rejectionForKind(spot, member.kind, token, "a string, integer or boolean");
    default:
        if (const auto fault = integerFault(token))
            return rejectionForInteger(spot, token, *fault);
        m_builder.addExtension(name, AttributeValue::integer(*parseInteger(token)));
        return {};
    }
}

MaybeRejection EventReader::readMissing() const
{
    const auto missing = m_builder.missing();
    if (missing.empty())
        return {};
    const std::string name(missing.front());
    const Member *member = m_members.find(name);
    const bool isNull = member != nullptr;
    std::string all;
    for (const std::string_view each : missing)
        all.append(all.empty() ? "" : ", ").append(each);
    const ByteRange where = isNull ? member->value : m_members.object();
    return Rejection{400,
                     "missing-attribute",
                     name + (isNull ? " is null, but required" : " is missing"),
                     "Every event has id, source, specversion and type. This one lacks: " + all +
                         "." + (isNull ? " In JSON, null means that an attribute is not set." : ""),
                     "Add the member \"" + name + "\" with a string that is not empty.",
                     coreReference(m_version, name),
                     {Place::Part::Body, name, where}};
}

bool EventReader::dataIsJson() const
{
    const auto &type = m_builder.event().dataContentType;
    return !type || isJsonDataType(*type, m_version);
}

void EventReader::setData(DataForm form, ByteRange range)
{
    event().dataForm = form;
    event().data = {range.offset - m_textStart, range.length};
}

MaybeRejection EventReader::readData()
{
    const Member *data = m_data;
    const Member *base64 = m_base64;
    if (base64 != nullptr && base64->kind == 'n' && data != nullptr)
        base64 = nullptr;
    if (data != nullptr && base64 != nullptr)
        return Rejection{
            400,
            "data-and-data-base64",
            "data and data_base64 are both there",
            "An event has one payload: data holds JSON or text, data_base64 holds bytes.",
            "Send data for JSON or text, or data_base64 for bytes, not both.",
            "CloudEvents JSON format 3.1.1",
            m_members.spot(*base64, "data_base64").place()};
    if (base64 != nullptr && base64->kind != 'n')
        return readBase64(*base64, "data_base64");
    if (data == nullptr)
        return {};
    if (m_version == SpecVersion::V03 && data->kind == '"') {
        if (const Member *encoding = m_members.findSet("datacontentencoding")) {
            if (equalsFolded(m_members.string(*encoding), "base64"))
                return readBase64(*data, "data");
            return Rejection{
                400,
                "unknown-content-encoding",
                "datacontentencoding is " + quotedForReader(m_members.string(*encoding)) +
                    ", not base64",
                "CloudEvents 0.3 defines base64 alone; what other encodings do to data is left "
                "open.",
                "Send bytes as Base64 with datacontentencoding set to base64, and text without it.",
                "CloudEvents 0.3, datacontentencoding",
                m_members.spot(*encoding, "datacontentencoding").place()};
        }
    }
    if (dataIsJson()) {
        setData(DataForm::Json, data->value);
        return {};
    }
    return readText(*data);
}

MaybeRejection EventReader::readBase64(const Member &member, std::string_view name)
{
    const AttributeSpot spot = m_members.spot(member, name);
    if (member.kind != '"')
        return rejectionForKind(spot, member.kind, m_members.token(member), "a string of Base64");
    const auto fault = member.escaped ? base64Fault(m_members.string(member))
                                      : base64Fault(m_members.inside(member));
    if (fault)
        return rejectionForText(spot, m_members.string(member), *fault,
                                {"invalid-base64", "Base64",
                                 "SGVsbG8=: the standard alphabet with padding, no line breaks",
                                 "RFC 4648 4; CloudEvents JSON format 3.1"});
    setData(DataForm::JsonBase64, insideRange(member));
    return {};
}

MaybeRejection EventReader::readText(const Member &member)
{
    if (member.kind == 'n')
        return {}; // no JSON value can be meant under this media type: nothing is there
    if (member.kind != '"') {
        const std::string type = textForReader(*event().dataContentType);
        return Rejection{400,
                         "data-not-a-string",
                         "data is " + std::string(kindName(member.kind)) +
                             ", but datacontenttype is " + type,
                         "Only under a JSON media type is data a JSON value. Under " + type +
                             " it is a string that holds the content.",
                         "Set datacontenttype to application/json, or send data as a string.",
                         std::string(DataReference),
                         m_members.spot(member, "data").place()};
    }
    setData(DataForm::JsonText, insideRange(member));
    return {};
}

Rejection tooManyAttributes(const JsonMembers &members)
{
    const std::string limit = std::to_string(MaxJsonMembers);
    return {413,
            "too-many-attributes",
            "Event with more than " + limit + " attributes",
            "The limit MaxJsonMembers is " + limit + " members in the object of one event.",
            "Put what belongs together into data, where there is no such limit.",
            "CloudEvents 1.0, Extension Context Attributes",
            members.spot(MaxJsonMembers).place()};
}

tl::expected<SpecVersion, Rejection> readVersion(const JsonMembers &members)
{
    const Member *member = members.findSet("specversion");
    if (member == nullptr)
        return tl::unexpected(missingVersion(members));
    const AttributeSpot spot = members.spot(*member, "specversion");
    if (member->kind != '"')
        return tl::unexpected(
            rejectionForKind(spot, member->kind, members.token(*member), "the string \"1.0\""));
    const std::string value = members.string(*member);
    if (value == "1.0")
        return SpecVersion::V10;
    if (value == "0.3")
        return SpecVersion::V03;
    return tl::unexpected(value.empty() ? rejectionForEmpty(spot, SpecVersion::V10)
                                        : rejectionForVersion(spot, value));
}

tl::expected<CloudEvent, Rejection> readEvent(const JsonMembers &members, std::uint32_t textStart,
                                              SpecVersion version)
{
    tl::expected<CloudEvent, Rejection>
        event; // the only thing returned, so it is made in its place
    EventReader reader(members, textStart, version, *event);
    auto rejection = reader.readAttributes();
    if (!rejection)
        rejection = reader.readData();
    if (rejection)
        event = tl::unexpected(std::move(*rejection));
    return event;
}

} // namespace

tl::expected<CloudEvent, Rejection> eventFromMembers(const JsonMembers &members,
                                                     std::uint32_t textStart)
{
    if (members.names().size() > MaxJsonMembers)
        return tl::unexpected(tooManyAttributes(members));
    const auto version = readVersion(members);
    if (!version)
        return tl::unexpected(version.error());
    if (const auto repeated = firstRepeated(members.names()))
        return tl::unexpected(rejectionForRepeated(members.spot(*repeated), *version));
    return readEvent(members, textStart, *version);
}

} // namespace core
