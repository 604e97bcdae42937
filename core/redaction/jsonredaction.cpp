// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/redaction/jsonredaction.h"

#include "core/codec/jsonpointer.h"
#include "core/codec/jsonstring.h"
#include "core/codec/jsontext.h"

#include <algorithm>

namespace core {

namespace {

/// A rule on its way down: its step number `step` comes next.
struct Descent {
    const JsonRedaction *rule;
    std::size_t step;
};
using Descents = std::vector<Descent>;

/// Copies a JSON text and leaves out what rules say. Goes down only where a rule leads, so never deeper than the longest
/// pointer. Nothing that is no JSON makes it read outside.
class Editor {
public:
    Editor(std::string_view json, std::string &out)
        : m_json(json)
        , m_out(out)
    {
    }

    void edit(std::span<const JsonRedaction> rules)
    {
        Descents descents;
        for (const JsonRedaction &rule : rules)
            descents.push_back({&rule, 0});
        const std::size_t begin = skipSpaces(0);
        copy(0, begin);
        const std::size_t end = writeValue(begin, descents);
        copy(end, m_json.size());
    }

private:
    /// Writes the value at `at` and answers where it ends.
    std::size_t writeValue(std::size_t at, const Descents &descents)
    {
        const char open = charAt(at);
        if (!descents.empty() && (open == '{' || open == '['))
            return writeContainer(at, open == '{', descents);
        const std::size_t end = valueEnd(at);
        copy(at, end);
        return end;
    }

    std::size_t writeContainer(std::size_t at, bool isObject, const Descents &descents)
    {
        copy(at, at + 1);
        ++at;
        bool isFirst = true;
        for (std::size_t index = 0;; ++index) {
            const std::size_t lead = at;
            at = skipSpaces(at);
            const char next = charAt(at);
            if (next == '}' || next == ']' || next == '\0') {
                const std::size_t end = std::min(at + 1, m_json.size());
                copy(lead, end);
                return end;
            }
            std::string name = std::to_string(index);
            if (isObject) {
                const std::size_t end = stringEnd(at);
                name = unescapeJson(m_json.substr(at + 1, end > at + 2 ? end - at - 2 : 0));
                at = skipSpaces(std::min(skipSpaces(end) + 1, m_json.size()));
            }
            Descents deeper;
            const JsonRedaction *reached = follow(descents, name, deeper);
            const bool stays = !reached || reached->action == JsonRedaction::Action::Replace;
            std::size_t end = at;
            if (stays) {
                if (!isFirst)
                    m_out += ',';
                isFirst = false;
                copy(lead, at);
            }
            if (!reached) {
                end = writeValue(at, deeper);
            } else {
                if (stays)
                    appendJsonString(m_out, reached->replacement);
                end = valueEnd(at);
            }
            const std::size_t after = skipSpaces(end);
            if (stays)
                copy(end, after);
            if (charAt(after) != ',') {
                const std::size_t closed = std::min(after + 1, m_json.size());
                copy(after, closed);
                return closed;
            }
            at = after + 1;
        }
    }

    /// The rule that points to the member or element `name` itself, removing before replacing; those that lead on through
    /// it are put into `deeper`.
    static const JsonRedaction *follow(const Descents &descents, const std::string &name,
                                       Descents &deeper)
    {
        const JsonRedaction *reached = nullptr;
        for (const auto &[rule, step] : descents) {
            if (rule->steps[step] != EveryJsonStep && rule->steps[step] != name)
                continue;
            if (step + 1 < rule->steps.size())
                deeper.push_back({rule, step + 1});
            else if (!reached || rule->action == JsonRedaction::Action::Remove)
                reached = rule;
        }
        return reached;
    }

    std::size_t valueEnd(std::size_t at) const { return jsonValueEnd(m_json, at); }
    std::size_t stringEnd(std::size_t at) const { return jsonStringEnd(m_json, at); }
    std::size_t skipSpaces(std::size_t at) const { return skipJsonSpaces(m_json, at); }
    char charAt(std::size_t at) const { return at < m_json.size() ? m_json[at] : '\0'; }
    void copy(std::size_t from, std::size_t to) { m_out += m_json.substr(from, to - from); }

    const std::string_view m_json;
    std::string &m_out;
};

} // namespace

Result<JsonRedaction> JsonRedaction::parse(std::string_view pointer, Action action)
{
    if (pointer.empty())
        return fail(Error::Kind::InvalidInput, "a JSON pointer starts with /");
    auto steps = stepsOfJsonPointer(pointer);
    if (!steps)
        return tl::unexpected(steps.error());
    return JsonRedaction{std::move(*steps), action};
}

std::string redactJson(std::string_view json, std::span<const JsonRedaction> rules)
{
    std::string out;
    out.reserve(json.size());
    Editor(json, out).edit(rules);
    return out;
}

} // namespace core
