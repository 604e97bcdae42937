// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/columncontext.h"

#include "core/event/findings.h"

#include <utility>

namespace core {

std::optional<RowInput> rowInputOf(std::string_view attribute)
{
    constexpr std::array<std::pair<std::string_view, RowInput>, 5> Known{{
        {"type", RowInput::Type},
        {"source", RowInput::Source},
        {"subject", RowInput::Subject},
        {"datacontenttype", RowInput::ContentType},
        {"specversion", RowInput::SpecVersion},
    }};
    for (const auto &[name, input] : Known) {
        if (name == attribute)
            return input;
    }
    return std::nullopt;
}

std::size_t valuesOf(const Columns &columns, RowInput input)
{
    switch (input) {
    case RowInput::Type:
        return columns.types.end();
    case RowInput::Source:
        return columns.sources.end();
    case RowInput::Subject:
        return columns.subjects.end();
    case RowInput::ContentType:
        return columns.contentTypes.end();
    case RowInput::Origin:
        return columns.connections.end();
    case RowInput::SpecVersion:
    case RowInput::Findings:
    case RowInput::Size:
    case RowInput::Received:
    case RowInput::Mark:
        break;
    }
    return std::size_t{1} << 16;
}

void ColumnContext::setRow(const ColumnBlock &block, std::size_t index)
{
    set(RowInput::Type, block.type[index]);
    set(RowInput::Source, block.source[index]);
    set(RowInput::Subject, block.subject[index]);
    set(RowInput::ContentType, block.contentType[index]);
    set(RowInput::SpecVersion, block.shape[index]);
    set(RowInput::Findings, block.findings[index]);
    set(RowInput::Size, block.size[index]);
    set(RowInput::Received, block.received[index]);
    set(RowInput::Origin, block.connection[index]);
}

std::optional<cesql::Value> ColumnContext::attribute(std::string_view name) const
{
    const auto input = rowInputOf(name);
    if (!input) {
        m_isUnknown = true;
        return std::nullopt;
    }
    switch (*input) {
    case RowInput::Type:
        return textOf(m_columns->types, *input);
    case RowInput::Source:
        return textOf(m_columns->sources, *input);
    case RowInput::Subject:
        return textOf(m_columns->subjects, *input);
    case RowInput::ContentType:
        return textOf(m_columns->contentTypes, *input);
    case RowInput::SpecVersion: {
        const auto packed = static_cast<std::uint16_t>(value(*input));
        return cesql::Value::borrowed(specVersionText(RowShape::unpack(packed).specVersion));
    }
    case RowInput::Findings:
    case RowInput::Size:
    case RowInput::Received:
    case RowInput::Mark:
    case RowInput::Origin:
        break;
    }
    return std::nullopt;
}

std::optional<WallTime> ColumnContext::received() const
{
    return WallTime(WallTime::duration(value(RowInput::Received)));
}

std::optional<std::string_view> ColumnContext::origin() const
{
    const auto code = static_cast<ValueCode>(value(RowInput::Origin));
    if (code != OtherCode)
        return m_columns->connections.text(code);
    m_isUnknown = true;
    return std::nullopt;
}

std::optional<std::uint64_t> ColumnContext::size() const
{
    return static_cast<std::uint64_t>(value(RowInput::Size));
}

std::optional<bool> ColumnContext::hasFinding(std::string_view name) const
{
    const std::uint16_t bit = findingNamed(name);
    return bit == 0 ? std::nullopt : std::optional((value(RowInput::Findings) & bit) != 0);
}

std::optional<bool> ColumnContext::isMarked() const
{
    return m_marks ? std::optional(m_marks->isMarked(sequence())) : std::nullopt;
}

std::optional<std::string_view> ColumnContext::note() const
{
    return m_marks ? std::optional(m_marks->note(sequence())) : std::nullopt;
}

std::optional<cesql::Value> ColumnContext::textOf(const Dictionary &dictionary,
                                                  RowInput input) const
{
    const auto code = static_cast<ValueCode>(value(input));
    if (code == AbsentCode)
        return std::nullopt;
    if (code == OtherCode) {
        m_isUnknown = true;
        return std::nullopt;
    }
    return cesql::Value::borrowed(dictionary.text(code));
}

} // namespace core
