// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonpointer.h"

#include "core/codec/jsonstring.h"
#include "core/codec/jsontext.h"

#include <algorithm>
#include <charconv>

namespace core {

namespace {

/// One step without its escapes: `~1` is `/`, `~0` is `~`.
Result<std::string> unescapedStep(std::string_view step)
{
    std::string text;
    for (std::size_t at = 0; at < step.size(); ++at) {
        if (step[at] != '~') {
            text += step[at];
            continue;
        }
        ++at;
        if (at == step.size() || (step[at] != '0' && step[at] != '1'))
            return fail(Error::Kind::InvalidInput,
                        "a ~ in a JSON pointer is written ~0, and a / within a name ~1");
        text += step[at] == '0' ? '~' : '/';
    }
    return text;
}

std::optional<std::size_t> indexIn(std::string_view name)
{
    if (name.empty() || (name.size() > 1 && name.front() == '0') ||
        name.find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    std::size_t index = 0;
    const char *end = name.data() + name.size();
    if (std::from_chars(name.data(), end, index).ec != std::errc())
        return {}; // no array has so many elements
    return index;
}

JsonValue::Kind kindOf(char first)
{
    using Kind = JsonValue::Kind;
    switch (first) {
    case '{':
        return Kind::Object;
    case '[':
        return Kind::Array;
    case '"':
        return Kind::String;
    case 't':
        return Kind::True;
    case 'f':
        return Kind::False;
    case 'n':
        return Kind::Null;
    default:
        return Kind::Number;
    }
}

/// Goes down a pointer. Recursive only from one step Every to the next.
class Walk {
public:
    using Steps = const std::vector<JsonPointer::Step> &;
    using Visit = const std::function<void(const JsonValue &)> &;

    Walk(std::string_view json, Steps steps, Visit visit)
        : m_json(json)
        , m_steps(steps)
        , m_visit(visit)
    {
    }

    bool run() { return walk(skipJsonSpaces(m_json, 0), 0); }

private:
    static constexpr std::size_t Nowhere = std::string_view::npos;

    /// From the value at `at` down, `step` coming next.
    bool walk(std::size_t at, std::size_t step)
    {
        for (; step < m_steps.size(); ++step) {
            const char open = charAt(at);
            if (open != '{' && open != '[')
                return false;
            const JsonPointer::Step &next = m_steps[step];
            if (next.isEvery) {
                walkEvery(at, step + 1);
                return true;
            }
            at = open == '{' ? lastMember(at, next.name) : element(at, next.index);
            if (at == Nowhere)
                return false;
        }
        if (at >= m_json.size())
            return false;
        m_visit({kindOf(m_json[at]), m_json.substr(at, jsonValueEnd(m_json, at) - at)});
        return true;
    }

    void walkEvery(std::size_t at, std::size_t step)
    {
        const bool isObject = charAt(at) == '{';
        at = firstIn(at);
        while (at != Nowhere) {
            if (isObject)
                at = valueOfMember(jsonStringEnd(m_json, at));
            walk(at, step);
            at = nextAfter(at);
        }
    }

    std::size_t lastMember(std::size_t at, std::string_view name) const
    {
        std::size_t found = Nowhere;
        at = firstIn(at);
        while (at != Nowhere) {
            const std::size_t end = jsonStringEnd(m_json, at);
            const bool isIt = isName(m_json.substr(at, end - at), name);
            at = valueOfMember(end);
            if (isIt)
                found = at;
            at = nextAfter(at);
        }
        return found;
    }

    std::size_t element(std::size_t at, std::optional<std::size_t> index) const
    {
        if (!index)
            return Nowhere;
        at = firstIn(at);
        for (std::size_t i = 0; i < *index && at != Nowhere; ++i)
            at = nextAfter(at);
        return at;
    }

    /// Whether a member whose name is written so, with quotes, has the name `name`.
    static bool isName(std::string_view written, std::string_view name)
    {
        if (written.size() < 2 || written.size() - 2 < name.size())
            return false; // escapes only make it longer
        const std::string_view inside = written.substr(1, written.size() - 2);
        if (inside.size() == name.size() && inside == name)
            return name.find('\\') == std::string_view::npos;
        return inside.size() > name.size() && inside.find('\\') != std::string_view::npos &&
               unescapeJson(inside) == name;
    }

    /// The first element or name in a container that opens at `at`.
    std::size_t firstIn(std::size_t at) const
    {
        at = skipJsonSpaces(m_json, at + 1);
        const char first = charAt(at);
        return first == '}' || first == ']' || first == '\0' ? Nowhere : at;
    }
    /// The element or name that follows the value at `at`.
    std::size_t nextAfter(std::size_t at) const
    {
        at = skipJsonSpaces(m_json, jsonValueEnd(m_json, at));
        if (charAt(at) != ',')
            return Nowhere;
        at = skipJsonSpaces(m_json, at + 1);
        return at < m_json.size() ? at : Nowhere;
    }
    /// The value behind the name that ends at `end`.
    std::size_t valueOfMember(std::size_t end) const
    {
        const std::size_t colon = skipJsonSpaces(m_json, end);
        return skipJsonSpaces(m_json, std::min(colon + 1, m_json.size()));
    }
    char charAt(std::size_t at) const { return at < m_json.size() ? m_json[at] : '\0'; }

    const std::string_view m_json;
    Steps m_steps;
    Visit m_visit;
};

} // namespace

Result<std::vector<std::string>> stepsOfJsonPointer(std::string_view pointer)
{
    std::vector<std::string> steps;
    if (!pointer.empty() && !pointer.starts_with('/'))
        return fail(Error::Kind::InvalidInput, "a JSON pointer starts with /");
    while (!pointer.empty()) {
        if (steps.size() == MaxJsonPointerSteps)
            return fail(Error::Kind::InvalidInput, "a JSON pointer has at most " +
                                                       std::to_string(MaxJsonPointerSteps) +
                                                       " steps: no JSON here is nested deeper");
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        auto step = unescapedStep(pointer.substr(0, end));
        if (!step)
            return tl::unexpected(step.error());
        steps.push_back(std::move(*step));
        pointer.remove_prefix(end);
    }
    return steps;
}

Result<JsonPointer> JsonPointer::parse(std::string_view text, Star star)
{
    auto names = stepsOfJsonPointer(text);
    if (!names)
        return tl::unexpected(names.error());
    JsonPointer pointer;
    for (std::string &name : *names) {
        Step step;
        step.index = indexIn(name);
        step.isEvery = star == Star::Every && name == EveryJsonStep;
        step.name = std::move(name);
        pointer.m_steps.push_back(std::move(step));
    }
    return pointer;
}

bool visitJson(std::string_view json, const JsonPointer &pointer,
               const std::function<void(const JsonValue &)> &visit)
{
    return Walk(json, pointer.steps(), visit).run();
}

std::optional<JsonValue> findJson(std::string_view json, const JsonPointer &pointer)
{
    std::optional<JsonValue> found;
    visitJson(json, pointer, [&found](const JsonValue &value) { found = value; });
    return found;
}

} // namespace core
