// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmleventreader.h"

#include "core/codec/rangetext.h"
#include "core/codec/xml/xmlnames.h"
#include "core/codec/xml/xmlrejections.h"
#include "core/codec/xml/xmltext.h"
#include "core/event/attributename.h"
#include "core/event/base64.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr const FormatNames &Names = XmlFormatNames;
constexpr std::string_view DataReference = "CloudEvents XML format 3";

std::size_t endOf(ByteRange range)
{
    return std::size_t{range.offset} + range.length;
}

ByteRange between(std::size_t from, std::size_t to)
{
    return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to - from)};
}

bool isSpace(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isXmlSpace);
}

std::optional<AttributeType> typeNamed(std::string_view local)
{
    struct Named {
        std::string_view name;
        AttributeType type;
    };
    constexpr std::array<Named, 7> Types{{{"boolean", AttributeType::Boolean},
                                          {"integer", AttributeType::Integer},
                                          {"string", AttributeType::String},
                                          {"binary", AttributeType::Binary},
                                          {"uri", AttributeType::Uri},
                                          {"uriRef", AttributeType::UriReference},
                                          {"timestamp", AttributeType::Timestamp}}};
    for (const Named &each : Types) {
        if (each.name == local)
            return each.type;
    }
    return {};
}

std::string withoutSpace(std::string text)
{
    std::erase_if(text, isXmlSpace);
    return text;
}

} // namespace

XmlEventReader::XmlEventReader(XmlScan &scan, std::string_view text, const XmlToken &start,
                               CloudEvent &event)
    : m_scan(scan)
    , m_text(text)
    , m_start(start.range)
    , m_range(start.range)
    , m_builder(SpecVersion::V10, event)
{
}

Rejection XmlEventReader::scanFault() const
{
    return rejectionForXml(
        m_scan.fault().value_or(XmlFault{XmlFault::Kind::EndsEarly, m_text.size()}), m_text,
        m_scan.maxDepth());
}

MaybeRejection XmlEventReader::read()
{
    using Kind = XmlToken::Kind;
    if (auto rejection = readVersion())
        return rejection;
    const std::size_t depth = m_scan.depth();
    while (const auto token = m_scan.next()) {
        MaybeRejection rejection;
        if (token->kind == Kind::End && m_scan.depth() < depth) {
            m_range = between(m_start.offset, endOf(token->range));
            return finish();
        }
        if (token->kind == Kind::Text || token->kind == Kind::CData)
            rejection = checkSpace(*token, "event");
        else if (token->kind == Kind::Start)
            rejection = readElement(*token);
        if (rejection)
            return rejection;
    }
    return scanFault();
}

MaybeRejection XmlEventReader::finish()
{
    if (const auto repeated = firstRepeated(m_names))
        return rejectionForRepeated({Place::Part::Body, m_names[*repeated], m_places[*repeated]},
                                    SpecVersion::V10);
    const auto missing = m_builder.missing();
    if (missing.empty())
        return {};
    Rejection rejection = rejectionForMissing(Names, missing, m_range);
    if (std::find(m_foreign.begin(), m_foreign.end(), missing.front()) != m_foreign.end())
        rejection.fix = "Put the element " + std::string(missing.front()) + " into the namespace " +
                        std::string(XmlEventSpace) + "; in another one it is ignored.";
    return rejection;
}

MaybeRejection XmlEventReader::checkSpace(const XmlToken &token, std::string_view where) const
{
    if (isSpace(textOfXml(textIn(m_text, token.range))))
        return {};
    return Rejection{400,
                     "stray-text",
                     "Text between the elements of " + std::string(where) + ", at byte " +
                         std::to_string(token.range.offset),
                     "Between elements there may be white space and comments; this is " +
                         quotedForReader(textIn(m_text, token.range)) + ".",
                     "Put the text into an element.",
                     where == "event" ? std::string(Names.reference) : "CloudEvents XML format 3.3",
                     {Place::Part::Body, std::string(where), token.range}};
}

MaybeRejection XmlEventReader::readVersion()
{
    const XmlAttribute *other = nullptr;
    for (const XmlAttribute &attribute : m_scan.attributes()) {
        if (attribute.name.local != "specversion")
            continue;
        if (!attribute.name.prefix.empty()) {
            other = &attribute;
            continue;
        }
        const AttributeSpot spot{Place::Part::Body, "specversion", attribute.value};
        const std::string value = valueOfXmlAttribute(textIn(m_text, attribute.value));
        if (value.empty())
            return rejectionForEmpty(spot, SpecVersion::V10);
        return checkVersion(Names, value, spot);
    }
    Rejection rejection =
        rejectionForNoVersion(Names, "the XML attribute specversion of the element event", m_start);
    if (other != nullptr) {
        rejection.fix = "Write specversion=\"1.0\" without a prefix.";
        rejection.place.bytes = other->whole;
    }
    return rejection;
}

