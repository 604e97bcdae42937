// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/retryafter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace core {

namespace {

constexpr std::string_view Separators = " ,:-";
constexpr std::array<std::string_view, 12> Months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<int> numberIn(std::string_view text, std::size_t mostDigits)
{
    int number = 0;
    const char *const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (text.size() > mostDigits || text.starts_with('-') || result.ec != std::errc() ||
        result.ptr != end)
        return std::nullopt;
    return number;
}

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    for (;;) {
        const std::size_t begin = text.find_first_not_of(Separators);
        if (begin == std::string_view::npos)
            return words;
        text.remove_prefix(begin);
        const std::size_t end = std::min(text.find_first_of(Separators), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", and the obsolete "Sunday, 06-Nov-94 08:49:37 GMT" and "Sun Nov  6 08:49:37 1994",
/// which a recipient must understand (RFC 9110 5.6.7).
std::optional<WallTime> httpDate(std::string_view text, WallTime now)
{
    using namespace std::chrono;
    std::vector<std::string_view> words = wordsOf(text);
    if (words.size() == 7) { // the last form: into the order of the others
        std::swap(words[1], words[2]);
        std::rotate(words.begin() + 3, words.begin() + 6, words.end());
        words.push_back("GMT");
    }
    if (words.size() != 8 || words[7] != "GMT")
        return std::nullopt;
    const auto *const found = std::find(Months.begin(), Months.end(), words[2]);
    const auto dayOfMonth = numberIn(words[1], 2);
    auto yearNumber = numberIn(words[3], 4);
    const auto hour = numberIn(words[4], 2);
    const auto minute = numberIn(words[5], 2);
    const auto second = numberIn(words[6], 2);
    if (found == Months.end() || !dayOfMonth || !yearNumber || !hour || !minute || !second ||
        *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    if (words[3].size() == 2) { // more than 50 years ahead it is past
        const int thisYear = int(year_month_day(floor<days>(now)).year());
        *yearNumber += thisYear - thisYear % 100;
        if (*yearNumber > thisYear + 50)
            *yearNumber -= 100;
    }
    const year_month_day date(year(*yearNumber),
                              month(static_cast<unsigned>(found - Months.begin() + 1)),
                              day(static_cast<unsigned>(*dayOfMonth)));
    if (!date.ok())
        return std::nullopt;
    return sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second);
}

} // namespace

std::optional<std::chrono::seconds> waitAskedFor(std::string_view text, WallTime now)
{
    if (const auto seconds = numberIn(text, 9))
        return std::chrono::seconds(*seconds);
    const auto date = httpDate(text, now);
    if (!date)
        return std::nullopt;
    return std::max(std::chrono::ceil<std::chrono::seconds>(*date - now), std::chrono::seconds(0));
}

} // namespace core
