// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/broker/manifest.h"
#include "core/cesql/parser.h"
#include "core/event/attributename.h"

#include <array>
#include <utility>

namespace core::broker {

namespace {

using FilterResult = tl::expected<FilterPart, ManifestError>;

/// What may stand in an element of `filters`, and what it is called there.
struct DialectWord {
    std::string_view word;
    Dialect dialect;
};
constexpr std::array dialectWords{
    DialectWord{"exact", Dialect::Exact},   DialectWord{"prefix", Dialect::Prefix},
    DialectWord{"suffix", Dialect::Suffix}, DialectWord{"all", Dialect::All},
    DialectWord{"any", Dialect::Any},       DialectWord{"not", Dialect::Not},
    DialectWord{"cesql", Dialect::Cesql},   DialectWord{"sql", Dialect::Cesql},
};

tl::unexpected<ManifestError> refuse(const YamlNode &node, std::string field, std::string what)
{
    return tl::unexpected(ManifestError{node.place, std::move(field), std::move(what)});
}

FilterResult readPart(const YamlNode &node, const std::string &field);

/// A name of an attribute as triggers may ask for it (Knative, Trigger): a letter, then letters and digits, lower case.
bool isAskedName(const std::string &name)
{
    return !attributeNameFault(name, SpecVersion::V03);
}

FilterResult readConditions(const YamlNode &node, const std::string &field, Dialect dialect)
{
    const bool mayBeEmpty = dialect == Dialect::Attributes;
    if (!node.isMapping())
        return refuse(
            node, field,
            "must be a mapping from attributes to values, such as type: com.example.created.");
    if (node.members.empty())
        return refuse(
            node, field,
            "is empty. Name at least one attribute, or leave it out to let every event pass.");
    FilterPart part{dialect};
    for (const auto &[key, value] : node.members) {
        const std::string at = field + '.' + key.text;
        if (!isAskedName(key.text))
            return refuse(key, at,
                          "is no name of an attribute. It begins with a small letter and has small "
                          "letters and digits alone.");
        const bool isText = value.isString() || (mayBeEmpty && value.isNull());
        if (!isText)
            return refuse(value, at,
                          value.kind == YamlNode::Kind::Scalar && !value.isNull()
                              ? "must be a text: put " + value.text + " in quotes."
                              : std::string("must be a text."));
        const std::string wanted = value.isNull() ? std::string() : value.text;
        if (wanted.empty() && !mayBeEmpty)
            return refuse(value, at,
                          "is empty, which would be true of every event. Say what it must be.");
        part.conditions.push_back({key.text, wanted});
    }
    return part;
}

FilterResult readList(const YamlNode &node, const std::string &field, Dialect dialect)
{
    if (!node.isSequence() || node.items.empty())
        return refuse(node, field, "must be a list with one filter at least.");
    FilterPart part{dialect};
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        auto inner = readPart(node.items[i], field + '[' + std::to_string(i) + ']');
        if (!inner)
            return inner;
        part.parts.push_back(std::move(*inner));
    }
    return part;
}

FilterResult readExpression(const YamlNode &node, const std::string &field)
{
    if (!node.isString())
        return refuse(node, field, "must be a text: put the expression in quotes.");
    auto expression = cesql::parse(node.text);
    if (!expression)
        return refuse(node, field,
                      "character " + std::to_string(expression.error().place.offset + 1) + " of " +
                          node.text + ": " + expression.error().message());
    FilterPart part{Dialect::Cesql};
    part.expression = std::move(*expression);
    return part;
}

std::string knownWords()
{
    std::string words;
    for (const DialectWord &known : dialectWords)
        words += (words.empty() ? "" : ", ") + std::string(known.word);
    return words;
}

FilterResult readPart(const YamlNode &node, const std::string &field)
{
    if (!node.isMapping() || node.members.empty())
        return refuse(node, field, "must be a mapping with one dialect: " + knownWords() + '.');
    if (node.members.size() > 1)
        return refuse(
            node.members[1].first, field,
            "has several dialects (" + node.members[0].first.text + ", " +
                node.members[1].first.text +
                "), and may have one. Make an element of the list of each: all of them must hold.");
    const auto &[key, value] = node.members.front();
    const std::string at = field + '.' + key.text;
    for (const DialectWord &known : dialectWords) {
        if (key.text != known.word)
            continue;
        switch (known.dialect) {
        case Dialect::All:
        case Dialect::Any:
            return readList(value, at, known.dialect);
        case Dialect::Cesql:
            return readExpression(value, at);
        case Dialect::Not: {
            auto inner = readPart(value, at);
            if (!inner)
                return inner;
            return FilterPart{Dialect::Not, {}, {std::move(*inner)}};
        }
        default:
            return readConditions(value, at, known.dialect);
        }
    }
    return refuse(key, at, "is no dialect that is known. There are " + knownWords() + '.');
}

/// `filter`: attributes, or in v1alpha1 sourceAndType.
tl::expected<TriggerFilter, ManifestError> readLegacyFilter(const YamlNode &filter,
                                                            std::string_view version)
{
    TriggerFilter read;
    if (filter.isNull())
        return read;
    if (!filter.isMapping())
        return refuse(filter, "spec.filter", "must be a mapping with attributes.");
    for (const auto &[key, value] : filter.members) {
        const std::string at = "spec.filter." + key.text;
        const bool isOld = key.text == "sourceAndType" && version == "v1alpha1";
        if (key.text != "attributes" && !isOld)
            return refuse(key, at,
                          key.text == "sourceAndType"
                              ? "belongs to eventing.knative.dev/v1alpha1. Write attributes: with "
                                "source and type below it."
                              : "is not known. A filter has attributes; other dialects stand in "
                                "spec.filters.");
        const bool isAny = value.isNull() || (isOld && value.isMapping() && value.members.empty());
        if (isAny)
            continue;
        if (!read.parts.empty())
            return refuse(
                key, at,
                "stands beside another filter. Keep attributes alone, with all that must hold.");
        auto part = readConditions(value, at, Dialect::Attributes);
        if (!part)
            return tl::unexpected(std::move(part.error()));
        if (isOld) {
            for (const AttributeCondition &condition : part->conditions) {
                if (condition.attribute != "source" && condition.attribute != "type")
                    return refuse(key, at + '.' + condition.attribute,
                                  "is not known: sourceAndType has source and type. Use attributes "
                                  "for others.");
            }
        }
        read.parts.push_back(std::move(*part));
    }
    return read;
}

} // namespace

tl::expected<TriggerFilter, ManifestError> readTriggerFilter(const YamlNode &spec,
                                                             std::string_view version)
{
    const YamlNode *const filters = spec.find("filters");
    const bool hasFilters = filters != nullptr && !filters->isNull();
    if (hasFilters && version != "v1")
        return refuse(*filters, "spec.filters",
                      "belongs to eventing.knative.dev/v1. Change apiVersion, or use spec.filter.");
    if (hasFilters && !filters->isSequence())
        return refuse(*filters, "spec.filters", "must be a list of filters.");
    const YamlNode *const filter = spec.find("filter");
    auto read = filter == nullptr ? TriggerFilter() : readLegacyFilter(*filter, version);
    if (!read || !hasFilters || filters->items.empty())
        return read;
    read->parts.clear();
    for (std::size_t i = 0; i < filters->items.size(); ++i) {
        auto part = readPart(filters->items[i], "spec.filters[" + std::to_string(i) + ']');
        if (!part)
            return tl::unexpected(std::move(part.error()));
        read->parts.push_back(std::move(*part));
    }
    return read;
}

} // namespace core::broker
