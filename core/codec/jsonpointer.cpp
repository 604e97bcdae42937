// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonpointer.h"

#include "core/codec/jsonstring.h"
#include "core/codec/jsontext.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <span>

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

constexpr std::size_t Nowhere = std::string_view::npos;

/// What an object or array is made of.
class Containers {
public:
    explicit Containers(std::string_view json)
        : m_json(json)
    {
    }

    /// The first element or name in a container that opens at `at`, and `end` where it would stand.
    std::size_t firstIn(std::size_t at, std::size_t &end) const
    {
        end = skipJsonSpaces(m_json, at + 1);
        const char first = charAt(end);
        return first == '}' || first == ']' || first == '\0' ? Nowhere : end;
    }
    /// The element or name that follows a value that ends at `end`.
    std::size_t nextAfter(std::size_t end) const
    {
        end = skipJsonSpaces(m_json, end);
        if (charAt(end) != ',')
            return Nowhere;
        end = skipJsonSpaces(m_json, end + 1);
        return end < m_json.size() ? end : Nowhere;
    }
    /// Behind the bracket that closes a container whose last value ends at `end`.
    std::size_t behind(std::size_t end) const
    {
        return std::min(skipJsonSpaces(m_json, end) + 1, m_json.size());
    }
    /// The value behind the name that ends at `end`.
    std::size_t valueOfMember(std::size_t end) const
    {
        const std::size_t colon = skipJsonSpaces(m_json, end);
        return skipJsonSpaces(m_json, std::min(colon + 1, m_json.size()));
    }
    char charAt(std::size_t at) const { return at < m_json.size() ? m_json[at] : '\0'; }

private:
    const std::string_view m_json;
};

using Steps = std::span<const JsonPointer::Step>;

/// Goes down some steps, none of which is Every, once over the text. Recursive from step to step.
class Walk {
public:
    Walk(std::string_view json, Steps steps)
        : m_json(json)
        , m_parts(json)
        , m_steps(steps)
    {
    }

    /// Down from the value at `at`. Answers where that ends.
    std::size_t run(std::size_t at) { return walk(at, 0); }
    /// What was found.
    const std::optional<JsonValue> &value() const { return m_value; }

private:
    /// The same, `step` coming next.
    std::size_t walk(std::size_t at, std::size_t step)
    {
        const char open = m_parts.charAt(at);
        if (step == m_steps.size()) {
            const std::size_t end = jsonValueEnd(m_json, at);
            if (end > at)
                m_value = JsonValue{kindOf(open), m_json.substr(at, end - at)};
            return end;
        }
        if (open == '{')
            return member(at, step);
        if (open == '[' && m_steps[step].index)
            return element(at, step);
        return jsonValueEnd(m_json, at);
    }

    std::size_t member(std::size_t at, std::size_t step)
    {
        const std::string_view name = m_steps[step].name;
        std::size_t end = at + 1;
        for (at = m_parts.firstIn(at, end); at != Nowhere; at = m_parts.nextAfter(end)) {
            const std::size_t nameEnd = jsonStringEnd(m_json, at);
            const bool isIt = isName(m_json.substr(at, nameEnd - at), name);
            const std::size_t value = m_parts.valueOfMember(nameEnd);
            if (isIt) {
                m_value.reset(); // this one counts, and not one before it
                end = walk(value, step + 1);
            } else {
                end = jsonValueEnd(m_json, value);
            }
        }
        return m_parts.behind(end);
    }

    std::size_t element(std::size_t at, std::size_t step)
    {
        std::size_t end = at + 1;
        std::size_t index = 0;
        for (at = m_parts.firstIn(at, end); at != Nowhere; at = m_parts.nextAfter(end), ++index)
            end = index == *m_steps[step].index ? walk(at, step + 1) : jsonValueEnd(m_json, at);
        return m_parts.behind(end);
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

    const std::string_view m_json;
    const Containers m_parts;
    const Steps m_steps;
    std::optional<JsonValue> m_value;
};

/// Goes down steps of which some are Every, and keeps nothing of what it finds: where a step Every begins, what stands
/// before it is one value, which is known when the object around it has ended.
class Visit {
public:
    Visit(std::string_view json, const std::function<void(const JsonValue &)> &visit)
        : m_json(json)
        , m_parts(json)
        , m_visit(visit)
    {
    }