MaybeRejection XmlEventReader::readElement(const XmlToken &start)
{
    if (start.name.space != XmlEventSpace) {
        if (m_foreign.size() < MaxXmlElements)
            m_foreign.push_back(start.name.local);
        return skipElement();
    }
    if (m_names.size() == MaxXmlElements)
        return rejectionForTooManyAttributes(Names, start.range);
    m_names.push_back(start.name.local);
    m_places.push_back(start.range);
    return start.name.local == "data" ? readData(start) : readAttribute(start);
}

MaybeRejection XmlEventReader::skipElement()
{
    const std::size_t depth = m_scan.depth();
    while (const auto token = m_scan.next()) {
        if (token->kind == XmlToken::Kind::End && m_scan.depth() < depth)
            return {};
    }
    return scanFault();
}

tl::expected<XmlEventReader::Content, Rejection>
XmlEventReader::takeContent(const XmlToken &start, std::string_view reference)
{
    using Kind = XmlToken::Kind;
    const std::string name = textForReader(start.name.local);
    while (const auto token = m_scan.next()) {
        if (token->kind == Kind::End) {
            const std::size_t begin = endOf(start.range);
            return Content{between(begin, token->range.offset),
                           between(start.range.offset, endOf(token->range))};
        }
        if (token->kind == Kind::Start)
            return tl::unexpected(
                Rejection{400,
                          "element-in-value",
                          "There is an element in " + name + ", at byte " +
                              std::to_string(token->range.offset),
                          "The element " + name + " holds text; it may have no elements in it.",
                          "Write < in text as &lt;, or send XML data as xs:any.",
                          std::string(reference),
                          {Place::Part::Body, name, token->range}});
    }
    return tl::unexpected(scanFault());
}

/// Prefixes that nobody declared are taken as the specification writes them: its own examples do so.
std::optional<XmlEventReader::TypeName> XmlEventReader::typeInScope() const
{
    for (const XmlAttribute &attribute : m_scan.attributes()) {
        if (!attribute.name.is(XmlInstanceSpace, "type"))
            continue;
        TypeName type;
        type.written = withoutSpace(valueOfXmlAttribute(textIn(m_text, attribute.value)));
        type.place = attribute.value;
        const std::size_t colon = type.written.find(':');
        const bool hasPrefix = colon != std::string::npos;
        const std::string prefix = hasPrefix ? type.written.substr(0, colon) : std::string();
        type.local = type.written.substr(hasPrefix ? colon + 1 : 0);
        if (const auto space = m_scan.spaceOf(prefix))
            type.space = *space;
        else if (prefix == "ce")
            type.space = XmlEventSpace;
        else if (prefix == "xs")
            type.space = XmlSchemaSpace;
        return type;
    }
    return {};
}

MaybeRejection XmlEventReader::readAttribute(const XmlToken &start)
{
    constexpr SpecVersion Version = SpecVersion::V10;
    constexpr std::string_view Reference = "CloudEvents XML format 2";
    const std::string_view name = start.name.local;
    const CoreAttribute core = coreAttribute(name, Version);
    AttributeSpot spot{Place::Part::Body, name, start.range};
    if (core == CoreAttribute::SpecVersion)
        return Rejection{400,
                         "specversion-as-element",
                         "specversion is an element",
                         "In XML the version is an attribute of the element event.",
                         "Write <event specversion=\"1.0\">, and no element specversion.",
                         std::string(Names.reference),
                         spot.place()};
    if (core == CoreAttribute::None) {
        if (const auto fault = attributeNameFault(name, Version))
            return rejectionForName(spot, *fault, Version);
    }
    const auto written = typeInScope();
    const auto type = written && written->space == XmlEventSpace ? typeNamed(written->local)
                                                                 : std::optional<AttributeType>();
    if (written ? !type : core == CoreAttribute::None)
        return Rejection{400,
                         written ? "unknown-attribute-type" : "missing-attribute-type",
                         spot.shown() + (written ? " has an unknown xsi:type" : " has no xsi:type"),
                         written ? "The type " + quotedForReader(written->written) +
                                       " is none of ce:boolean, ce:integer, ce:string, ce:binary, "
                                       "ce:uri, ce:uriRef and ce:timestamp."
                                 : "An extension says its type by the XML attribute xsi:type.",
                         "Write, for example, xsi:type=\"ce:string\", with ce declared as " +
                             std::string(XmlEventSpace) + ".",
                         std::string(Reference),
                         {Place::Part::Body, spot.shown(), written ? written->place : start.range}};
    if (type && core != CoreAttribute::None && *type != attributeTypeOf(core))
        return rejectionForType(Names, spot, typeWords(*type), typeWords(attributeTypeOf(core)));
    const auto content = takeContent(start, Reference);
    if (!content)
        return content.error();
    spot.bytes = content->element;
    TypedText value{type.value_or(attributeTypeOf(core)),
                    textOfXml(textIn(m_text, content->range))};
    return setTyped(m_builder, Names, name, std::move(value), spot);
}

