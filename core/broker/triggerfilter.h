// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/eventcontext.h"
#include "core/cesql/expression.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::broker {

/// How a filter of a Trigger asks (CloudEvents Subscriptions API §3.2.4.1; Knative, Trigger `filter` and `filters`).
enum class Dialect : std::uint8_t {
    Attributes, ///< Knative's `filter.attributes` and `sourceAndType`: as Exact, an empty value means any
    Exact,
    Prefix,
    Suffix,
    All,
    Any,
    Not,
    Cesql,
};
/// As manifests write it: `attributes`, `exact`, …, `cesql`.
[[nodiscard]] std::string_view dialectName(Dialect dialect);

/// What an attribute must be, or begin or end with.
struct AttributeCondition {
    std::string attribute;
    std::string value;
    bool operator==(const AttributeCondition &) const = default;
};

/// One filter. Of its members it has what its dialect needs; the reader of manifests sees to that.
struct FilterPart {
    Dialect dialect = Dialect::All;
    std::vector<AttributeCondition> conditions = {}; ///< all must hold
    std::vector<FilterPart> parts = {};              ///< of All and Any: one at least; of Not: one
    std::optional<cesql::Expression> expression = {};

    bool operator==(const FilterPart &) const = default;
};

/// Which events a Trigger asks for. A plain value.
struct TriggerFilter {
    std::vector<FilterPart> parts; ///< all must hold; without any, every event passes

    bool operator==(const TriggerFilter &) const = default;
};

/// Whether the event passes. Values are compared as canonical strings (CloudEvents §3.1), case matters; what an event does
/// not have holds in no dialect, so that `not` of it holds. An expression must give true without an error. Any thread.
[[nodiscard]] bool passes(const TriggerFilter &filter, const cesql::EventContext &event);

/// What is nearly so where a condition does not hold.
enum class NearMiss : std::uint8_t {
    None,
    Absent,        ///< the event has no such attribute
    Case,          ///< letters of another case
    TrailingSlash, ///< a slash at the end more, or less
    WhiteSpace,    ///< around it
};

/// A line of an explanation: a filter, or one condition of it.
struct FilterReason {
    std::size_t depth = 0; ///< of the parts of the filter: 0
    bool holds = false;
    Dialect dialect = Dialect::All;
    const FilterPart *part = nullptr;              ///< lives as long as the filter
    const AttributeCondition *condition = nullptr; ///< null: the part itself
    std::optional<std::string> actual = {};        ///< of a condition: what the event has
    NearMiss nearMiss = NearMiss::None;            ///< where it does not hold
};

/// Why the event passes or does not: each part of the filter, then what it consists of. A part with one condition is one
/// line. Empty for a filter without parts. Any thread.
[[nodiscard]] std::vector<FilterReason> explain(const TriggerFilter &filter,
                                                const cesql::EventContext &event);

/// `prefix type 'com.shop.': no, it is 'org.shop.order'`: in English.
[[nodiscard]] std::string textOf(const FilterReason &reason, const cesql::EventContext &event);

} // namespace core::broker