    bool isAny() const { return m_isAny; }

    /// Down from the value at `at`. Answers where that ends.
    std::size_t run(std::size_t at, Steps steps)
    {
        const auto every =
            std::find_if(steps.begin(), steps.end(), [](const auto &step) { return step.isEvery; });
        const auto before = static_cast<std::size_t>(every - steps.begin());
        if (before == 0 && !steps.empty())
            return runEvery(at, steps.subspan(1));
        Walk walk(m_json, steps.first(before));
        const std::size_t end = walk.run(at);
        if (!walk.value())
            return end;
        if (every == steps.end()) {
            m_isAny = true;
            m_visit(*walk.value());
        } else {
            const char *found = walk.value()->text.data();
            runEvery(static_cast<std::size_t>(found - m_json.data()), steps.subspan(before + 1));
        }
        return end;
    }

private:
    std::size_t runEvery(std::size_t at, Steps rest)
    {
        const char open = m_parts.charAt(at);
        if (open != '{' && open != '[')
            return jsonValueEnd(m_json, at);
        m_isAny = true;
        std::size_t end = at + 1;
        for (at = m_parts.firstIn(at, end); at != Nowhere; at = m_parts.nextAfter(end)) {
            const std::size_t value =
                open == '{' ? m_parts.valueOfMember(jsonStringEnd(m_json, at)) : at;
            end = run(value, rest);
        }
        return m_parts.behind(end);
    }

    const std::string_view m_json;
    const Containers m_parts;
    const std::function<void(const JsonValue &)> &m_visit;
    bool m_isAny = false;
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

std::string jsonPointerStep(std::string_view name)
{
    std::string step;
    for (const char c : name) {
        if (c == '~')
            step += "~0";
        else if (c == '/')
            step += "~1";
        else
            step += c;
    }
    return step;
}

Result<JsonPointer> JsonPointer::parse(std::string_view text, Star star)
{
    auto names = stepsOfJsonPointer(text);
    if (!names)
        return tl::unexpected(names.error());
    JsonPointer pointer;
    std::size_t stars = 0;
    for (std::string &name : *names) {
        Step step;
        step.index = indexIn(name);
        step.isEvery = star == Star::Every && name == EveryJsonStep;
        step.name = std::move(name);
        stars += step.isEvery ? 1 : 0;
        pointer.m_steps.push_back(std::move(step));
    }
    if (stars > MaxEveryJsonSteps)
        return fail(Error::Kind::InvalidInput,
                    "at most " + std::to_string(MaxEveryJsonSteps) + " steps may be *");
    return pointer;
}

bool visitJson(std::string_view json, const JsonPointer &pointer,
               const std::function<void(const JsonValue &)> &visit)
{
    Visit all(json, visit);
    all.run(skipJsonSpaces(json, 0), pointer.steps());
    return all.isAny();
}

void visitChildren(const JsonValue &value,
                   const std::function<bool(std::string_view, const JsonValue &)> &visit)
{
    const bool isObject = value.kind == JsonValue::Kind::Object;
    if (!isObject && value.kind != JsonValue::Kind::Array)
        return;
    const std::string_view json = value.text;
    const Containers parts(json);
    std::size_t end = 0;
    for (std::size_t at = parts.firstIn(0, end); at != Nowhere; at = parts.nextAfter(end)) {
        std::string_view name;
        if (isObject) {
            const std::size_t nameEnd = jsonStringEnd(json, at);
            name = json.substr(at + 1, nameEnd - at < 2 ? 0 : nameEnd - at - 2);
            at = parts.valueOfMember(nameEnd);
        }
        end = jsonValueEnd(json, at);
        if (end <= at || !visit(name, {kindOf(parts.charAt(at)), json.substr(at, end - at)}))
            return;
    }
}

std::optional<JsonValue> findJson(std::string_view json, const JsonPointer &pointer)
{
    Walk walk(json, pointer.steps());
    walk.run(skipJsonSpaces(json, 0));
    return walk.value();
}

} // namespace core
