// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/formatrejections.h"
#include "core/codec/xml/xmlscan.h"
#include "core/event/cloudevent.h"

#include <tl/expected.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace core {

/// Reads one element `event` of the XML format, from behind its start tag to its end. The range of its data counts from
/// its own first byte.
class XmlEventReader {
public:
    /// `start` is the Start of the element, which `scan` has just passed over `text`.
    XmlEventReader(XmlScan &scan, std::string_view text, const XmlToken &start, CloudEvent &event);

    [[nodiscard]] MaybeRejection read();
    /// Of the whole element, once it has been read.
    ByteRange range() const { return m_range; }

private:
    struct TypeName {
        std::string_view space;
        std::string written;
        std::string local;
        ByteRange place;
    };
    struct Content {
        ByteRange range; ///< between the tags
        ByteRange element;
    };
    struct XmlElement {
        ByteRange range;
        bool isBound = false; ///< uses namespaces that are declared around it
    };

    MaybeRejection readVersion();
    MaybeRejection readElement(const XmlToken &start);
    MaybeRejection readAttribute(const XmlToken &start);
    MaybeRejection readData(const XmlToken &start);
    MaybeRejection readTextData(const XmlToken &start, bool isBase64);
    MaybeRejection readXmlData(const XmlToken &start);
    /// Passes the one element of xs:any data. `outside` elements are open around it.
    tl::expected<XmlElement, Rejection> passXmlElement(const XmlToken &start, std::size_t outside);
    /// Passes to the end of an element that may have no elements in it.
    tl::expected<Content, Rejection> takeContent(const XmlToken &start, std::string_view reference);
    MaybeRejection skipElement();
    MaybeRejection finish();
    std::optional<TypeName> typeInScope() const;
    bool usesOuterSpace(std::size_t outside, std::string_view prefix) const;
    Rejection scanFault() const;
    MaybeRejection checkSpace(const XmlToken &token, std::string_view where) const;
    void setData(DataForm form, ByteRange range);

    XmlScan &m_scan;
    std::string_view m_text;
    ByteRange m_start;
    ByteRange m_range;
    EventBuilder m_builder;
    std::vector<std::string_view> m_names; ///< of all elements that were read
    std::vector<ByteRange> m_places;
    std::vector<std::string_view> m_foreign; ///< local names of elements that were ignored
};

} // namespace core
