// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/event/timestamp.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace core {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// Reads fields of fixed width and remembers the first fault.
class FieldReader {
public:
    explicit FieldReader(std::string_view text)
        : m_text(text)
    {
    }

    bool failed() const { return !m_fault.why.empty(); }
    TextFault fault() const { return m_fault; }
    bool atEnd() const { return m_at == m_text.size(); }
    std::size_t at() const { return m_at; }

    void fail(std::string_view why, std::size_t at)
    {
        if (!failed())
            m_fault = TextFault{why, at};
    }
    int number(std::size_t width, std::string_view missing)
    {
        int value = 0;
        for (std::size_t i = 0; i < width; ++i, ++m_at) {
            if (!digitNext()) {
                fail(missing, m_at);
                return 0;
            }
            value = value * 10 + (m_text[m_at] - '0');
        }
        return value;
    }
    bool digitNext() const
    {
        return m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9';
    }
    void expect(char wanted, std::string_view missing) { expect(wanted, wanted, missing); }
    void expect(char wanted, char orElse, std::string_view missing)
    {
        if (!skip(wanted, orElse))
            fail(missing, m_at);
    }
    bool skip(char wanted, char orElse)
    {
        if (failed() || atEnd() || (m_text[m_at] != wanted && m_text[m_at] != orElse))
            return false;
        ++m_at;
        return true;
    }
    char previous() const { return m_text[m_at - 1]; }

private:
    std::string_view m_text;
    std::size_t m_at = 0;
    TextFault m_fault; ///< its `why` is empty while there is none
};

microseconds readFraction(FieldReader &reader)
{
    if (!reader.skip('.', '.'))
        return {};
    if (!reader.digitNext())
        reader.fail("has a point without digits after it", reader.at());
    int value = 0;
    int scale = 1'000'000;
    while (!reader.failed() && reader.digitNext()) {
        const int digit = reader.number(1, {});
        scale /= 10;
        value += digit * scale;
    }
    return microseconds(value);
}

minutes readOffset(FieldReader &reader)
{
    if (reader.skip('Z', 'z'))
        return {};
    const std::size_t start = reader.at();
    reader.expect('+', '-', "has no offset: it must end in Z or +hh:mm");
    if (reader.failed())
        return {};
    const int sign = reader.previous() == '-' ? -1 : 1;
    constexpr std::string_view Shape = "has an offset that is not +hh:mm";
    const int hour = reader.number(2, Shape);
    reader.expect(':', Shape);
    const int minute = reader.number(2, Shape);
    if (hour > 23 || minute > 59)
        reader.fail("has an offset above 23:59", start);
    return sign * (hours(hour) + minutes(minute));
}

} // namespace

tl::expected<WallTime, TextFault> parseTimestamp(std::string_view text)
{
    FieldReader reader(text);
    constexpr std::string_view Date = "has no date of the form yyyy-mm-dd";
    const int year = reader.number(4, Date);
    reader.expect('-', Date);
    const int month = reader.number(2, Date);
    reader.expect('-', Date);
    const int day = reader.number(2, Date);
    reader.expect('T', 't', "has no T between date and time");
    constexpr std::string_view Time = "has no time of the form hh:mm:ss";
    const int hour = reader.number(2, Time);
    reader.expect(':', Time);
    const int minute = reader.number(2, Time);
    reader.expect(':', "has no seconds");
    const int second = reader.number(2, "has no seconds");
    const microseconds fraction = readFraction(reader);
    const minutes offset = readOffset(reader);
    if (!reader.failed() && !reader.atEnd())
        reader.fail("goes on after the offset", reader.at());

    const year_month_day date{std::chrono::year(year),
                              std::chrono::month(static_cast<unsigned>(month)),
                              std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        reader.fail("has a day that is not in the calendar", 0);
    if (hour > 23 || minute > 59 || second > 60)
        reader.fail("has a time that is not on the clock", 11);
    if (reader.failed())
        return tl::unexpected(reader.fault());

    const auto minuteStart = sys_days(date) + hours(hour) + minutes(minute) - offset;
    if (second < 60)
        return WallTime(minuteStart + seconds(second)) + fraction;
    const auto next = std::chrono::floor<days>(minuteStart + minutes(1));
    const bool endsMonth =
        minuteStart + minutes(1) == next && year_month_day(next).day() == std::chrono::day(1);
    if (!endsMonth)
        return tl::unexpected(TextFault{"has a leap second where none can be", 17});
    return WallTime(next);
}

MaybeFault timestampFault(std::string_view text)
{
    const auto time = parseTimestamp(text);
    return time ? MaybeFault() : time.error();
}

std::string formatTimestamp(WallTime time)
{
    using std::chrono::year;
    const WallTime first = sys_days(year(0) / 1 / 1);
    const WallTime last = sys_days(year(10000) / 1 / 1) - microseconds(1);
    time = std::clamp(time, first, last);
    const auto day = std::chrono::floor<days>(time);
    const year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    const auto fraction = static_cast<int>(clock.subseconds().count());

    std::array<char, 48> buffer{};
    const int length = std::snprintf(
        buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    if (fraction != 0) {
        const bool milli = fraction % 1000 == 0;
        std::snprintf(buffer.data(), buffer.size(), milli ? ".%03d" : ".%06d",
                      milli ? fraction / 1000 : fraction);
        text += buffer.data();
    }
    return text + 'Z';
}

} // namespace core
