// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlscan.h"

#include "core/codec/xml/xmlprolog.h"
#include "core/codec/xml/xmltext.h"
#include "core/event/asciitext.h"
#include "core/event/unicodetext.h"

#include <algorithm>
#include <tuple>

namespace core {

namespace {

constexpr std::string_view XmlSpace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view DeclarationSpace = "http://www.w3.org/2000/xmlns/";

XmlName parted(std::string_view name)
{
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos)
        return {{}, name, {}};
    return {name.substr(0, colon), name.substr(colon + 1), {}};
}

} // namespace

XmlScan::XmlScan(std::string_view text, std::size_t maxDepth)
    : m_text(text)
    , m_maxDepth(maxDepth)
{
    const auto begin = passXmlProlog(text);
    if (begin)
        m_at = *begin;
    else
        m_fault = begin.error();
}

std::nullopt_t XmlScan::fail(XmlFault::Kind kind, std::size_t at)
{
    if (!m_fault)
        m_fault = XmlFault{kind, std::min(at, m_text.size())};
    return std::nullopt;
}

void XmlScan::passSpace()
{
    while (m_at < m_text.size() && isXmlSpace(m_text[m_at]))
        ++m_at;
}

std::optional<XmlToken> XmlScan::next()
{
    using Kind = XmlFault::Kind;
    if (m_fault)
        return {};
    if (m_isEmpty) {
        m_isEmpty = false;
        const XmlToken end{XmlToken::Kind::End, from(m_at), m_open.back().resolved};
        closeElement();
        return end;
    }
    if (m_open.empty())
        passSpace();
    if (m_at == m_text.size()) {
        if (!m_hadRoot || !m_open.empty())
            fail(Kind::EndsEarly, m_at);
        return {};
    }
    if (m_text[m_at] == '<')
        return takeMarkup();
    if (m_open.empty())
        return fail(m_hadRoot ? Kind::TrailingContent : Kind::Text, m_at);
    return takeText();
}

std::optional<XmlToken> XmlScan::takeMarkup()
{
    using Kind = XmlFault::Kind;
    if (startsWith("</"))
        return takeEnd();
    if (startsWith("<!--"))
        return takeComment();
    if (startsWith("<?"))
        return takeInstruction();
    if (startsWith("<![CDATA[") && !m_open.empty())
        return takeCData();
    if (startsWith("<!DOCTYPE"))
        return fail(Kind::Doctype, m_at);
    if (startsWith("<!"))
        return fail(Kind::Markup, m_at);
    if (m_open.empty() && m_hadRoot)
        return fail(Kind::TrailingContent, m_at);
    return takeStart();
}

std::optional<std::string_view> XmlScan::takeName()
{
    const std::size_t start = m_at;
    while (m_at < m_text.size()) {
        const auto c = static_cast<unsigned char>(m_text[m_at]);
        // Most names are of letters alone.
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            ++m_at;
            continue;
        }
        const DecodedUtf8 character = decodeUtf8(m_text, m_at);
        const bool fits = m_at == start ? startsXmlName(character.codePoint)
                                        : continuesXmlName(character.codePoint);
        if (!fits)
            break;
        m_at += character.length;
    }
    if (m_at == start)
        return fail(m_at == m_text.size() ? XmlFault::Kind::EndsEarly : XmlFault::Kind::Name, m_at);
    return m_text.substr(start, m_at - start);
}

std::optional<std::string_view> XmlScan::takeQName()
{
    const std::size_t start = m_at;
    if (!takeName())
        return {};
    if (startsWith(":")) {
        ++m_at;
        if (!takeName())
            return {};
    }
    return m_text.substr(start, m_at - start);
}

std::optional<XmlToken> XmlScan::takeStart()
{
    using Kind = XmlFault::Kind;
    const std::size_t start = m_at++;
    const auto name = takeQName();
    if (!name)
        return {};
    if (m_open.size() >= m_maxDepth)
        return fail(Kind::TooDeep, start);
    if (!takeAttributes())
        return {};
    Open open{*name, parted(*name)};
    const auto space = spaceOf(open.resolved.prefix);
    if (!space)
        return fail(Kind::Prefix, start + 1);
    open.resolved.space = *space;
    if (!resolveAttributes() || !checkRepeated())
        return {};
    m_isEmpty = startsWith("/");
    if (m_isEmpty)
        ++m_at;
    if (!startsWith(">"))
        return fail(m_at == m_text.size() ? Kind::EndsEarly : Kind::Markup, m_at);
    ++m_at;
    m_open.push_back(open);
    m_hadRoot = true;
    return XmlToken{XmlToken::Kind::Start, from(start), open.resolved};
}

