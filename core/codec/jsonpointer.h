// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/codec/decodelimits.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Steps of a JSON pointer at most: no JSON that is accepted is nested deeper.
constexpr std::size_t MaxJsonPointerSteps = MaxDepth;
/// A step that means every member or element, where such steps are wanted. RFC 6901 does not know it.
constexpr std::string_view EveryJsonStep = "*";
/// Such steps at most: what stands below each of them is looked at once more.
constexpr std::size_t MaxEveryJsonSteps = 16;

/// The steps that `pointer` (RFC 6901 §3, the form without #) goes down, their escapes undone; none for the whole text.
/// InvalidInput says what is wrong with it. Whether a step is an index depends on what it meets.
[[nodiscard]] Result<std::vector<std::string>> stepsOfJsonPointer(std::string_view pointer);

/// A name as a step of a JSON pointer: `~` is `~0` there, and `/` is `~1` (RFC 6901 §3).
[[nodiscard]] std::string jsonPointerStep(std::string_view name);

/// A place in JSON texts, ready to be looked for in many of them. A plain value.
class JsonPointer {
public:
    /// What a step `*` means.
    enum class Star : std::uint8_t {
        Name,  ///< a member of this name, as in RFC 6901
        Every, ///< each member or element
    };
    struct Step {
        std::string name;
        std::optional<std::size_t>
            index; ///< if the name is one: 0, or digits without a zero before them (RFC 6901 §4)
        bool isEvery = false;
        bool operator==(const Step &) const = default;
    };

    /// The whole text.
    JsonPointer() = default;
    /// InvalidInput says what is wrong with `text`.
    [[nodiscard]] static Result<JsonPointer> parse(std::string_view text, Star star = Star::Name);

    const std::vector<Step> &steps() const { return m_steps; }
    bool operator==(const JsonPointer &) const = default;

private:
    std::vector<Step> m_steps;
};

/// A value as it stands in a JSON text, which it borrows.
struct JsonValue {
    enum class Kind : std::uint8_t { Null, True, False, Number, String, Array, Object };

    Kind kind = Kind::Null;
    std::string_view text; ///< with everything in it; a string with its quotes

    /// Of a string: what stands between its quotes, see unescapeJson().
    std::string_view inside() const
    {
        return text.substr(1, text.size() < 2 ? 0 : text.size() - 2);
    }
    bool operator==(const JsonValue &) const = default;
};

/// The value that `pointer`, which has no step Every, points to in `json`; nothing if it leads nowhere. `json` is valid,
/// of another text the answer means nothing but is safe. Where a name is there twice, the last one counts, as for most
/// who will read the event (ECMAScript, Python, Go, jq). Neither allocates (but for escaped names) nor validates; passes
/// over what is not asked for. Pure; any thread.
[[nodiscard]] std::optional<JsonValue> findJson(std::string_view json, const JsonPointer &pointer);

/// Calls `visit` with each value that `pointer` points to, in the order of the text; a step Every takes each member that
/// is written, whatever its name. Answers whether there is anything: such a value, or an object or array, maybe empty,
/// whose members a step Every means. Keeps nothing of what it finds. Otherwise like findJson().
bool visitJson(std::string_view json, const JsonPointer &pointer,
               const std::function<void(const JsonValue &)> &visit);

/// Calls `visit` with each member of an object, or element of an array, in the order of the text, until it answers false.
/// `name` is what stands between the quotes of a member's name, see unescapeJson(); empty for an element. Of other values
/// nothing. `value` lies in a valid text.
void visitChildren(const JsonValue &value,
                   const std::function<bool(std::string_view name, const JsonValue &child)> &visit);

} // namespace core
