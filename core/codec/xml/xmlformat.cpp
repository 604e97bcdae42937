// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/xml/xmlformat.h"

#include "core/codec/jsonformat.h"
#include "core/codec/rangetext.h"
#include "core/codec/xml/xmleventreader.h"
#include "core/codec/xml/xmlnames.h"
#include "core/codec/xml/xmlrejections.h"
#include "core/codec/xml/xmltext.h"

#include <algorithm>

namespace core {

namespace {

constexpr const FormatNames &Names = XmlFormatNames;
constexpr std::string_view BatchReference = "CloudEvents XML format 5";

using Namespaces = std::vector<XmlScan::Namespace>;

void appendDeclaration(std::string &out, const XmlScan::Namespace &each)
{
    out += each.prefix.empty() ? " xmlns" : " xmlns:";
    out.append(each.prefix).append("=\"");
    appendXmlText(out, each.space);
    out += '"';
}

bool declares(std::span<const XmlScan::Namespace> namespaces, std::string_view prefix)
{
    return std::any_of(namespaces.begin(), namespaces.end(),
                       [prefix](const XmlScan::Namespace &each) { return each.prefix == prefix; });
}

/// Declarations of what holds outside of the element that `scan` has just begun, and that it does not declare itself.
std::string outerDeclarations(const XmlScan &scan)
{
    const std::size_t around = scan.depth() - 1;
    const auto namespaces = scan.namespaces();
    const auto own =
        std::find_if(namespaces.begin(), namespaces.end(),
                     [around](const XmlScan::Namespace &each) { return each.depth >= around; });
    const auto outer = namespaces.first(static_cast<std::size_t>(own - namespaces.begin()));
    const auto inner = namespaces.subspan(outer.size());
    std::string text;
    for (std::size_t i = 0; i < outer.size(); ++i) {
        const bool isHidden =
            declares(inner, outer[i].prefix) || declares(outer.subspan(i + 1), outer[i].prefix);
        if (!isHidden && !outer[i].space.empty())
            appendDeclaration(text, outer[i]);
    }
    return text;
}

/// Where in `text` declarations can be added to the element that begins with `start`: behind its name.
std::size_t behindName(std::string_view text, const XmlToken &start)
{
    return static_cast<std::size_t>(start.name.local.data() - text.data()) +
           start.name.local.size();
}

Rejection wrongRoot(const XmlToken &root, std::string_view wanted)
{
    const std::string name = textForReader(root.name.local);
    Rejection rejection{400,
                        "not-an-xml-event",
                        "The root element is not " + std::string(wanted) + " of CloudEvents",
                        "It is " + quotedForReader(root.name.local) + " in the namespace " +
                            quotedForReader(root.name.space) + ".",
                        "Send the element " + std::string(wanted) + " in the namespace " +
                            std::string(XmlEventSpace) + ".",
                        std::string(wanted == "batch" ? BatchReference : Names.reference),
                        {Place::Part::Body, name, root.range}};
    return rejection;
}

MaybeRejection faultOf(const XmlScan &scan, std::string_view text)
{
    if (scan.fault())
        return rejectionForXml(*scan.fault(), text, scan.maxDepth());
    return {};
}

/// The root element, past what stands before it.
tl::expected<XmlToken, Rejection> takeRoot(XmlScan &scan, std::string_view text)
{
    while (const auto token = scan.next()) {
        if (token->kind == XmlToken::Kind::Start)
            return *token;
    }
    return tl::unexpected(*faultOf(scan, text));
}

/// Passes what follows the root element.
MaybeRejection finish(XmlScan &scan, std::string_view text)
{
    while (scan.next()) {
    }
    return faultOf(scan, text);
}

class BatchReader {
public:
    BatchReader(std::string_view text, const DecodeLimits &limits)
        : m_text(text)
        , m_limits(limits)
        , m_scan(text, limits.depth)
    {
    }

    MaybeRejection read();
    XmlBatch &batch() { return m_batch; }

private:
    MaybeRejection readRoot();
    MaybeRejection readChild(const XmlToken &start);
    MaybeRejection readEvent(const XmlToken &start);
    MaybeRejection skip();

