// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/credentials.h"

#include "core/event/asciitext.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr std::string_view AccessToken = "access_token=";

bool isBlank(char character)
{
    return character == ' ' || character == '\t';
}

class Finder {
public:
    explicit Finder(std::string_view head)
        : m_head(head)
    {
    }

    std::vector<FoundCredential> find()
    {
        std::size_t begin = 0;
        bool first = true;
        while (begin < m_head.size()) {
            const std::size_t end = lineEnd(begin, !first);
            if (first)
                findInUrls(begin, end);
            else
                findInField(begin, end);
            first = first && m_head.substr(begin, end - begin).empty();
            begin = m_head.find('\n', end);
            begin = begin == std::string_view::npos ? m_head.size() : begin + 1;
        }
        return std::move(m_found);
    }

private:
    /// Folded lines belong to the field that they go on with, although they are refused.
    std::size_t lineEnd(std::size_t begin, bool folds) const
    {
        std::size_t feed = m_head.find('\n', begin);
        while (folds && feed != std::string_view::npos && feed + 1 < m_head.size() &&
               isBlank(m_head[feed + 1]))
            feed = m_head.find('\n', feed + 1);
        std::size_t end = std::min(feed, m_head.size());
        if (end > begin && m_head[end - 1] == '\r')
            --end;
        return end;
    }

    void findInField(std::size_t begin, std::size_t end)
    {
        const std::string_view line = m_head.substr(begin, end - begin);
        for (const std::string_view name : {"authorization", "proxy-authorization", "cookie"}) {
            if (!startsWithFolded(line, name))
                continue;
            std::size_t value = name.size();
            while (value < line.size() && (isBlank(line[value]) || line[value] == ':'))
                ++value;
            if (value > name.size() && value < line.size())
                remove(begin + value, end, ' ');
            return;
        }
        for (const std::string_view name : {"referer", "origin", "webhook-request-callback"}) {
            if (startsWithFolded(line, name))
                findInUrls(begin, end);
        }
    }

    void findInUrls(std::size_t begin, std::size_t end)
    {
        std::size_t place = begin;
        while (place < end) {
            const std::string_view rest = m_head.substr(place, end - place);
            if (rest.starts_with("://")) {
                const std::size_t authority = place + 3;
                const std::size_t stop = std::min(m_head.find_first_of("/?# \r\n", authority), end);
                const std::size_t at = m_head.substr(0, stop).rfind('@');
                if (at != std::string_view::npos && at > authority)
                    remove(authority, at, '-');
                place = std::max(place + 3, stop);
            } else if (startsWithFolded(rest, AccessToken) && place > begin &&
                       std::string_view("?&;").find(m_head[place - 1]) != std::string_view::npos) {
                const std::size_t value = place + AccessToken.size();
                const std::size_t stop = std::min(m_head.find_first_of("&;# \r\n", value), end);
                if (stop > value)
                    remove(value, stop, '-');
                place = std::max(stop, value);
            } else {
                ++place;
            }
        }
    }

    void remove(std::size_t begin, std::size_t end, char space)
    {
        const std::size_t length = end - begin;
        if (isRemoved(m_head.substr(begin, length), space))
            return;
        m_found.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)},
                           removedText(std::to_string(length), space)});
    }

    static std::string removedText(std::string_view length, char space)
    {
        std::string text = "(" + std::string(length) + space;
        text += length == "1" ? "byte" : "bytes";
        return text + space + "removed)";
    }

    /// A head that was kept, exported and comes again: what was removed from it stays as it is.
    static bool isRemoved(std::string_view text, char space)
    {
        const std::size_t end = std::min(text.find(space), text.size());
        const std::string_view length =
            text.substr(std::min<std::size_t>(1, end), end > 0 ? end - 1 : 0);
        const bool isNumber =
            !length.empty() &&
            std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; });
        return isNumber && text == removedText(length, space);
    }

    std::string_view m_head;
    std::vector<FoundCredential> m_found;
};

/// Most requests carry no credentials; this must not cost them anything.
bool mayHoldCredentials(const HttpRequest &request)
{
    if (request.fields.empty()) // refused before its fields were known
        return true;
    const std::string_view target = request.targetText();
    if (target.find('@') != std::string_view::npos || target.find('=') != std::string_view::npos)
        return true;
    constexpr std::array<std::string_view, 6> Names{"authorization", "proxy-authorization",
                                                    "cookie",        "referer",
                                                    "origin",        "webhook-request-callback"};
    return std::any_of(request.fields.begin(), request.fields.end(), [&](const HttpField &field) {
        const std::string_view name = request.text(field.name);
        return std::any_of(Names.begin(), Names.end(),
                           [name](std::string_view lower) { return equalsFolded(name, lower); });
    });
}

void shift(ByteRange &range, const FoundCredential &found)
{
    const std::uint32_t end = found.bytes.offset + found.bytes.length;
    const auto length = static_cast<std::uint32_t>(found.text.size());
    if (range.offset >= end)
        range.offset = range.offset - found.bytes.length + length;
    else if (range.offset + range.length >= end && range.offset <= found.bytes.offset)
        range.length = range.length - found.bytes.length + length;
}

} // namespace

std::vector<FoundCredential> findCredentials(std::string_view head)
{
    return Finder(head).find();
}

void removeCredentials(HttpRequest &request, ByteRange *place)
{
    if (!mayHoldCredentials(request))
        return;
    std::vector<FoundCredential> found = findCredentials(request.head);
    // From the last to the first, so that the ranges of those that are left stay true.
    for (auto credential = found.rbegin(); credential != found.rend(); ++credential) {
        request.head.replace(credential->bytes.offset, credential->bytes.length, credential->text);
        shift(request.method, *credential);
        shift(request.target, *credential);
        for (HttpField &field : request.fields) {
            shift(field.name, *credential);
            shift(field.value, *credential);
            shift(field.line, *credential);
        }
        if (place)
            shift(*place, *credential);
    }
}

} // namespace core
