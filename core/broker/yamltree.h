// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::broker {

/// Bytes of one text of YAML; more is refused. The manifests of a large cluster fit in several times.
constexpr std::size_t MaxYamlBytes = 4 * MiB;
/// Nodes that one text may make, with what its aliases repeat: a few lines of them could stand for billions.
constexpr std::size_t MaxYamlNodes = 200'000;
/// Lists and mappings inside of each other, so that whatever walks them may recurse.
constexpr std::size_t MaxYamlDepth = 64;

/// Where something stands in a text, both from 1.
struct YamlPlace {
    std::size_t line = 1;
    std::size_t column = 1;
    bool operator==(const YamlPlace &) const = default;
};

/// A value of YAML 1.2, which includes JSON, and where it stands. A plain value.
struct YamlNode {
    enum class Kind : std::uint8_t { Scalar, Sequence, Mapping };

    Kind kind = Kind::Scalar;
    YamlPlace place;
    std::string text;            ///< of a scalar, as it is read
    bool isPlain = true;         ///< a scalar without quotes, of no block
    std::vector<YamlNode> items; ///< of a sequence
    std::vector<std::pair<YamlNode, YamlNode>>
        members; ///< of a mapping, in the order of the text; keys distinct scalars

    bool isSequence() const { return kind == Kind::Sequence; }
    bool isMapping() const { return kind == Kind::Mapping; }
    /// Nothing, `~` or `null` without quotes.
    bool isNull() const;
    /// A text for whoever reads YAML as Kubernetes does: what stands in quotes, and what is no number, Boolean or null.
    bool isString() const;
    /// The member of that name; null if this has none, or is no mapping.
    const YamlNode *find(std::string_view name) const;
};

/// Why a text is no YAML that we read. A plain value; `what` is a sentence in English that also says how to mend it.
struct YamlError {
    YamlPlace place;
    std::string what;
};

/// The documents of a text; one that is empty is null. Pure; any thread.
[[nodiscard]] tl::expected<std::vector<YamlNode>, YamlError> readYaml(std::string_view text);

} // namespace core::broker
