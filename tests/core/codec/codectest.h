// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpmessage.h"

#include <QtCore/QByteArray>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What the tests of the codec share: readable input, and memory that ends where the bytes do.
namespace codectest {

inline QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// A copy with nothing behind it, so that the address sanitizer sees a read beyond its end.
class ExactCopy {
public:
    explicit ExactCopy(std::string_view text)
        : m_size(text.size())
        , m_bytes(std::make_unique<char[]>(text.size()))
    {
        std::copy(text.begin(), text.end(), m_bytes.get());
    }
    std::string_view view() const { return {m_bytes.get(), m_size}; }

private:
    std::size_t m_size;
    std::unique_ptr<char[]> m_bytes;
};

/// Header fields written as lines "Name: value".
class Head {
public:
    explicit Head(std::string_view lines)
        : m_lines(lines)
    {
        for (std::size_t at = 0; at < m_lines.size();) {
            const std::size_t end = std::min(m_lines.find('\n', at), m_lines.size());
            const std::string_view line = std::string_view(m_lines).substr(at, end - at);
            const std::size_t colon = line.find(':');
            std::string_view value = line.substr(colon + 1);
            while (value.starts_with(' '))
                value.remove_prefix(1);
            m_fields.push_back(
                {line.substr(0, colon),
                 value,
                 {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(line.size())}});
            at = end + 1;
        }
    }
    Head(const Head &) = delete;
    Head &operator=(const Head &) = delete;

    const std::vector<core::HeaderField> &fields() const { return m_fields; }
    std::string_view textAt(core::ByteRange range) const
    {
        return std::string_view(m_lines).substr(range.offset, range.length);
    }

private:
    std::string m_lines;
    std::vector<core::HeaderField> m_fields;
};

/// Everything a person reads in a refusal, and what a machine goes by.
inline bool isComplete(const core::Rejection &why)
{
    return why.status >= 400 && !why.rule.empty() && !why.title.empty() && !why.detail.empty() &&
           !why.fix.empty() && !why.reference.empty();
}

inline std::size_t size(const core::Rejection &why)
{
    return why.rule.size() + why.title.size() + why.detail.size() + why.fix.size() +
           why.reference.size() + why.place.name.size();
}

} // namespace codectest
