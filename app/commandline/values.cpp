// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/values.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace app {

namespace {

std::optional<std::uint64_t> digits(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

/// What is written as a number and one of `units`, which stand for so many; nothing if it is none, or above `largest`.
template<typename Units>
std::optional<std::uint64_t> inUnits(std::string_view text, const Units &units,
                                     std::uint64_t largest)
{
    const std::size_t unitAt = std::min(text.find_first_not_of("0123456789"), text.size());
    const std::optional<std::uint64_t> number = digits(text.substr(0, unitAt));
    for (const auto &[unit, length] : units) {
        if (number && text.substr(unitAt) == unit && *number <= largest / length)
            return *number * length;
    }
    return std::nullopt;
}

/// As it would be typed: in the largest unit that has it whole.
std::string sizeText(std::uint64_t bytes)
{
    return bytes % core::GiB == 0   ? std::to_string(bytes / core::GiB) + "GiB"
           : bytes % core::MiB == 0 ? std::to_string(bytes / core::MiB) + "MiB"
                                    : std::to_string(bytes / core::KiB) + "KiB";
}

tl::unexpected<Failure> wrongValue(const std::string &name, const std::string &text,
                                   const std::string &wanted)
{
    return wrongUsage(name + " \"" + text + "\": " + wanted);
}

} // namespace

OrFailure<std::uint64_t> numberOf(const std::string &name, const std::string &text,
                                  std::uint64_t least, std::uint64_t most)
{
    const std::optional<std::uint64_t> number = digits(text);
    if (!number || *number < least || *number > most)
        return wrongValue(name, text,
                          "a whole number from " + std::to_string(least) + " to " +
                              std::to_string(most) + " is wanted");
    return *number;
}

OrFailure<std::chrono::milliseconds> durationOf(const std::string &name, const std::string &text)
{
    static constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> units{
        {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}}};
    // As milliseconds it must fit into the int of a timer: 24 days.
    const auto milliseconds = inUnits(text, units, INT32_MAX);
    if (!milliseconds || *milliseconds == 0)
        return wrongValue(name, text,
                          "a time such as 500ms, 10s, 5m or 1h, at most 24 days, is wanted");
    return std::chrono::milliseconds(*milliseconds);
}

OrFailure<std::uint64_t> sizeOf(const std::string &name, const std::string &text,
                                std::uint64_t least, std::uint64_t most)
{
    static constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> units{
        {{"KiB", core::KiB}, {"MiB", core::MiB}, {"GiB", core::GiB}, {"TiB", 1024 * core::GiB}}};
    const auto bytes = inUnits(text, units, most);
    if (bytes && *bytes >= least)
        return *bytes;
    std::string wanted = "a size such as 512MiB or 4GiB, at least " + sizeText(least);
    if (most < INT64_MAX)
        wanted += " and at most " + sizeText(most);
    return wrongValue(name, text, wanted + ", is wanted");
}

OrFailure<core::ListenAddress> listenAddressOf(const std::string &name, const std::string &text)
{
    constexpr std::string_view Https = "https://";
    constexpr std::string_view Http = "http://";
    const bool isHttps = text.starts_with(Https);
    const std::size_t start = isHttps ? Https.size() : text.starts_with(Http) ? Http.size() : 0;
    const std::string address = text.substr(start);
    const std::size_t colon = address.rfind(':');
    std::string host = address.substr(0, colon);
    const bool isBracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (isBracketed)
        host = host.substr(1, host.size() - 2);
    const bool hasColon = host.find(':') != std::string::npos;
    const std::optional<std::uint64_t> port =
        colon == std::string::npos ? std::nullopt
                                   : digits(std::string_view(address).substr(colon + 1));
    if (!port || *port > UINT16_MAX || host.empty() || hasColon != isBracketed)
        return wrongValue(name, text,
                          "HOST:PORT is wanted, such as 127.0.0.1:8080, [::1]:8080, "
                          "https://127.0.0.1:8443 or localhost:0 (0: any free port)");
    if (host != "localhost" && QHostAddress(QString::fromStdString(host)).isNull())
        return wrongValue(name, text,
                          "the host must be an IP address of this machine or localhost; 0.0.0.0 "
                          "and [::] stand for all of them");
    return core::ListenAddress{host, static_cast<std::uint16_t>(*port), false, isHttps};
}

} // namespace app
