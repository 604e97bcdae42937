// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/ring/ringname.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace core {

namespace {

constexpr std::size_t FewestDigits = 5;
constexpr std::string_view TimeForm = "00000000T000000Z"; ///< 0: a digit

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// Of a text that has the form.
WallTime timeOf(std::string_view text)
{
    const auto number = [text](std::size_t begin, std::size_t digits) {
        unsigned value = 0;
        std::from_chars(text.data() + begin, text.data() + begin + digits, value);
        return value;
    };
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                                           std::chrono::month(number(4, 2)),
                                           std::chrono::day(number(6, 2)));
    return std::chrono::sys_days(date) + std::chrono::hours(number(9, 2)) +
           std::chrono::minutes(number(11, 2)) + std::chrono::seconds(number(13, 2));
}

bool isTime(std::string_view text)
{
    return text.size() == TimeForm.size() &&
           std::equal(text.begin(), text.end(), TimeForm.begin(), [](char character, char form) {
               return form == '0' ? isDigit(character) : character == form;
           });
}

} // namespace

std::optional<RingName> RingName::parse(const std::filesystem::path &file)
{
    const std::string stem = file.stem().string();
    if (stem.size() < TimeForm.size() + FewestDigits + 2)
        return std::nullopt;
    const std::size_t time = stem.size() - TimeForm.size();
    if (!isTime(std::string_view(stem).substr(time)) || stem[time - 1] != '-')
        return std::nullopt;
    const std::size_t end = time - 1;
    std::size_t begin = end;
    while (begin > 0 && isDigit(stem[begin - 1]))
        --begin;
    if (end - begin < FewestDigits || begin < 2 || stem[begin - 1] != '-')
        return std::nullopt;
    RingName name;
    const auto [rest, problem] =
        std::from_chars(stem.data() + begin, stem.data() + end, name.number);
    if (problem != std::errc() || name.number == 0)
        return std::nullopt;
    name.began = timeOf(std::string_view(stem).substr(time));
    name.base = file;
    name.base.replace_filename(stem.substr(0, begin - 1) + file.extension().string());
    return name;
}

std::filesystem::path RingName::make(const std::filesystem::path &base, std::uint64_t number,
                                     WallTime began)
{
    const auto day = std::chrono::floor<std::chrono::days>(began);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(began - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "-%05llu-%04d%02u%02uT%02d%02d%02dZ",
                  static_cast<unsigned long long>(number), static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    std::filesystem::path file = base;
    file.replace_filename(base.stem().string() + text.data() + base.extension().string());
    return file;
}

std::filesystem::path RingName::baseOf(const std::filesystem::path &file)
{
    const auto name = parse(file);
    return name ? name->base : file;
}

std::vector<std::filesystem::path> filesNamedInRing(const std::filesystem::path &base)
{
    std::vector<std::pair<std::uint64_t, std::filesystem::path>> found;
    const std::filesystem::path folder = base.has_parent_path() ? base.parent_path() : ".";
    std::error_code code;
    for (std::filesystem::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        const std::filesystem::path file = base.parent_path() / entry->path().filename();
        std::error_code unknown;
        // What is only a link is none of ours, wherever it leads.
        if (const auto name = RingName::parse(file); name && name->base == base &&
                                                     !entry->is_symlink(unknown) &&
                                                     entry->is_regular_file(unknown))
            found.emplace_back(name->number, file);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::filesystem::path> files;
    files.reserve(found.size());
    for (auto &[number, file] : found)
        files.push_back(std::move(file));
    return files;
}

} // namespace core
