// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/rejections.h"

#include "core/codec/meantattribute.h"
#include "core/event/asciitext.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

struct JsonSentence {
    std::string_view rule;
    std::string_view title; ///< followed by ", at byte N"
    std::string_view detail;
    std::string_view fix;
};

JsonSentence sentenceFor(JsonFault::Kind kind)
{
    using Kind = JsonFault::Kind;
    constexpr std::string_view Writer =
        "Let a JSON library write the body instead of joining text.";
    switch (kind) {
    case Kind::Empty:
        return {"empty-body", "The body is empty where JSON should be",
                "Content-Type says that the body is a CloudEvent in JSON, but there is none.",
                "Send the event as JSON in the body, or use binary mode with ce- headers."};
    case Kind::TooLong:
        return {"json-too-long", "JSON longer than 4 GiB", "Positions in a body have 32 bits.",
                "Send smaller events."};
    case Kind::ByteOrderMark:
        return {"byte-order-mark", "JSON starts with a byte order mark",
                "RFC 8259 does not allow one before JSON that is sent.",
                "Write the body as UTF-8 without byte order mark."};
    case Kind::NotUtf8:
        return {"invalid-utf8", "JSON is not UTF-8",
                "JSON between systems is UTF-8; these bytes are another encoding, or were cut.",
                "Encode the body as UTF-8."};
    case Kind::ControlCharacter:
        return {"invalid-json", "JSON has a raw control character in a string",
                "Control characters, line breaks among them, must be escaped inside strings.",
                "Write a line break as \\n and a tab as \\t inside JSON strings."};
    case Kind::EndsEarly:
        return {"json-ends-early", "JSON ends early",
                "The text stops before the value is complete. The body may have been cut, or "
                "Content-Length may be too small.",
                "Send the whole body; let the HTTP library compute Content-Length."};
    case Kind::TrailingContent:
        return {"invalid-json", "JSON goes on after the value",
                "One body holds one JSON value; something follows it.",
                "Send one event per request, or several as an array with Content-Type: "
                "application/cloudevents-batch+json."};
    case Kind::TooDeep:
        return {"json-too-deep",
                "JSON is nested too deeply",
                {},
                "Send data with less nesting, or as a string or Base64."};
    case Kind::BadEscape:
        return {"invalid-json", "JSON has an unknown escape in a string",
                "Only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX are escapes.", Writer};
    case Kind::LoneSurrogate:
        return {"lone-surrogate", "JSON has half a surrogate pair",
                "An escape such as \\ud83d means a character only together with its other half.",
                "Write the character itself in UTF-8, or both halves of the pair."};
    case Kind::BadNumber:
        return {"invalid-json", "JSON has a number that is none",
                "Numbers are written as -12, 0.5 or 1e3: no plus sign, no leading zeros, no "
                "hexadecimal digits.",
                Writer};
    case Kind::Unexpected:
        return {"invalid-json", "JSON is broken", "This character cannot stand here.", Writer};
    }
    return {};
}

} // namespace

std::string AttributeSpot::shown() const
{
    if (part != Place::Part::Header)
        return textForReader(sent);
    std::string lower = foldedText(textForReader(sent));
    return lower == "content-type" ? "Content-Type" : lower;
}

Place AttributeSpot::place() const
{
    return {part, textForReader(sent), bytes};
}

std::string coreReference(SpecVersion version, std::string_view section)
{
    std::string reference = "CloudEvents ";
    reference += specVersionText(version);
    return reference.append(", ").append(section);
}

std::string depthSentence(std::size_t maxDepth, std::string_view what)
{
    return "The limit depth is " + std::to_string(maxDepth) + " " + std::string(what) +
           " inside each other.";
}