void XmlEventReader::setData(DataForm form, ByteRange range)
{
    CloudEvent &event = m_builder.event();
    event.dataForm = form;
    event.data = {range.offset - m_start.offset, range.length};
}

MaybeRejection XmlEventReader::readData(const XmlToken &start)
{
    const auto type = typeInScope();
    if (type && type->space == XmlSchemaSpace) {
        if (type->local == "string" || type->local == "base64Binary")
            return readTextData(start, type->local != "string");
        if (type->local == "any")
            return readXmlData(start);
    }
    return Rejection{400,
                     type ? "unknown-data-type" : "missing-data-type",
                     type ? "data has an unknown xsi:type" : "data has no xsi:type",
                     type ? "The type " + quotedForReader(type->written) +
                                " is none of xs:string, xs:base64Binary and xs:any."
                          : "The XML attribute xsi:type says what kind of data it is.",
                     "Write xsi:type=\"xs:string\" for text, \"xs:base64Binary\" for bytes or "
                     "\"xs:any\" for one XML element, with xs declared as " +
                         std::string(XmlSchemaSpace) + ".",
                     std::string(DataReference),
                     {Place::Part::Body, "data", type ? type->place : start.range}};
}

MaybeRejection XmlEventReader::readTextData(const XmlToken &start, bool isBase64)
{
    const auto content =
        takeContent(start, isBase64 ? "CloudEvents XML format 3.1" : "CloudEvents XML format 3.2");
    if (!content)
        return content.error();
    const std::string_view inside = textIn(m_text, content->range);
    if (!isBase64) {
        setData(isPlainXml(inside) ? DataForm::Text : DataForm::XmlText, content->range);
        return {};
    }
    if (!base64Fault(inside)) {
        setData(DataForm::JsonBase64, content->range); // no letter of Base64 means anything in JSON
        return {};
    }
    const std::string base64 = withoutSpace(textOfXml(inside));
    if (const auto fault = base64Fault(base64))
        return rejectionForText({Place::Part::Body, "data", content->range}, base64, *fault,
                                {"invalid-base64", "Base64",
                                 "SGVsbG8=: the standard alphabet with padding",
                                 "RFC 4648 4; CloudEvents XML format 3.1"});
    setData(DataForm::XmlBase64, content->range);
    return {};
}

bool XmlEventReader::usesOuterSpace(std::size_t outside, std::string_view prefix) const
{
    const auto depth = m_scan.depthOf(prefix);
    return depth && *depth < outside && !m_scan.spaceOf(prefix)->empty();
}

tl::expected<XmlEventReader::XmlElement, Rejection>
XmlEventReader::passXmlElement(const XmlToken &start, std::size_t outside)
{
    const std::size_t depth = m_scan.depth();
    bool isBound = false;
    const auto look = [&](const XmlToken &token) {
        isBound = isBound || usesOuterSpace(outside, token.name.prefix);
        for (const XmlAttribute &attribute : m_scan.attributes()) {
            const bool hasPrefix = !attribute.isDeclaration && !attribute.name.prefix.empty();
            isBound = isBound || (hasPrefix && usesOuterSpace(outside, attribute.name.prefix));
        }
    };
    look(start);
    while (const auto token = m_scan.next()) {
        if (token->kind == XmlToken::Kind::Start)
            look(*token);
        if (token->kind == XmlToken::Kind::End && m_scan.depth() < depth)
            return XmlElement{between(start.range.offset, endOf(token->range)), isBound};
    }
    return tl::unexpected(scanFault());
}

MaybeRejection XmlEventReader::readXmlData(const XmlToken &start)
{
    using Kind = XmlToken::Kind;
    const std::size_t depth = m_scan.depth();
    std::size_t elements = 0;
    const auto wrongCount = [&start](std::string_view is, ByteRange place) {
        return Rejection{400,
                         "wrong-xml-data",
                         "data of type xs:any holds " + std::string(is),
                         "XML data is exactly one element, with its namespaces.",
                         "Put one element around what belongs together, or send the text as "
                         "xs:string.",
                         "CloudEvents XML format 3.3",
                         {Place::Part::Body, "data", place.length > 0 ? place : start.range}};
    };
    while (const auto token = m_scan.next()) {
        if (token->kind == Kind::End && m_scan.depth() < depth) {
            if (elements == 0)
                return wrongCount("no element", {});
            return {};
        }
        if (token->kind == Kind::Text || token->kind == Kind::CData) {
            if (auto rejection = checkSpace(*token, "data"))
                return rejection;
        } else if (token->kind == Kind::Start) {
            if (++elements > 1)
                return wrongCount("more than one element", token->range);
            const auto element = passXmlElement(*token, depth);
            if (!element)
                return element.error();
            setData(element->isBound ? DataForm::XmlBoundElement : DataForm::XmlElement,
                    element->range);
        }
    }
    return scanFault();
}

} // namespace core