bool XmlScan::takeAttributes()
{
    m_attributes.clear();
    for (;;) {
        const std::size_t before = m_at;
        passSpace();
        if (m_at == m_text.size()) {
            fail(XmlFault::Kind::EndsEarly, m_at);
            return false;
        }
        if (m_text[m_at] == '>' || m_text[m_at] == '/')
            return true;
        if (m_at == before) {
            fail(m_attributes.empty() ? XmlFault::Kind::Name : XmlFault::Kind::Attribute, m_at);
            return false;
        }
        if (m_attributes.size() == MaxXmlAttributes) {
            fail(XmlFault::Kind::TooManyAttributes, m_at);
            return false;
        }
        if (!takeAttribute())
            return false;
    }
}

bool XmlScan::takeAttribute()
{
    using Kind = XmlFault::Kind;
    const std::size_t start = m_at;
    const auto failed = [this](Kind kind) {
        fail(m_at == m_text.size() ? Kind::EndsEarly : kind, m_at);
        return false;
    };
    const auto name = takeQName();
    if (!name)
        return false;
    passSpace();
    if (!startsWith("="))
        return failed(Kind::Attribute);
    ++m_at;
    passSpace();
    if (!startsWith("\"") && !startsWith("'"))
        return failed(Kind::Attribute);
    const char quote = m_text[m_at++];
    const std::size_t value = m_at;
    for (; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
        if (m_text[m_at] == '<')
            return failed(Kind::Attribute);
        if (m_text[m_at] == '&' && !checkReference(m_at))
            return false;
    }
    if (m_at == m_text.size())
        return failed(Kind::EndsEarly);
    XmlAttribute attribute;
    attribute.name = parted(*name);
    attribute.value = from(value);
    ++m_at;
    attribute.whole = from(start);
    attribute.isDeclaration = *name == "xmlns" || attribute.name.prefix == "xmlns";
    if (attribute.isDeclaration && !declare(attribute))
        return false;
    m_attributes.push_back(attribute);
    return true;
}

bool XmlScan::declare(const XmlAttribute &attribute)
{
    using Kind = XmlFault::Kind;
    const std::string_view prefix =
        attribute.name.prefix.empty() ? std::string_view() : attribute.name.local;
    std::string_view space = m_text.substr(attribute.value.offset, attribute.value.length);
    if (space.find_first_of("&\t\r\n") != std::string_view::npos)
        space = m_spaces.emplace_back(valueOfXmlAttribute(space));
    const bool isXml = prefix == "xml";
    // Namespaces in XML 1.0 §3: what must not be declared, and how xml may.
    if (prefix == "xmlns" || space == DeclarationSpace || isXml != (space == XmlSpace) ||
        (!prefix.empty() && space.empty())) {
        fail(Kind::Prefix, attribute.whole.offset);
        return false;
    }
    if (m_namespaces.size() == MaxXmlNamespaces) {
        fail(Kind::TooManyNamespaces, attribute.whole.offset);
        return false;
    }
    m_namespaces.push_back({prefix, space, m_open.size()});
    return true;
}

bool XmlScan::resolveAttributes()
{
    for (XmlAttribute &attribute : m_attributes) {
        if (attribute.isDeclaration) {
            attribute.name.space = DeclarationSpace;
            continue;
        }
        if (attribute.name.prefix.empty())
            continue; // the default namespace is not for attributes
        const auto space = spaceOf(attribute.name.prefix);
        if (!space) {
            fail(XmlFault::Kind::Prefix, attribute.whole.offset);
            return false;
        }
        attribute.name.space = *space;
    }
    return true;
}

bool XmlScan::checkRepeated()
{
    if (m_attributes.size() < 2)
        return true;
    std::vector<const XmlAttribute *> sorted;
    sorted.reserve(m_attributes.size());
    for (const XmlAttribute &attribute : m_attributes)
        sorted.push_back(&attribute);
    // "xmlns" and "xmlns:xmlns" must differ, so the prefix counts where it declares.
    const auto key = [](const XmlAttribute *attribute) {
        return std::tuple(attribute->name.space, attribute->name.local,
                          attribute->isDeclaration && attribute->name.prefix.empty());
    };
    std::sort(sorted.begin(), sorted.end(), [&key](const XmlAttribute *a, const XmlAttribute *b) {
        return std::tuple_cat(key(a), std::tuple(a->whole.offset)) <
               std::tuple_cat(key(b), std::tuple(b->whole.offset));
    });
    const auto repeated = std::adjacent_find(
        sorted.begin(), sorted.end(),
        [&key](const XmlAttribute *a, const XmlAttribute *b) { return key(a) == key(b); });
    if (repeated == sorted.end())
        return true;
    fail(XmlFault::Kind::RepeatedAttribute, (*(repeated + 1))->whole.offset);
    return false;
}

