// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/likepattern.h"

#include "core/cesql/characters.h"
#include "core/event/unicodetext.h"

#include <cstring>

namespace core::cesql {

LikePattern::LikePattern(std::string_view pattern)
    : m_parts(1)
{
    const auto add = [this](char c, bool isOne) {
        Part &part = m_parts.back();
        part.text += c;
        part.ones += isOne ? '\1' : '\0';
        part.hasOne = part.hasOne || isOne;
    };
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
        if (pattern[at] == '\\' && (next == '%' || next == '_')) {
            add(next, false);
            ++at;
        } else if (pattern[at] == '%') {
            m_parts.emplace_back();
        } else {
            add(pattern[at], pattern[at] == '_');
        }
    }
    for (std::size_t i = 1; i + 1 < m_parts.size(); ++i) { // first and last one have their places
        Part &part = m_parts[i];
        if (part.hasOne && part.text.size() > LongPart)
            part.search = std::make_shared<const WildcardSearch>(part.text, part.ones);
    }
}

/// How much of the beginning of `text` the part takes; None if it does not stand there.
std::size_t LikePattern::matchedLength(const Part &part, std::string_view text)
{
    if (!part.hasOne)
        return text.starts_with(part.text) ? part.text.size() : None;
    std::size_t at = 0;
    for (std::size_t i = 0; i < part.text.size(); ++i) {
        if (at >= text.size())
            return None;
        if (part.ones[i] != 0)
            at += characterLength(text, at);
        else if (text[at] == part.text[i])
            ++at;
        else
            return None;
    }
    return at;
}

/// Where behind the first place of the part `text` goes on; None if the part is not in it.
std::size_t LikePattern::find(const Part &part, std::string_view text)
{
    if (part.search)
        return part.search->find(text);
    if (part.text.size() > text.size())
        return None;
    if (part.text.empty())
        return 0;
    if (!part.hasOne) {
        // Unlike find() of a string it never takes the length of the text times that of the part.
        const void *found = ::memmem(text.data(), text.size(), part.text.data(), part.text.size());
        return found ? static_cast<std::size_t>(static_cast<const char *>(found) - text.data()) +
                           part.text.size()
                     : None;
    }
    for (std::size_t at = 0; at < text.size(); at += characterLength(text, at)) {
        const std::size_t length = matchedLength(part, text.substr(at));
        if (length != None)
            return at + length;
    }
    return None;
}

bool LikePattern::endsWith(std::string_view text, const Part &part)
{
    if (!part.hasOne)
        return text.ends_with(part.text);
    // As many characters from the end as the part has: then forwards.
    std::size_t at = text.size();
    for (std::size_t i = 0; i < part.text.size(); i += characterLength(part.text, i)) {
        if (at == 0)
            return false;
        const std::size_t end = at;
        do {
            --at;
        } while (at > 0 && end - at < 4 && isContinuation(text[at]));
        if (at + characterLength(text, at) != end)
            at = end - 1; // no UTF-8: a byte is a character
    }
    return matchedLength(part, text.substr(at)) == text.size() - at;
}

bool LikePattern::matches(std::string_view text) const
{
    const std::size_t first = matchedLength(m_parts.front(), text);
    if (first == None)
        return false;
    text.remove_prefix(first);
    if (m_parts.size() == 1)
        return text.empty();
    for (std::size_t i = 1; i + 1 < m_parts.size(); ++i) {
        const std::size_t behind = find(m_parts[i], text);
        if (behind == None)
            return false;
        text.remove_prefix(behind);
    }
    return endsWith(text, m_parts.back());
}

std::string_view LikePattern::prefix() const
{
    const Part &part = m_parts.front();
    const std::size_t one = part.hasOne ? part.ones.find('\1') : None;
    return std::string_view(part.text).substr(0, one);
}

} // namespace core::cesql
