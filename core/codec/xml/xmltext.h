// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace core {

/// Whether a name of XML may begin with that character, and whether it may go on with it (XML 1.0, 5th edition §2.3). A
/// colon is not among them: it parts prefix and name (Namespaces in XML §4).
[[nodiscard]] bool startsXmlName(std::uint32_t codePoint);
[[nodiscard]] bool continuesXmlName(std::uint32_t codePoint);

/// Whether XML 1.0 can have that character, raw or as a reference (§2.2).
[[nodiscard]] bool isXmlCharacter(std::uint32_t codePoint);

[[nodiscard]] inline bool isXmlSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct XmlReference {
    std::uint32_t codePoint = 0;
    std::size_t length = 0; ///< from & to ; inclusive; 0: no reference that XML without a DTD knows
};
/// The reference that begins with the & at `at`: one of the five predefined entities, or a character by its number.
[[nodiscard]] XmlReference xmlReferenceAt(std::string_view text, std::size_t at);

/// Whether content of an element stands for itself: no references, no markup, no line ends that XML changes.
[[nodiscard]] bool isPlainXml(std::string_view content);
/// The text of well-formed content without elements: references and CDATA resolved, comments and processing instructions
/// left out, line ends as XML wants them (§2.11).
[[nodiscard]] std::string textOfXml(std::string_view content);
/// The value of a well-formed attribute: references resolved, white space made spaces (§3.3.3).
[[nodiscard]] std::string valueOfXmlAttribute(std::string_view value);

/// Whether XML can carry `text`, which is UTF-8, at all.
[[nodiscard]] bool canBeXml(std::string_view text);
/// Appends `text`, which XML can carry, as content of an element or value of an attribute in double quotes.
void appendXmlText(std::string &out, std::string_view text);

} // namespace core
