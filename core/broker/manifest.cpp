// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/manifest.h"

#include <optional>
#include <utility>

namespace core::broker {

namespace {

constexpr std::string_view EventingGroup = "eventing.knative.dev/";

tl::unexpected<ManifestError> refuse(const YamlNode &node, std::string field, std::string what)
{
    return tl::unexpected(ManifestError{node.place, std::move(field), std::move(what)});
}

/// A member that is a text; nothing where there is none, or null.
tl::expected<std::optional<std::string>, ManifestError>
textMember(const YamlNode &node, std::string_view name, const std::string &within)
{
    const YamlNode *const member = node.find(name);
    if (member == nullptr || member->isNull())
        return std::nullopt;
    if (!member->isString())
        return refuse(*member, within + std::string(name), "must be a text. Put it in quotes.");
    return member->text;
}

tl::expected<TriggerManifest, ManifestError> readTrigger(const YamlNode &document,
                                                         std::string_view version)
{
    TriggerManifest trigger;
    trigger.place = document.place;
    const YamlNode *const metadata = document.find("metadata");
    if (metadata == nullptr || !metadata->isMapping())
        return refuse(document, "metadata", "is missing. A Trigger needs at least metadata.name.");
    const auto name = textMember(*metadata, "name", "metadata.");
    if (!name)
        return tl::unexpected(name.error());
    if (!*name || (*name)->empty())
        return refuse(*metadata, "metadata.name", "is missing. Give the Trigger a name.");
    trigger.name = **name;
    const auto nameSpace = textMember(*metadata, "namespace", "metadata.");
    if (!nameSpace)
        return tl::unexpected(nameSpace.error());
    trigger.nameSpace = nameSpace->value_or(trigger.nameSpace);
    const YamlNode *const spec = document.find("spec");
    if (spec == nullptr || !spec->isMapping())
        return refuse(document, "spec", "is missing. It says which events the Trigger asks for.");
    const auto broker = textMember(*spec, "broker", "spec.");
    if (!broker)
        return tl::unexpected(broker.error());
    trigger.broker = broker->value_or(trigger.broker);
    auto filter = readTriggerFilter(*spec, version);
    if (!filter)
        return tl::unexpected(std::move(filter.error()));
    trigger.filter = std::move(*filter);
    return trigger;
}

std::string nameOf(const YamlNode &document)
{
    const YamlNode *const metadata = document.find("metadata");
    const YamlNode *const name = metadata == nullptr ? nullptr : metadata->find("name");
    return name == nullptr ? std::string() : name->text;
}

tl::expected<void, ManifestError> readDocument(const YamlNode &document, Manifests &read)
{
    if (document.isNull())
        return {};
    if (!document.isMapping())
        return refuse(document, {},
                      "this is no manifest: it must be a mapping with apiVersion and kind.");
    const auto apiVersion = textMember(document, "apiVersion", {});
    const auto kind = textMember(document, "kind", {});
    if (!apiVersion || !kind)
        return tl::unexpected(!apiVersion ? apiVersion.error() : kind.error());
    if (!*kind || !*apiVersion)
        return refuse(document, *kind ? "apiVersion" : "kind",
                      "is missing. A manifest says what it is, such as apiVersion: "
                      "eventing.knative.dev/v1 and kind: Trigger.");
    const YamlNode *const items = document.find("items");
    if ((*kind)->ends_with("List") && items != nullptr && items->isSequence()) {
        for (const YamlNode &item : items->items) {
            auto one = readDocument(item, read);
            if (!one)
                return one;
        }
        return {};
    }
    if (**kind != "Trigger" || !(*apiVersion)->starts_with(EventingGroup)) {
        read.others.push_back({**apiVersion, **kind, nameOf(document), document.place});
        return {};
    }
    const std::string_view version = std::string_view(**apiVersion).substr(EventingGroup.size());
    if (version != "v1" && version != "v1beta1" && version != "v1alpha1")
        return refuse(*document.find("apiVersion"), "apiVersion",
                      "\"" + **apiVersion + "\" is no version of Trigger that is known here: " +
                          std::string(EventingGroup) + "v1, v1beta1 or v1alpha1.");
    auto trigger = readTrigger(document, version);
    if (!trigger)
        return tl::unexpected(std::move(trigger.error()));
    read.triggers.push_back(std::move(*trigger));
    return {};
}

} // namespace

std::string ManifestError::message() const
{
    std::string text =
        "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
    return text + (field.empty() ? ": " : ", " + field + ": ") + what;
}

tl::expected<Manifests, ManifestError> readManifests(std::string_view text)
{
    const auto documents = readYaml(text);
    if (!documents)
        return tl::unexpected(ManifestError{documents.error().place, {}, documents.error().what});
    Manifests read;
    for (const YamlNode &document : *documents) {
        auto one = readDocument(document, read);
        if (!one)
            return tl::unexpected(std::move(one.error()));
    }
    return read;
}

} // namespace core::broker