Rejection rejectionForJson(const JsonFault &fault, std::string_view text, std::size_t maxDepth)
{
    const JsonSentence sentence = sentenceFor(fault.kind);
    const auto at = static_cast<std::uint32_t>(std::min(fault.at, text.size()));
    const std::uint32_t length = at < text.size() ? 1 : 0;
    Rejection rejection{400,
                        std::string(sentence.rule),
                        std::string(sentence.title),
                        std::string(sentence.detail),
                        std::string(sentence.fix),
                        "RFC 8259; CloudEvents JSON format 3",
                        {Place::Part::Body, {}, ByteRange{at, length}}};
    if (fault.kind == JsonFault::Kind::Empty)
        return rejection;
    rejection.title += ", at byte " + std::to_string(at);
    if (fault.kind == JsonFault::Kind::TooDeep)
        rejection.detail = depthSentence(maxDepth, "containers");
    if (fault.kind == JsonFault::Kind::Unexpected)
        rejection.detail = "The character " + quotedForReader(text.substr(at, 1)) +
                           " cannot stand at byte " + std::to_string(at) + ".";
    return rejection;
}

Rejection rejectionForName(const AttributeSpot &spot, const TextFault &fault, SpecVersion version)
{
    const std::string shown = '"' + spot.shown() + '"';
    Rejection rejection{
        400,
        "invalid-attribute-name",
        shown + " cannot name an attribute",
        "The attribute name in " + shown + " " + std::string(fault.why) + ".",
        "Name attributes with small letters a-z and digits only, for example myextension.",
        coreReference(version, "Naming Conventions"),
        spot.place()};
    const bool header = spot.part == Place::Part::Header;
    const std::string_view prefix = header ? "ce-" : "";
    const std::string meant(meantAttribute(spot.sent.substr(prefix.size())));
    if (header && !meant.empty() && !meant.starts_with("data_"))
        rejection.fix = "Send ce-" + meant + " instead of " + spot.shown() + ".";
    else if (!header && !meant.empty())
        rejection.fix = "Write \"" + meant + "\" instead of " + shown + ".";
    if (spot.sent == "data_base64")
        rejection.fix =
            "In CloudEvents 0.3, send Base64 in data, with datacontentencoding set to base64.";
    return rejection;
}

Rejection rejectionForRepeated(const AttributeSpot &spot, SpecVersion version)
{
    const std::string shown = spot.shown();
    const bool header = spot.part == Place::Part::Header;
    return {400,
            "repeated-attribute",
            shown + " is there twice",
            "An event has each attribute at most once. Which of the two is meant cannot be told.",
            header ? "Send the header " + shown + " once." : "Write the member " + shown + " once.",
            header ? "CloudEvents HTTP binding 3.1.3"
                   : coreReference(version, "Context Attributes"),
            spot.place()};
}

Rejection rejectionForEmpty(const AttributeSpot &spot, SpecVersion version)
{
    const std::string shown = spot.shown();
    return {400,
            "empty-attribute",
            shown + " is empty",
            "The attribute is there without a value, but must not be the empty string.",
            "Give " + shown + " a value, or leave it out if it is optional.",
            coreReference(version, "Context Attributes"),
            spot.place()};
}

Rejection rejectionForVersion(const AttributeSpot &spot, std::string_view value)
{
    const std::string shown = spot.shown();
    const bool meansOne =
        value == "1" || value.starts_with("1.0") || value == "v1" || value == "v1.0";
    return {400,
            "unknown-specversion",
            shown + " is " + quotedForReader(value) + ", not \"1.0\"",
            "CloudEvents 1.0 and 0.3 are understood, and their version is written exactly \"1.0\" "
            "or \"0.3\".",
            meansOne ? "Write 1.0: only major and minor, with a point between."
                     : "Send the event as CloudEvents 1.0, with " + shown + " set to 1.0.",
            "CloudEvents 1.0, specversion",
            spot.place()};
}

Rejection inBatch(Rejection rejection, std::size_t index)
{
    rejection.detail = "Event " + std::to_string(index + 1) + " of the batch: " + rejection.detail +
                       " The whole batch is refused.";
    return rejection;
}

Rejection rejectionForText(const AttributeSpot &spot, std::string_view value,
                           const TextFault &fault, const BrokenText &broken)
{
    const std::string shown = spot.shown();
    return {400,
            std::string(broken.rule),
            shown + " is not " + std::string(broken.what),
            "The value " + quotedForReader(value) + " " + std::string(fault.why) + " (at byte " +
                std::to_string(fault.at) + " of it).",
            "Write " + shown + " as in " + std::string(broken.example) + ".",
            std::string(broken.reference),
            spot.place()};
}

} // namespace core
