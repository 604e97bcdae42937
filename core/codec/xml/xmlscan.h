// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/codec/decodelimits.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Attributes of one element, declarations of namespaces among them.
constexpr std::size_t MaxXmlAttributes = 1024;
/// Declarations of namespaces that hold at one place.
constexpr std::size_t MaxXmlNamespaces = 256;

/// Why a text is no XML that is read here (XML 1.0, Namespaces in XML 1.0), and the byte where that shows.
struct XmlFault {
    enum class Kind : std::uint8_t {
        Empty,
        Encoding, ///< another encoding than UTF-8
        NotUtf8,
        Character, ///< one that XML 1.0 cannot have
        Doctype, ///< a document type declaration: refused, and with it entities and what they could do
        EndsEarly,
        TrailingContent, ///< something after the root element
        Declaration,     ///< an XML declaration that is none, or not at the start
        Name,            ///< no name where one must be, or a broken one
        Attribute,       ///< no value in quotes, or no space before it
        RepeatedAttribute,
        Prefix,      ///< one that is not declared, or must not be
        Reference,   ///< an entity that nobody declared, or a character that cannot be
        WrongEndTag, ///< it ends another element than the one that is open
        Text,        ///< text outside the root element, or "]]>" in text
        Markup,      ///< a < that begins nothing
        Comment,     ///< two hyphens in a comment
        TooDeep,
        TooManyAttributes,
        TooManyNamespaces,
    };
    Kind kind = Kind::Empty;
    std::size_t at = 0;
    bool operator==(const XmlFault &) const = default;
};

/// A name with its namespace: empty where there is none.
struct XmlName {
    std::string_view prefix;
    std::string_view local;
    std::string_view space;
    bool is(std::string_view wantedSpace, std::string_view wantedLocal) const
    {
        return space == wantedSpace && local == wantedLocal;
    }
};

struct XmlAttribute {
    XmlName name;
    ByteRange value; ///< between its quotes, as it stands
    ByteRange whole;
    bool isDeclaration = false; ///< of a namespace
};

struct XmlToken {
    enum class Kind : std::uint8_t {
        Start,
        End,   ///< also behind the Start of an empty element, then with an empty range
        Text,  ///< characters and references
        CData, ///< range with its markers
        Comment,
        Instruction,
    };
    Kind kind = Kind::Text;
    ByteRange range;
    XmlName name; ///< of Start and End
};

/// Walks over an XML document token by token and validates what it passes: well-formed, names bound to namespaces, UTF-8,
/// and no document type, so that there are no entities but the five that XML has. Nothing is built; texts stay where they
/// are. The first fault ends the walk. Borrows the text, which has less than 4 GiB.
class XmlScan {
public:
    explicit XmlScan(std::string_view text, std::size_t maxDepth = MaxDepth);
    XmlScan(const XmlScan &) = delete;
    XmlScan &operator=(const XmlScan &) = delete;

    /// The next token; nothing at the end of the document or after a fault.
    [[nodiscard]] std::optional<XmlToken> next();
    const std::optional<XmlFault> &fault() const { return m_fault; }
    std::size_t maxDepth() const { return m_maxDepth; }

    /// Of the Start that was passed last.
    std::span<const XmlAttribute> attributes() const { return m_attributes; }
    /// Elements that are open, the one that was passed last counted.
    std::size_t depth() const { return m_open.size(); }
    /// The namespace of a prefix at this place; nothing if it is not declared.
    std::optional<std::string_view> spaceOf(std::string_view prefix) const;
    /// How many elements were open around the tag that declares the prefix (0: the root declares it); nothing if none does.
    std::optional<std::size_t> depthOf(std::string_view prefix) const;

    struct Namespace {
        std::string_view prefix; ///< empty: the default
        std::string_view space;  ///< empty: none
        std::size_t depth = 0;   ///< elements around the one that declares it
    };
    /// What is declared at this place, the outermost first; a later one with the same prefix hides an earlier one.
    std::span<const Namespace> namespaces() const { return m_namespaces; }

private:
    struct Open {
        std::string_view name; ///< as written
        XmlName resolved;
    };

    std::optional<XmlToken> takeMarkup();
    std::optional<XmlToken> takeStart();
    std::optional<XmlToken> takeEnd();
    std::optional<XmlToken> takeComment();
    std::optional<XmlToken> takeCData();
    std::optional<XmlToken> takeInstruction();
    std::optional<XmlToken> takeText();
    void closeElement();
    bool takeAttributes();
    bool takeAttribute();
    bool declare(const XmlAttribute &attribute);
    bool resolveAttributes();
    bool checkRepeated();
    std::optional<std::string_view> takeQName();
    std::optional<std::string_view> takeName();
    bool checkReference(std::size_t at);
    void passSpace();
    bool startsWith(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }
    std::nullopt_t fail(XmlFault::Kind kind, std::size_t at);
    ByteRange from(std::size_t start) const
    {
        return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(m_at - start)};
    }

    std::string_view m_text;
    std::size_t m_maxDepth;
    std::size_t m_at = 0;
    bool m_hadRoot = false;
    bool m_isEmpty =
        false; ///< the Start that was passed last is one tag alone: its End is still to come
    std::vector<Open> m_open;
    std::vector<Namespace> m_namespaces;
    std::vector<XmlAttribute> m_attributes;
    std::deque<std::string> m_spaces; ///< those that are written with references
    std::optional<XmlFault> m_fault;
};

} // namespace core
