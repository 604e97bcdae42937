// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/credentials.h"

#include "core/event/asciitext.h"
#include "core/http/fieldname.h"

#include <algorithm>
#include <array>

namespace core {

namespace {

constexpr std::string_view AccessToken = "access_token=";

bool isBlank(char character)
{
    return character == ' ' || character == '\t';
}

/// The keys of Azure Event Grid are what Authorization is to others.
bool carriesCredentials(std::string_view name)
{
    constexpr std::array<std::string_view, 4> Names{"authorization", "cookie", "aeg-sas-key",
                                                    "aeg-sas-token"};
    return endsWithFolded(name, "-authorization") ||
           std::any_of(Names.begin(), Names.end(),
                       [name](std::string_view lower) { return equalsFolded(name, lower); });
}

bool carriesUrls(std::string_view name)
{
    constexpr std::array<std::string_view, 3> Names{"referer", "origin",
                                                    "webhook-request-callback"};
    return std::any_of(Names.begin(), Names.end(),
                       [name](std::string_view lower) { return equalsFolded(name, lower); });
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
        bool isFirst = true; // the request line, or an empty one before it
        while (begin < m_head.size()) {
            std::size_t end = std::min(m_head.find_first_of("\r\n", begin), m_head.size());
            if (isFirst) {
                findInTarget(begin, end);
                findInUrls(begin, end);
            } else {
                end = findInField(begin, end);
            }
            isFirst = isFirst && begin == end;
            begin = end + 1;
        }
        return std::move(m_found);
    }

    /// Of a text that is no head.
    std::vector<FoundCredential> findInText()
    {
        findInUrls(0, m_head.size());
        return std::move(m_found);
    }

private:
    /// Lines that go on with a field belong to it, although they are refused.
    std::size_t foldedEnd(std::size_t begin) const
    {
        std::size_t feed = m_head.find('\n', begin);
        while (feed != std::string_view::npos && feed + 1 < m_head.size() &&
               isBlank(m_head[feed + 1]))
            feed = m_head.find('\n', feed + 1);
        std::size_t end = std::min(feed, m_head.size());
        if (end > begin && m_head[end - 1] == '\r')
            --end;
        return end;
    }

    /// Answers where it ends. A field may stand where none can: behind a blank, a carriage return alone, or something
    /// unprintable.
    std::size_t findInField(std::size_t begin, std::size_t end)
    {
        std::size_t nameAt = begin;
        while (nameAt < end && !isFieldName(m_head.substr(nameAt, 1)))
            ++nameAt;
        std::size_t nameEnd = nameAt;
        while (nameEnd < end && isFieldName(m_head.substr(nameEnd, 1)))
            ++nameEnd;
        const std::string_view name = m_head.substr(nameAt, nameEnd - nameAt);
        if (carriesCredentials(name)) {
            std::size_t value = nameEnd;
            while (value < end && (isBlank(m_head[value]) || m_head[value] == ':' ||
                                   static_cast<unsigned char>(m_head[value]) < ' '))
                ++value;
            end = foldedEnd(begin);
            if (value < end)
                remove(value, end, ' ');
        } else if (carriesUrls(name)) {
            findInUrls(begin, end);
        } else if (equalsFolded(name, "host")) {
            std::size_t value = nameEnd;
            while (value < end && (isBlank(m_head[value]) || m_head[value] == ':'))
                ++value;
            findInAuthority(value, end);
        }
        return end;
    }

    /// Of CONNECT, and what is no path: "user:word@host:80" (RFC 9112 3.2.3).
    void findInTarget(std::size_t begin, std::size_t end)
    {
        const std::size_t space = m_head.find(' ', begin);
        if (space >= end || m_head.substr(space + 1, end - space - 1).starts_with('/'))
            return;
        findInAuthority(space + 1, std::min(m_head.find_first_of("/?# ", space + 1), end));
    }

    void findInAuthority(std::size_t begin, std::size_t end)
    {
        const std::size_t at = m_head.substr(0, end).rfind('@');
        if (at != std::string_view::npos && at > begin)
            remove(begin, at, '-');
    }

    void findInUrls(std::size_t begin, std::size_t end)
    {
        std::size_t place = begin;
        while (place < end) {
            const std::string_view rest = m_head.substr(place, end - place);
            if (rest.starts_with("://")) {
                const std::size_t authority = place + 3;
                const std::size_t stop = std::min(m_head.find_first_of("/?# \r\n", authority), end);
                findInAuthority(authority, stop);
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
        const bool isInside =
            !m_found.empty() && begin < m_found.back().bytes.offset + m_found.back().bytes.length;
        if (isInside || isRemoved(m_head.substr(begin, length), space))
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

/// Of a request that was refused its fields may be known up to a broken one, or not at all.
bool hasAllFields(const HttpRequest &request)
{
    constexpr std::string_view End = "\r\n\r\n";
    if (request.fields.empty())
        return false;
    const ByteRange last = request.fields.back().line;
    return std::string_view(request.head).substr(last.offset + last.length) == End;
}

/// Most requests carry no credentials; this must not cost them anything.
bool mayHoldCredentials(const HttpRequest &request)
{
    if (!hasAllFields(request))
        return true;
    const std::string_view target = request.targetText();
    if (target.find('@') != std::string_view::npos || target.find('=') != std::string_view::npos)
        return true;
    return std::any_of(request.fields.begin(), request.fields.end(), [&](const HttpField &field) {
        const std::string_view name = request.text(field.name);
        return carriesCredentials(name) || carriesUrls(name) ||
               (equalsFolded(name, "host") &&
                request.text(field.value).find('@') != std::string_view::npos);
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

std::string withoutUrlCredentials(std::string text)
{
    const std::vector<FoundCredential> found = Finder(text).findInText();
    for (auto credential = found.rbegin(); credential != found.rend(); ++credential)
        text.replace(credential->bytes.offset, credential->bytes.length, credential->text);
    return text;
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
