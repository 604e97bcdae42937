// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlprolog.h"

#include "core/codec/xml/xmltext.h"
#include "core/event/asciitext.h"
#include "core/event/unicodetext.h"

#include <algorithm>
#include <optional>

namespace core {

namespace {

using Kind = XmlFault::Kind;

/// What stands between "<?xml" and "?>", part by part (XML 1.0 §2.8).
class DeclarationReader {
public:
    explicit DeclarationReader(std::string_view rest)
        : m_rest(rest)
    {
    }

    /// The value of ` name="value"`, if that is next.
    std::optional<std::string_view> take(std::string_view name)
    {
        std::string_view rest = afterSpace(m_rest);
        if (rest.size() == m_rest.size() || !rest.starts_with(name))
            return {};
        rest = afterSpace(rest.substr(name.size()));
        if (!rest.starts_with('='))
            return {};
        rest = afterSpace(rest.substr(1));
        if (!rest.starts_with('"') && !rest.starts_with('\''))
            return {};
        const std::size_t end = rest.find(rest.front(), 1);
        if (end == std::string_view::npos)
            return {};
        m_rest = rest.substr(end + 1);
        return rest.substr(1, end - 1);
    }
    bool atEnd() const { return afterSpace(m_rest).empty(); }

private:
    static std::string_view afterSpace(std::string_view text)
    {
        while (!text.empty() && isXmlSpace(text.front()))
            text.remove_prefix(1);
        return text;
    }
    std::string_view m_rest;
};

bool isVersion1(std::string_view version)
{
    return version.size() > 2 && version.starts_with("1.") &&
           std::all_of(version.begin() + 2, version.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<XmlFault> textFault(std::string_view text)
{
    if (text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE") ||
        text.starts_with(std::string_view("\0<", 2)) ||
        text.starts_with(std::string_view("<\0", 2)))
        return XmlFault{Kind::Encoding, 0};
    if (const auto fault = utf8Fault(text))
        return XmlFault{Kind::NotUtf8, fault->at};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        const bool isControl = c < 0x20 && !isXmlSpace(text[at]);
        // U+FFFE and U+FFFF
        const bool isNone = c == 0xEF && static_cast<unsigned char>(text[at + 1]) == 0xBF &&
                            static_cast<unsigned char>(text[at + 2]) >= 0xBE;
        if (isControl || isNone)
            return XmlFault{Kind::Character, at};
    }
    return {};
}

/// Behind the XML declaration that begins at `at`.
tl::expected<std::size_t, XmlFault> passDeclaration(std::string_view text, std::size_t at)
{
    constexpr std::string_view Begin = "<?xml";
    const std::size_t end = text.find("?>", at);
    if (end == std::string_view::npos)
        return tl::unexpected(XmlFault{Kind::EndsEarly, text.size()});
    DeclarationReader reader(text.substr(at + Begin.size(), end - at - Begin.size()));
    const auto version = reader.take("version");
    const auto encoding = reader.take("encoding");
    const auto standalone = reader.take("standalone");
    const bool isRight = version && isVersion1(*version) && reader.atEnd() &&
                         (!standalone || *standalone == "yes" || *standalone == "no");
    if (!isRight)
        return tl::unexpected(XmlFault{Kind::Declaration, at});
    if (encoding && !equalsFolded(*encoding, "utf-8") && !equalsFolded(*encoding, "us-ascii"))
        return tl::unexpected(
            XmlFault{Kind::Encoding, static_cast<std::size_t>(encoding->data() - text.data())});
    return end + 2;
}

} // namespace

tl::expected<std::size_t, XmlFault> passXmlProlog(std::string_view text)
{
    constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
    constexpr std::string_view Declaration = "<?xml";
    if (const auto fault = textFault(text))
        return tl::unexpected(*fault);
    const std::size_t at = text.starts_with(ByteOrderMark) ? ByteOrderMark.size() : 0;
    if (text.find_first_not_of(" \t\r\n", at) == std::string_view::npos)
        return tl::unexpected(XmlFault{Kind::Empty, 0});
    const std::string_view rest = text.substr(at);
    const bool isDeclared = rest.starts_with(Declaration) && rest.size() > Declaration.size() &&
                            isXmlSpace(rest[Declaration.size()]);
    return isDeclared ? passDeclaration(text, at) : at;
}

} // namespace core
