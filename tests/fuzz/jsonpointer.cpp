// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonpointer.h"

#include "core/cesql/decimal.h"
#include "core/codec/jsonscan.h"
#include "tests/fuzz/property.h"

#include <simdjson.h>

#include <map>

using namespace core;

namespace {

/// What stands at `pointer` in `json` is `expected`. Recursive as the text is deep, which simdjson bounds.
void requireAll(std::string_view json, const std::string &pointer, simdjson::dom::element expected)
{
    const auto parsed = JsonPointer::parse(pointer);
    require(parsed.has_value(), "a pointer from steps that exist is one");
    const auto value = findJson(json, *parsed);
    require(value.has_value(), "what is there is found");
    static simdjson::dom::parser parser;
    require(isJson(value->text), "what is found is JSON");
    requireSame(simdjson::minify(expected),
                simdjson::minify(parser.parse(value->text.data(), value->text.size())),
                "what is found is what is there");
    if (expected.is_array()) {
        std::size_t index = 0;
        for (const simdjson::dom::element child : simdjson::dom::array(expected))
            requireAll(json, pointer + "/" + std::to_string(index++), child);
        const auto behind = JsonPointer::parse(pointer + "/" + std::to_string(index));
        require(behind && !findJson(json, *behind), "nothing is found behind the last element");
    } else if (expected.is_object()) {
        std::map<std::string_view, simdjson::dom::element> members; // the last of a name counts
        for (const auto &[name, child] : simdjson::dom::object(expected))
            members[name] = child;
        for (const auto &[name, child] : members)
            requireAll(json, pointer + "/" + jsonPointerStep(name), child);
    } else if (expected.is_number()) {
        const auto number = cesql::Decimal::fromJson(value->text);
        require(number.has_value(), "a number of JSON is a decimal");
        const auto again = cesql::Decimal::fromJson(number->text());
        require(again && *again == *number, "the text of a decimal is that decimal");
        requireSame(number->text(), again->text(), "a decimal has one text");
    }
}

} // namespace

/// A pointer, a line feed, and a text: nothing is read outside of any text, and of JSON each value is found where
/// simdjson finds it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view input = textOf(bytes, size);
    const std::size_t line = std::min(input.find('\n'), input.size());
    const std::string_view json = input.substr(std::min(line + 1, input.size()));
    if (const auto pointer = JsonPointer::parse(input.substr(0, line), JsonPointer::Star::Every)) {
        std::size_t longest = 0;
        visitJson(json, *pointer, [&longest](const JsonValue &value) {
            longest = std::max(longest, value.text.size());
        });
        require(longest <= json.size(), "a value is a part of the text");
    }
    if (json.empty() || !isJson(json))
        return 0;
    static simdjson::dom::parser parser;
    simdjson::dom::element document;
    if (parser.parse(json.data(), json.size()).get(document) == simdjson::SUCCESS)
        requireAll(json, "", document); // numbers beyond 64 bits are none for it
    return 0;
}
