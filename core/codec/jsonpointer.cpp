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

/// What a walk finds: at most one value.
class OneValue {
public:
    struct Mark {};
    static Mark mark() { return {}; }
    void goBackTo(Mark) { m_value.reset(); }
    void add(const JsonValue &value) { m_value = value; }
    void addEvery() {}
    const std::optional<JsonValue> &value() const { return m_value; }

private:
    std::optional<JsonValue> m_value;
};

/// Or any number of them.
class ManyValues {
public:
    struct Mark {
        std::size_t values = 0;
        bool isAny = false;
    };
    Mark mark() const { return {m_values.size(), m_isAny}; }
    void goBackTo(const Mark &mark)
    {
        m_values.resize(mark.values);
        m_isAny = mark.isAny;
    }
    void add(const JsonValue &value)
    {
        m_values.push_back(value);
        m_isAny = true;
    }
    void addEvery() { m_isAny = true; }
    const std::vector<JsonValue> &values() const { return m_values; }
    bool isAny() const { return m_isAny; }

private:
    std::vector<JsonValue> m_values;
    bool m_isAny = false;
};

/// Goes down a pointer, once over the text. Recursive from step to step.
template<typename Found>
class Walk {
public:
    Walk(std::string_view json, const std::vector<JsonPointer::Step> &steps, Found &found)
        : m_json(json)
        , m_steps(steps)
        , m_found(found)
    {
    }

    void run() { walk(skipJsonSpaces(m_json, 0), 0); }

private:
    static constexpr std::size_t Nowhere = std::string_view::npos;

    /// Down from the value at `at`, `step` coming next. Answers where the value ends.
    std::size_t walk(std::size_t at, std::size_t step)
    {
        const char open = charAt(at);
        if (step == m_steps.size()) {
            const std::size_t end = jsonValueEnd(m_json, at);
            if (end > at)
                m_found.add({kindOf(open), m_json.substr(at, end - at)});
            return end;
        }
        const JsonPointer::Step &next = m_steps[step];
        if (open == '{')
            return next.isEvery ? everyMember(at, step) : member(at, step);
        if (open == '[' && (next.isEvery || next.index))
            return elements(at, step);
        return jsonValueEnd(m_json, at);
    }

    std::size_t member(std::size_t at, std::size_t step)
    {
        const std::string_view name = m_steps[step].name;
        const auto mark = m_found.mark();
        std::size_t end = at + 1;
        for (at = firstIn(at, end); at != Nowhere; at = nextAfter(end)) {
            const std::size_t nameEnd = jsonStringEnd(m_json, at);
            const bool isIt = isName(m_json.substr(at, nameEnd - at), name);
            const std::size_t value = valueOfMember(nameEnd);
            if (isIt) {
                m_found.goBackTo(mark); // this one counts, and not one before it
                end = walk(value, step + 1);
            } else {
                end = jsonValueEnd(m_json, value);
            }
        }
        return behind(end);
    }

    std::size_t everyMember(std::size_t at, std::size_t step)
    {
        m_found.addEvery();
        std::size_t end = at + 1;
        for (at = firstIn(at, end); at != Nowhere; at = nextAfter(end))
            end = walk(valueOfMember(jsonStringEnd(m_json, at)), step + 1);
        return behind(end);
    }

    std::size_t elements(std::size_t at, std::size_t step)
    {
        const JsonPointer::Step &wanted = m_steps[step];
        if (wanted.isEvery)
            m_found.addEvery();
        std::size_t end = at + 1;
        std::size_t index = 0;
        for (at = firstIn(at, end); at != Nowhere; at = nextAfter(end), ++index) {
            end = wanted.isEvery || index == *wanted.index ? walk(at, step + 1)
                                                           : jsonValueEnd(m_json, at);
        }
        return behind(end);
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

    const std::string_view m_json;
    const std::vector<JsonPointer::Step> &m_steps;
    Found &m_found;
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
    ManyValues found;
    Walk(json, pointer.steps(), found).run();
    for (const JsonValue &value : found.values())
        visit(value);
    return found.isAny();
}

std::optional<JsonValue> findJson(std::string_view json, const JsonPointer &pointer)
{
    OneValue found;
    Walk(json, pointer.steps(), found).run();
    return found.value();
}

} // namespace core
