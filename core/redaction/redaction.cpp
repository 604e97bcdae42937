// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/redaction/redaction.h"

#include "core/codec/headervalue.h"
#include "core/codec/httpencode.h"
#include "core/codec/httpmessage.h"
#include "core/codec/jsonformat.h"
#include "core/codec/jsonscan.h"
#include "core/codec/jsonstring.h"
#include "core/codec/rangetext.h"
#include "core/event/asciitext.h"
#include "core/event/attributename.h"
#include "core/event/base64.h"

#include <algorithm>
#include <array>
#include <utility>

namespace core {

namespace {

using Action = JsonRedaction::Action;

constexpr std::string_view RemovePrefix = "remove:";
constexpr std::string_view AllData = "data";
/// A source is a URI reference, which "[redacted]" is not.
constexpr std::string_view RedactedSource = "urn:redacted";

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// `schemaurl` is what 0.3 calls it.
bool isSchema(std::string_view name)
{
    return name == "dataschema" || name == "schemaurl";
}

/// By their types these cannot hold the text that says "redacted".
bool canOnlyBeRemoved(std::string_view name)
{
    return name == "time" || isSchema(name);
}

std::string_view replacementOf(std::string_view name)
{
    return name == "source" ? RedactedSource : RedactedText;
}

void redact(std::string &value, std::string_view name)
{
    value = replacementOf(name);
}

void redact(std::optional<std::string> &value, Action action)
{
    if (value && action == Action::Remove)
        value.reset();
    else if (value)
        value = RedactedText;
}

/// What stands in a JSON string, between its quotes.
std::string insideOfString(std::string_view text)
{
    std::string quoted;
    appendJsonString(quoted, text);
    return quoted.substr(1, quoted.size() - 2);
}

std::string base64Of(std::string_view bytes)
{
    std::string text;
    appendBase64(text, bytes);
    return text;
}

/// The text of the data in the place where the event has it, with `bytes` as its new content.
std::string inForm(DataForm form, const std::string &bytes)
{
    if (form == DataForm::JsonText)
        return insideOfString(bytes);
    return form == DataForm::JsonBase64 ? base64Of(bytes) : bytes;
}

/// Attributes and data lie in one text that is not JSON: such an event is redacted as a value and written anew.
bool isWrittenAnew(EventFormat format)
{
    return format == EventFormat::Protobuf || format == EventFormat::Xml ||
           format == EventFormat::Avro;
}

/// What data of that form is once only its bytes are left.
DataForm formOfBytes(DataForm form)
{
    switch (form) {
    case DataForm::None:
    case DataForm::Raw:
    case DataForm::Json:
    case DataForm::Text:
    case DataForm::XmlElement:
        return form;
    case DataForm::JsonText:
    case DataForm::XmlText:
        return DataForm::Text;
    case DataForm::JsonBase64:
    case DataForm::XmlBase64:
    case DataForm::ProtobufAny:
        return DataForm::Raw;
    case DataForm::XmlBoundElement:
        return DataForm::XmlElement;
    case DataForm::AvroValue:
        return DataForm::Json;
    }
    return form;
}

void removeData(StoredEvent &stored)
{
    CloudEvent &event = stored.event;
    if (stored.format == EventFormat::Json) {
        const std::array rules{JsonRedaction{{"data"}, Action::Remove},
                               JsonRedaction{{"data_base64"}, Action::Remove},
                               JsonRedaction{{"datacontentencoding"}, Action::Remove}};
        stored.text = redactJson(stored.text, rules);
    } else {
        stored.text.clear();
    }
    event.dataForm = DataForm::None;
    event.data = {};
}

} // namespace

Result<Redaction> Redaction::parse(std::span<const std::string> rules, OtherData otherData)
{
    Redaction redaction;
    redaction.m_otherData = otherData;
    for (const std::string &rule : rules) {
        if (const auto added = redaction.add(rule); !added)
            return fail(added.error().kind, "\"" + rule + "\": " + added.error().detail);
    }
    return redaction;
}

Result<void> Redaction::add(std::string_view rule)
{
    const bool removes = rule.starts_with(RemovePrefix);
    const std::string_view place = removes ? rule.substr(RemovePrefix.size()) : rule;
    const Action action = removes ? Action::Remove : Action::Replace;
    if (place == AllData) {
        m_removesData = true;
        return {};
    }
    if (place.starts_with('/')) {
        auto pointer = JsonRedaction::parse(place, action);
        if (!pointer)
            return tl::unexpected(pointer.error());
        m_pointers.push_back(std::move(*pointer));
        return {};
    }
    return addAttribute(place, action);
}

Result<void> Redaction::addAttribute(std::string_view name, Action action)
{
    constexpr std::array<std::string_view, 3> Readers{"specversion", "datacontenttype",
                                                      "datacontentencoding"};
    constexpr std::array<std::string_view, 3> Required{"id", "source", "type"};
    if (const auto fault = attributeNameFault(name, SpecVersion::V10))
        return fail(Error::Kind::InvalidInput,
                    "the name of an attribute, a JSON pointer such as /card/number, or data is "
                    "wanted");
    if (isOneOf(name, Readers))
        return fail(Error::Kind::InvalidInput,
                    "without this attribute nobody could read the rest of the event");
    if (action == Action::Remove && isOneOf(name, Required))
        return fail(Error::Kind::InvalidInput,
                    "an event must have this attribute; it can be replaced, not removed");
    m_attributes.push_back({std::string(name), canOnlyBeRemoved(name) ? Action::Remove : action});
    if (isSchema(name))
        m_attributes.push_back({name == "dataschema" ? "schemaurl" : "dataschema", Action::Remove});
    return {};
}

std::optional<std::string_view> Redaction::shown(std::string_view name,
                                                 std::string_view value) const
{
    std::string_view seen = value;
    for (const AttributeRule &rule : m_attributes) {
        if (rule.name != name)
            continue;
        if (rule.action == Action::Remove)
            return std::nullopt;
        seen = replacementOf(name);
    }
    return seen;
}

bool Redaction::isAbout(std::string_view name) const
{
    return std::any_of(m_attributes.begin(), m_attributes.end(),
                       [name](const AttributeRule &rule) { return rule.name == name; });
}

Result<StoredEvent> Redaction::apply(StoredEvent stored) const
{
    if (isWrittenAnew(stored.format)) {
        if (const auto done = applyToWhole(stored); !done)
            return tl::unexpected(done.error());
        applyToHead(stored.head, stored.event.specVersion);
        return stored;
    }
    if (m_removesData)
        removeData(stored);
    else if (const auto done = applyToData(stored); !done)
        return tl::unexpected(done.error());
    if (m_attributes.empty() && stored.format != EventFormat::Json)
        return stored;
    applyToHead(stored.head, stored.event.specVersion);
    if (stored.format == EventFormat::Json) {
        if (const auto done = applyToJsonText(stored); !done)
            return tl::unexpected(done.error());
    } else {
        applyToAttributes(stored.event);
    }
    return stored;
}

Result<void> Redaction::applyToData(StoredEvent &stored) const
{
    CloudEvent &event = stored.event;
    if (m_pointers.empty() || event.dataForm == DataForm::None)
        return {};
    const std::string bytes = dataBytes(event, stored.text);
    if (bytes.empty())
        return {};
    // Data of one JSON value was validated when it came; what else it may be is seen by trying.
    if (event.dataForm == DataForm::Json || isJson(bytes)) {
        const std::string redacted = redactJson(bytes, m_pointers);
        if (redacted == bytes)
            return {};
        const std::string text = inForm(event.dataForm, redacted);
        stored.text.replace(std::min<std::size_t>(event.data.offset, stored.text.size()),
                            event.data.length, text);
        event.data.length = static_cast<std::uint32_t>(text.size());
        return {};
    }
    if (m_otherData == OtherData::Refuse)
        return fail(Error::Kind::InvalidInput,
                    "event " + std::to_string(stored.sequence.value) +
                        ": its data is not JSON, so that a JSON pointer cannot say what must go; "
                        "leave such data out, or leave out the rule");
    removeData(stored);
    return {};
}

// An event in JSON is redacted as text, then read anew: its attributes and the place of its data are then those of the
// text that is shown.
Result<void> Redaction::applyToJsonText(StoredEvent &stored) const
{
    std::vector<JsonRedaction> rules;
    for (const AttributeRule &rule : m_attributes)
        rules.push_back({{rule.name}, rule.action, std::string(replacementOf(rule.name))});
    if (!rules.empty())
        stored.text = redactJson(stored.text, rules);
    auto event = decodeJsonEvent(stored.text);
    if (!event)
        return fail(Error::Kind::Damaged,
                    "event " + std::to_string(stored.sequence.value) +
                        ": its text is not the event that was kept, so that nobody can tell what "
                        "must not be seen of it");
    stored.event = std::move(*event);
    return {};
}

// The text that is shown is that of our own writer: nothing of the sender's text beside the event itself stays, comments
// and fields that nobody knows among it.
Result<void> Redaction::applyToWhole(StoredEvent &stored) const
{
    CloudEvent &event = stored.event;
    const EventFormat format = stored.format;
    const bool isAny = event.dataForm == DataForm::ProtobufAny;
    std::string bytes =
        isAny ? std::string(textIn(stored.text, event.data)) : dataBytes(event, stored.text);
    event.dataForm = isAny ? DataForm::ProtobufAny : formOfBytes(event.dataForm);
    event.data = {0, static_cast<std::uint32_t>(bytes.size())};
    stored.text = std::move(bytes);
    stored.format = EventFormat::None; // its text is its data now
    if (m_removesData)
        removeData(stored);
    else if (const auto done = applyToData(stored); !done)
        return done;
    applyToAttributes(event);
    stored.format = format;

    std::string text = encodeEvent({event, stored.text}, format);
    const std::string mediaType =
        std::string("application/cloudevents+").append(eventFormatText(format));
    const HeaderField type{"Content-Type", mediaType, {}};
    auto decoded = decodeHttp(std::span(&type, 1), text);
    if (!decoded)
        return fail(Error::Kind::Damaged,
                    "event " + std::to_string(stored.sequence.value) +
                        ": it cannot be written in its format again: " + decoded.error().title);
    event = std::move(decoded->events.front().event);
    stored.text = std::move(text);
    return {};
}

void Redaction::applyToAttributes(CloudEvent &event) const
{
    for (const AttributeRule &rule : m_attributes) {
        if (rule.name == "id")
            redact(event.id, rule.name);
        else if (rule.name == "source")
            redact(event.source, rule.name);
        else if (rule.name == "type")
            redact(event.type, rule.name);
        else if (rule.name == "subject")
            redact(event.subject, rule.action);
        else if (rule.name == "time")
            event.time.reset();
        else if (isSchema(rule.name))
            event.dataSchema.reset();
        const auto isNamed = [&rule](const Extension &each) { return each.name == rule.name; };
        if (rule.action == Action::Remove)
            std::erase_if(event.extensions, isNamed);
        for (Extension &extension : event.extensions) {
            if (isNamed(extension))
                extension.value = AttributeValue::string(std::string(RedactedText));
        }
    }
}

void Redaction::applyToHead(std::string &head, SpecVersion version) const
{
    constexpr std::string_view Prefix = "ce-";
    std::string out;
    std::size_t begin = 0;
    const AttributeRule *lastMap = nullptr;
    while (begin < head.size()) {
        const std::size_t end = std::min(head.find('\n', begin), head.size() - 1) + 1;
        const std::string_view line = std::string_view(head).substr(begin, end - begin);
        begin = end;
        const std::size_t colon = line.find(':');
        const AttributeRule *found = nullptr;
        bool isMapEntry = false;
        if (colon != std::string_view::npos && startsWithFolded(line, Prefix)) {
            const std::string name = foldedText(line.substr(Prefix.size(), colon - Prefix.size()));
            for (const AttributeRule &rule : m_attributes) {
                // 0.3 spreads a map over several fields: ce-NAME-KEY.
                isMapEntry = version == SpecVersion::V03 && name.starts_with(rule.name + '-');
                if (name == rule.name || isMapEntry) {
                    found = &rule;
                    break;
                }
            }
        }
        if (!found) {
            out += line;
        } else if (found->action == Action::Replace && !(isMapEntry && found == lastMap)) {
            out += isMapEntry ? std::string(Prefix) + found->name + ':'
                              : std::string(line.substr(0, colon + 1));
            out += ' ';
            out += encodeHeaderValue(replacementOf(found->name));
            out += "\r\n";
            lastMap = isMapEntry ? found : lastMap;
        }
    }
    head = std::move(out);
}

} // namespace core
