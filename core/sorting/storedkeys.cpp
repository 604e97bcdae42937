// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/sorting/storedkeys.h"

#include "core/columns/anonymousmemory.h"
#include "core/event/timestamp.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Rows nearer to each other are read in one sweep, with those between them.
constexpr std::uint64_t NearRows = 16;
/// Rows of the log that one page looks through for those that are shown.
constexpr std::uint64_t SliceLogRows = 1024 * 1024;

// Numbers fill the keys up to that of +infinity; above it, where no number is, the others have their places.
constexpr std::uint64_t Infinity = 0xFFF0'0000'0000'0000;
constexpr std::uint64_t Times = Infinity + (std::uint64_t{1} << 48);
constexpr std::uint64_t False = Times + (std::uint64_t{1} << 51);
constexpr std::uint64_t True = False + 1;
constexpr std::uint64_t Texts = True + 1;
constexpr std::uint64_t Null = Texts + (std::uint64_t{1} << 33);
// 35 years before and after the first second of 2026, in µs; what is further away is as far.
constexpr std::int64_t Middle = 1'767'225'600'000'000;
constexpr std::int64_t FarTime = std::int64_t{1} << 50;

std::uint64_t numberKey(double number)
{
    constexpr std::uint64_t Sign = std::uint64_t{1} << 63;
    const auto bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number); // -0 is 0
    return bits & Sign ? ~bits : bits | Sign;
}

double numberOf(std::string_view text)
{
    double number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec == std::errc::result_out_of_range) { // 1e400, or 1e-400
        const bool isTiny = text.find("e-") != text.npos || text.find("E-") != text.npos;
        number = isTiny ? 0 : text.starts_with('-') ? -HUGE_VAL : HUGE_VAL;
    }
    return number;
}

} // namespace

StoredKeys::StoredKeys(StoredValues &values, ValueName name, const LiveFilter::Rows &rows,
                       Seen seen, std::size_t maxTextBytes)
    : m_values(values)
    , m_name(std::move(name))
    , m_rows(rows)
    , m_seen(std::move(seen))
    , m_base(rows.begin())
    , m_count(rows.count())
    , m_row(m_base)
    , m_texts(maxTextBytes)
{
    if (m_count == 0)
        return;
    m_memory = std::make_unique<AnonymousMemory>(static_cast<std::size_t>(rows.seen - m_base) *
                                                 sizeof(std::uint64_t));
    m_keys = static_cast<std::uint64_t *>(m_memory->address());
}

std::uint64_t StoredKeys::keyOf(const EventValue &value)
{
    using Kind = EventValue::Kind;
    switch (value.kind) {
    case Kind::Absent:
        break;
    case Kind::Number:
        return numberKey(numberOf(value.text));
    case Kind::Time:
        if (const auto time = parseTimestamp(value.text)) {
            const std::int64_t since = time->time_since_epoch().count();
            return Times + static_cast<std::uint64_t>(
                               std::clamp(since - Middle, -FarTime + 1, FarTime - 1) + FarTime);
        }
        break;
    case Kind::Boolean:
        return value.text == "true" ? True : False;
    case Kind::Text:
    case Kind::Structure:
        return Texts;
    case Kind::Null:
        return Null;
    }
    return 0;
}

void StoredKeys::take(const StoredEvent &stored)
{
    const std::uint64_t row = stored.sequence.value - 1;
    if (row < m_base || row >= m_rows.seen)
        return;
    const std::optional<StoredEvent> seen = m_seen ? m_seen(stored) : std::nullopt;
    if (m_seen && !seen)
        return;
    const EventValue value = valueOf(m_name, seen ? *seen : stored);
    std::uint64_t key = keyOf(value);
    if (key == Texts)
        key += m_texts.add(std::string_view(value.text).substr(0, TextBytes)).code;
    m_keys[row - m_base] = key;
}

bool StoredKeys::prepare()
{
    if (m_row < m_rows.seen && m_read < m_count) {
        readPage();
        return true;
    }
    if (!m_ranks)
        m_ranks.emplace(m_texts);
    return m_ranks->step();
}

void StoredKeys::readPage()
{
    std::vector<std::uint64_t> wanted;
    const std::uint64_t until = std::min(m_rows.seen, m_row + SliceLogRows);
    std::uint64_t row = m_row;
    while (row < until && wanted.size() < PageRows) {
        const std::uint64_t word = row / 64 * 64;
        std::uint64_t bits = m_rows.bits(word) & (~std::uint64_t{0} << (row - word));
        for (; bits != 0; bits &= bits - 1)
            wanted.push_back(word + static_cast<std::uint64_t>(std::countr_zero(bits)));
        row = word + 64;
    }
    const auto end = std::chrono::steady_clock::now() + ReadTime;
    std::size_t at = 0;
    while (at < wanted.size()) {
        std::size_t last = at;
        while (last + 1 < wanted.size() && wanted[last + 1] - wanted[last] <= NearRows)
            ++last;
        const std::uint64_t next = m_values.readEvents(
            wanted[at], wanted[last], end, [this](const StoredEvent &stored) { take(stored); });
        while (at < wanted.size() && wanted[at] < next)
            ++at;
        if (std::chrono::steady_clock::now() >= end)
            break;
    }
    m_read += at;
    m_row = at < wanted.size() ? wanted[at] : row;
}

void StoredKeys::read(std::uint64_t base, std::span<const std::uint32_t> offsets,
                      std::span<std::uint64_t> keys) const
{
    for (std::size_t i = 0; i < offsets.size(); ++i) {
        const std::uint64_t key = m_keys[base + offsets[i] - m_base];
        const bool isText = key > Texts && key < Null;
        keys[i] = key == 0 ? NoKey
                  : isText ? Texts + m_ranks->rank(static_cast<ValueCode>(key - Texts))
                           : key;
    }
}

std::uint64_t StoredKeys::largest() const
{
    return Null;
}

} // namespace core
