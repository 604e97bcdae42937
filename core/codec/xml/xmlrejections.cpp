// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlrejections.h"

#include <algorithm>

namespace core {

namespace {

struct XmlSentence {
    std::string_view rule;
    std::string_view title; ///< followed by ", at byte N"
    std::string_view detail;
    std::string_view fix;
};

XmlSentence sentenceFor(XmlFault::Kind kind)
{
    using Kind = XmlFault::Kind;
    constexpr std::string_view Writer =
        "Let an XML library write the body instead of joining text.";
    constexpr std::string_view Broken = "invalid-xml";
    switch (kind) {
    case Kind::Empty:
        break;
    case Kind::Encoding:
        return {"unsupported-encoding", "XML is not in UTF-8",
                "The byte order mark, the XML declaration or the charset says that the body has "
                "another encoding. Positions in events are kept in UTF-8.",
                "Encode the body as UTF-8, and say so in the XML declaration."};
    case Kind::NotUtf8:
        return {"invalid-utf8", "XML is not UTF-8",
                "These bytes are another encoding, or were cut.", "Encode the body as UTF-8."};
    case Kind::Character:
        return {Broken, "XML has a character that it cannot have",
                "Control characters, U+FFFE and U+FFFF cannot be written in XML 1.0, not even as "
                "references.",
                "Leave the character out, or send such data as xs:base64Binary."};
    case Kind::Doctype:
        return {"doctype-not-allowed", "XML has a document type declaration",
                "A document type can declare entities, which grow without bound or read files. "
                "Events need none, so that it is always refused.",
                "Send the document without <!DOCTYPE …>."};
    case Kind::EndsEarly:
        return {"xml-ends-early", "XML ends early",
                "The text stops before the root element is complete. The body may have been cut, "
                "or Content-Length may be too small.",
                "Send the whole body; let the HTTP library compute Content-Length."};
    case Kind::TrailingContent:
        return {Broken, "XML goes on after the root element",
                "A document has one root element; something follows it.",
                "Send one event per request, or several in a batch element with Content-Type: "
                "application/cloudevents-batch+xml."};
    case Kind::Declaration:
        return {Broken, "The XML declaration is broken",
                "It stands once, at the very start, and is written <?xml version=\"1.0\" "
                "encoding=\"UTF-8\"?>.",
                "Write it so, with nothing before it, or leave it out."};
    case Kind::Name:
        return {Broken, "XML has no name where one must be",
                "Names begin with a letter or underscore.", Writer};
    case Kind::Attribute:
        return {Broken, "XML has a broken attribute",
                "Attributes are written name=\"value\", with a space before each and without < in "
                "the value.",
                Writer};
    case Kind::RepeatedAttribute:
        return {Broken, "XML has an attribute twice", "An element has each attribute at most once.",
                "Write the attribute once."};
    case Kind::Prefix:
        return {"unbound-prefix", "XML has a prefix that is not declared",
                "Every prefix must be declared with xmlns:prefix=\"…\" on the element or around "
                "it; xml and xmlns have their own meaning.",
                "Declare it, for example xmlns:ce=\"http://cloudevents.io/xmlformat/V1\"."};
    case Kind::Reference:
        return {Broken, "XML has a reference that means nothing",
                "Without a document type there are the entities &lt; &gt; &amp; &apos; &quot; and "
                "characters by number.",
                "Write & as &amp; and other characters in UTF-8."};
    case Kind::WrongEndTag:
        return {Broken, "XML has an end tag that ends nothing",
                "Elements end in the reverse order of their beginning.", Writer};
    case Kind::Text:
        return {Broken, "XML has text where it cannot be",
                "No text stands outside the root element, and ]]> in text is written ]]&gt;.",
                Writer};
    case Kind::Markup:
        return {Broken, "XML has broken markup", "A < in text is written &lt;.", Writer};
    case Kind::Comment:
        return {Broken, "XML has two hyphens in a comment", "Within a comment -- cannot stand.",
                "Leave the comment out."};
    case Kind::TooDeep:
        return {"xml-too-deep",
                "XML is nested too deeply",
                {},
                "Send data with less nesting, or as xs:string or xs:base64Binary."};
    case Kind::TooManyAttributes:
        return {"too-many-attributes", "An XML element has too many attributes",
                "The limit MaxXmlAttributes is 1024 attributes of one element.",
                "Put the values into elements."};
    case Kind::TooManyNamespaces:
        return {"too-many-namespaces", "XML declares too many namespaces",
                "The limit MaxXmlNamespaces is 256 declarations that hold at one place.",
                "Declare the namespaces that are used."};
    }
    return {};
}

} // namespace

Rejection rejectionForXml(const XmlFault &fault, std::string_view text, std::size_t maxDepth)
{
    if (fault.kind == XmlFault::Kind::Empty)
        return rejectionForEmptyBody(XmlFormatNames);
    if (auto json = rejectionForJsonBody(XmlFormatNames, text))
        return *json;
    const XmlSentence sentence = sentenceFor(fault.kind);
    const auto at = static_cast<std::uint32_t>(std::min(fault.at, text.size()));
    Rejection rejection{fault.kind == XmlFault::Kind::TooManyAttributes ||
                                fault.kind == XmlFault::Kind::TooManyNamespaces
                            ? 413
                            : 400,
                        std::string(sentence.rule),
                        std::string(sentence.title) + ", at byte " + std::to_string(at),
                        fault.kind == XmlFault::Kind::TooDeep ? depthSentence(maxDepth, "elements")
                                                              : std::string(sentence.detail),
                        std::string(sentence.fix),
                        "XML 1.0; Namespaces in XML 1.0; CloudEvents XML format 1.2",
                        {Place::Part::Body, {}, ByteRange{at, at < text.size() ? 1U : 0U}}};
    return rejection;
}

} // namespace core
