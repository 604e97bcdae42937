// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/codec/jsonmembers.h"

#include "core/codec/jsonstring.h"

namespace core {

namespace {

std::string_view slice(std::string_view text, ByteRange range)
{
    return text.substr(range.offset, range.length);
}

} // namespace

bool JsonMembers::read(JsonScan &scan, std::string_view text, std::size_t depth)
{
    m_text = text;
    m_names.clear();
    m_members.clear();
    m_unescaped.clear();
    const std::size_t start = scan.at();
    if (!scan.expect('{'))
        return false;
    while (scan.peek() != '}' || !m_members.empty()) {
        const auto member = scan.takeMember(depth + 1);
        if (!member)
            return false;
        if (m_members.size() <= MaxJsonMembers) {
            std::string_view name = slice(text, member->name);
            if (member->nameEscaped)
                name = m_unescaped.emplace_back(unescapeJson(name));
            m_names.push_back(name);
            m_members.push_back({member->value, member->kind, member->escaped});
        }
        if (!scan.skip(','))
            break;
    }
    const std::size_t end = scan.at() + 1;
    if (!scan.expect('}'))
        return false;
    m_object = {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end - start)};
    return true;
}

const JsonMembers::Member *JsonMembers::find(std::string_view name) const
{
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        if (m_names[i] == name)
            return &m_members[i];
    }
    return nullptr;
}

const JsonMembers::Member *JsonMembers::findSet(std::string_view name) const
{
    const Member *member = find(name);
    return member != nullptr && member->kind != 'n' ? member : nullptr;
}

std::string_view JsonMembers::token(const Member &member) const
{
    return slice(m_text, member.value);
}

std::string_view JsonMembers::inside(const Member &member) const
{
    return m_text.substr(member.value.offset + 1, member.value.length - 2);
}

std::string JsonMembers::string(const Member &member) const
{
    return member.escaped ? unescapeJson(inside(member)) : std::string(inside(member));
}

} // namespace core