std::optional<std::string_view> XmlScan::spaceOf(std::string_view prefix) const
{
    if (prefix == "xml")
        return XmlSpace;
    for (auto each = m_namespaces.rbegin(); each != m_namespaces.rend(); ++each) {
        if (each->prefix == prefix)
            return each->space;
    }
    if (prefix.empty())
        return std::string_view();
    return {};
}

std::optional<std::size_t> XmlScan::depthOf(std::string_view prefix) const
{
    for (auto each = m_namespaces.rbegin(); each != m_namespaces.rend(); ++each) {
        if (each->prefix == prefix)
            return each->depth;
    }
    return {};
}

std::optional<XmlToken> XmlScan::takeEnd()
{
    using Kind = XmlFault::Kind;
    const std::size_t start = m_at;
    m_at += 2;
    const auto name = takeQName();
    if (!name)
        return {};
    passSpace();
    if (!startsWith(">"))
        return fail(m_at == m_text.size() ? Kind::EndsEarly : Kind::Markup, m_at);
    ++m_at;
    if (m_open.empty() || m_open.back().name != *name)
        return fail(Kind::WrongEndTag, start);
    const XmlToken end{XmlToken::Kind::End, from(start), m_open.back().resolved};
    closeElement();
    return end;
}

void XmlScan::closeElement()
{
    m_open.pop_back();
    while (!m_namespaces.empty() && m_namespaces.back().depth == m_open.size())
        m_namespaces.pop_back();
}

std::optional<XmlToken> XmlScan::takeComment()
{
    const std::size_t start = m_at;
    const std::size_t hyphens = m_text.find("--", m_at + 4);
    if (hyphens == std::string_view::npos)
        return fail(XmlFault::Kind::EndsEarly, m_text.size());
    if (!m_text.substr(hyphens).starts_with("-->"))
        return fail(XmlFault::Kind::Comment, hyphens);
    m_at = hyphens + 3;
    return XmlToken{XmlToken::Kind::Comment, from(start), {}};
}

std::optional<XmlToken> XmlScan::takeCData()
{
    const std::size_t start = m_at;
    const std::size_t end = m_text.find("]]>", m_at);
    if (end == std::string_view::npos)
        return fail(XmlFault::Kind::EndsEarly, m_text.size());
    m_at = end + 3;
    return XmlToken{XmlToken::Kind::CData, from(start), {}};
}

std::optional<XmlToken> XmlScan::takeInstruction()
{
    using Kind = XmlFault::Kind;
    const std::size_t start = m_at;
    m_at += 2;
    const auto target = takeName();
    if (!target)
        return {};
    if (equalsFolded(*target, "xml"))
        return fail(Kind::Declaration, start);
    if (!startsWith("?>") && (m_at == m_text.size() || !isXmlSpace(m_text[m_at])))
        return fail(m_at == m_text.size() ? Kind::EndsEarly : Kind::Name, m_at);
    const std::size_t end = m_text.find("?>", m_at);
    if (end == std::string_view::npos)
        return fail(Kind::EndsEarly, m_text.size());
    m_at = end + 2;
    return XmlToken{XmlToken::Kind::Instruction, from(start), {}};
}

bool XmlScan::checkReference(std::size_t at)
{
    if (xmlReferenceAt(m_text, at).length > 0)
        return true;
    fail(XmlFault::Kind::Reference, at);
    return false;
}

std::optional<XmlToken> XmlScan::takeText()
{
    const std::size_t start = m_at;
    for (; m_at < m_text.size() && m_text[m_at] != '<'; ++m_at) {
        if (m_text[m_at] == '&' && !checkReference(m_at))
            return {};
        if (m_text[m_at] == ']' && startsWith("]]>"))
            return fail(XmlFault::Kind::Text, m_at);
    }
    return XmlToken{XmlToken::Kind::Text, from(start), {}};
}

} // namespace core
