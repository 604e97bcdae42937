// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/attributename.h"
#include "core/event/base64.h"
#include "core/event/canonicalstring.h"
#include "core/event/mediatype.h"
#include "core/event/readertext.h"
#include "core/event/unicodetext.h"
#include "core/event/uri.h"
#include "tests/fuzz/property.h"

#include <string>

using namespace core;

namespace {

bool accepted(const MaybeFault &fault, std::string_view text)
{
    if (fault)
        requireInside(*fault, text);
    return !fault;
}

void checkUris(std::string_view text)
{
    const bool reference = accepted(uriReferenceFault(text), text);
    if (accepted(uriFault(text), text)) {
        require(reference, "a URI is a URI-reference");
        require(text.find(':') != std::string_view::npos, "a URI has a scheme");
        require(text.find('#') == std::string_view::npos, "an absolute URI has no fragment");
    }
    if (reference)
        require(!stringFault(text), "a URI-reference is a String");
}

void checkMediaType(std::string_view text)
{
    const std::string essence = mediaTypeEssence(text);
    const std::string charset = mediaTypeCharset(text);
    const bool isJson = isJsonMediaType(text);
    const bool isText = isTextMediaType(text);
    if (!accepted(mediaTypeFault(text), text))
        return;
    require(!mediaTypeFault(essence), "the essence of a media type is one");
    require(mediaTypeEssence(essence) == essence, "the essence has no other essence");
    require(isJsonMediaType(essence) == isJson, "parameters do not make it JSON or not");
    require(isText || charset.empty(), "what has a charset is text");
}

void checkBase64(std::string_view text)
{
    const auto decoded = decodeBase64(text);
    require(accepted(base64Fault(text), text) == decoded.has_value(), "both ways to ask agree");
    if (decoded) {
        require(decoded->size() == base64DecodedSize(text), "the size is that of the bytes");
        std::string encoded;
        appendBase64(encoded, *decoded);
        require(decodeBase64(encoded) == decoded, "bytes survive Base64");
        require(encoded.size() == text.size(), "the same bytes are as long again");
    }
    std::string encoded;
    appendBase64(encoded, text);
    require(decodeBase64(encoded) == std::string(text), "any bytes survive Base64");
}

void checkCanonical(std::string_view text)
{
    for (const AttributeType type :
         {AttributeType::Boolean, AttributeType::Integer, AttributeType::String,
          AttributeType::Binary, AttributeType::Uri, AttributeType::UriReference,
          AttributeType::Timestamp}) {
        const auto value = fromCanonical(type, text);
        require(accepted(canonicalFault(type, text), text) == value.has_value(),
                "both ways to ask agree");
        if (!value)
            continue;
        require(value->type() == type, "a value has the type that was asked for");
        require(value->canonical() == text || text == "-0", "a canonical string stays itself");
        require(!stringFault(text), "every canonical string is a String");
    }
}

} // namespace

/// The texts of attributes, each by the rules of its type.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text = textOf(bytes, size);
    checkUris(text);
    checkMediaType(text);
    checkBase64(text);
    checkCanonical(text);
    if (accepted(attributeNameFault(text, SpecVersion::V03), text))
        require(!attributeNameFault(text, SpecVersion::V10) || text == "data",
                "a name of 0.3 is one of 1.0");
    if (accepted(stringFault(text), text))
        require(!utf8Fault(text), "a String is UTF-8");
    require(!utf8Fault(textForReader(text)), "what a person reads is UTF-8");
    return 0;
}
