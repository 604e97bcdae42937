// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/eventcontext.h"
#include "core/columns/columns.h"
#include "core/log/marks.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace core {

/// What the columns know of an event, and so what an expression can ask without reading the event.
enum class RowInput : std::uint8_t {
    Type,
    Source,
    Subject,
    ContentType,
    SpecVersion,
    Findings,
    Size,
    Received,
    Mark, ///< what a person noted: by the number of the event
    Origin,
};
inline constexpr std::array AllRowInputs{
    RowInput::Type,        RowInput::Source,      RowInput::Subject,
    RowInput::ContentType, RowInput::SpecVersion, RowInput::Findings,
    RowInput::Size,        RowInput::Received,    RowInput::Mark,
    RowInput::Origin,
};

/// Whether its column has a code for each of its values, which are not many. The others have numbers.
[[nodiscard]] constexpr bool isCoded(RowInput input)
{
    return input != RowInput::Size && input != RowInput::Received && input != RowInput::Mark;
}
/// Below it are the codes that rows below published() have in the column of `input` (of SpecVersion the packed shapes,
/// of Findings the bits); it is coded.
[[nodiscard]] std::size_t valuesOf(const Columns &columns, RowInput input);
/// Which of them an attribute is (its name in lower case); nothing: it is not in the columns.
[[nodiscard]] std::optional<RowInput> rowInputOf(std::string_view attribute);

/// One row of the columns as an event that an expression is about: what was asked of it last, and nothing else.
class ColumnContext : public cesql::EventContext {
public:
    /// Both outlive it. Without `marks` nobody knows of any.
    explicit ColumnContext(const Columns &columns, const Marks *marks = nullptr)
        : m_columns(&columns)
        , m_marks(marks)
    {
    }

    const Columns &columns() const { return *m_columns; }

    /// Makes it the row `index` of `block`.
    void setRow(const ColumnBlock &block, std::size_t index);
    /// Sets what the column of `input` has: a code, the packed shape for SpecVersion, bits, bytes, µs since
    /// 1970, or for Mark a sequence number (0: of an event without any).
    void set(RowInput input, std::int64_t value)
    {
        m_values[static_cast<std::size_t>(input)] = value;
    }

    std::optional<cesql::Value> attribute(std::string_view name) const override;
    std::optional<WallTime> received() const override;
    std::optional<std::string_view> origin() const override;
    std::optional<std::uint64_t> size() const override;
    std::optional<bool> hasFinding(std::string_view name) const override;
    std::optional<bool> isMarked() const override;
    std::optional<std::string_view> note() const override;

    /// Something was asked that is not in the columns since the last call: no answer counts.
    bool takeUnknown() const { return std::exchange(m_isUnknown, false); }

private:
    EventSequence sequence() const { return {static_cast<std::uint64_t>(value(RowInput::Mark))}; }
    std::optional<cesql::Value> textOf(const Dictionary &dictionary, RowInput input) const;

    std::int64_t value(RowInput input) const { return m_values[static_cast<std::size_t>(input)]; }

    const Columns *m_columns;
    const Marks *m_marks;
    std::array<std::int64_t, AllRowInputs.size()> m_values{};
    mutable bool m_isUnknown = false;
};

} // namespace core