    std::string_view m_text;
    const DecodeLimits m_limits;
    XmlScan m_scan;
    bool m_isShared = false; ///< batch declares namespaces
    XmlBatch m_batch;
};

MaybeRejection BatchReader::readRoot()
{
    const auto root = takeRoot(m_scan, m_text);
    if (!root)
        return root.error();
    if (root->name.is(XmlEventSpace, "event"))
        return rejectionForEventAsBatch(Names);
    if (!root->name.is(XmlEventSpace, "batch"))
        return wrongRoot(*root, "batch");
    std::size_t bytes = 0;
    for (const XmlScan::Namespace &each : m_scan.namespaces())
        bytes += each.prefix.size() + each.space.size();
    if (bytes > MaxXmlSharedBytes)
        return Rejection{413,
                         "too-many-namespaces",
                         "The batch declares namespaces that are too long",
                         "The limit MaxXmlSharedBytes is " + std::to_string(MaxXmlSharedBytes) +
                             " bytes of prefixes and names that batch declares for its events.",
                         "Declare on batch what the elements of CloudEvents need, and the rest "
                         "where it is used.",
                         std::string(BatchReference),
                         {Place::Part::Body, "batch", root->range}};
    m_isShared = bytes > 0;
    if (m_isShared)
        m_batch.text.emplace();
    return {};
}

MaybeRejection BatchReader::read()
{
    using Kind = XmlToken::Kind;
    if (auto rejection = readRoot())
        return rejection;
    while (const auto token = m_scan.next()) {
        if (token->kind == Kind::End)
            return finish(m_scan, m_text);
        if (token->kind == Kind::Start) {
            if (auto rejection = readChild(*token))
                return rejection;
        } else if (token->kind == Kind::Text || token->kind == Kind::CData) {
            const std::string text = textOfXml(textIn(m_text, token->range));
            if (!std::all_of(text.begin(), text.end(), isXmlSpace))
                return Rejection{400,
                                 "stray-text",
                                 "Text between the events of batch, at byte " +
                                     std::to_string(token->range.offset),
                                 "Between events there may be white space and comments; this is " +
                                     quotedForReader(text) + ".",
                                 "Leave the text out.",
                                 std::string(BatchReference),
                                 {Place::Part::Body, "batch", token->range}};
        }
    }
    return faultOf(m_scan, m_text);
}

MaybeRejection BatchReader::skip()
{
    const std::size_t depth = m_scan.depth();
    while (const auto token = m_scan.next()) {
        if (token->kind == XmlToken::Kind::End && m_scan.depth() < depth)
            return {};
    }
    return faultOf(m_scan, m_text);
}

MaybeRejection BatchReader::readChild(const XmlToken &start)
{
    if (start.name.space != XmlEventSpace)
        return skip();
    if (start.name.local != "event")
        return Rejection{400,
                         "not-an-event-in-batch",
                         "The batch holds something that is not an event",
                         "It is the element " + quotedForReader(start.name.local) +
                             " of CloudEvents. The whole batch is refused.",
                         "Put elements event into the batch, and nothing else.",
                         std::string(BatchReference),
                         {Place::Part::Body, textForReader(start.name.local), start.range}};
    if (m_batch.events.size() == m_limits.batchEvents)
        return rejectionForTooManyEvents(Names.reference, m_limits.batchEvents);
    return readEvent(start);
}

MaybeRejection BatchReader::readEvent(const XmlToken &start)
{
    const std::string declarations = m_isShared ? outerDeclarations(m_scan) : std::string();
    CloudEvent event;
    XmlEventReader reader(m_scan, m_text, start, event);
    if (auto rejection = reader.read())
        return inBatch(std::move(*rejection), m_batch.events.size());
    ByteRange range = reader.range();
    if (m_isShared) {
        std::string &out = *m_batch.text;
        const std::size_t behind = behindName(m_text, start);
        const std::string_view whole = textIn(m_text, range);
        const std::size_t head = behind - range.offset;
        range = {static_cast<std::uint32_t>(out.size()),
                 static_cast<std::uint32_t>(whole.size() + declarations.size())};
        out.append(whole.substr(0, head)).append(declarations).append(whole.substr(head));
        if (event.dataForm != DataForm::None)
            event.data.offset += static_cast<std::uint32_t>(declarations.size());
    }
    m_batch.events.push_back({std::move(event), range});
    return {};
}

} // namespace

tl::expected<CloudEvent, Rejection> decodeXmlEvent(std::string_view text,
                                                   const DecodeLimits &limits)
{
    XmlScan scan(text, limits.depth);
    const auto root = takeRoot(scan, text);
    if (!root)
        return tl::unexpected(root.error());
    if (root->name.is(XmlEventSpace, "batch"))
        return tl::unexpected(rejectionForBatchAsEvent(Names));
    if (!root->name.is(XmlEventSpace, "event"))
        return tl::unexpected(wrongRoot(*root, "event"));
    tl::expected<CloudEvent, Rejection> event;
    XmlEventReader reader(scan, text, *root, *event);
    auto rejection = reader.read();
    if (!rejection)
        rejection = finish(scan, text);
    if (rejection)
        return tl::unexpected(std::move(*rejection));
    event->data.offset += event->dataForm == DataForm::None ? 0 : root->range.offset;
    return event;
}

tl::expected<XmlBatch, Rejection> decodeXmlBatch(std::string_view text, const DecodeLimits &limits)
{
    BatchReader reader(text, limits);
    if (auto rejection = reader.read())
        return tl::unexpected(std::move(*rejection));
    return std::move(reader.batch());
}

std::string boundXmlElement(std::string_view text, ByteRange element)
{
    const std::string whole(textIn(text, element));
    XmlScan scan(text);
    while (const auto token = scan.next()) {
        if (token->kind != XmlToken::Kind::Start || token->range.offset != element.offset)
            continue;
        const std::size_t head = behindName(text, *token) - element.offset;
        return whole.substr(0, head) + outerDeclarations(scan) + whole.substr(head);
    }
    return whole; // not the text that was decoded
}

} // namespace core
