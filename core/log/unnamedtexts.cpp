// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/unnamedtexts.h"

#include "core/log/schema.h"

#include <algorithm>
#include <string>

namespace core {

namespace {

/// Looking at the clock costs as much as a small row.
constexpr std::uint64_t RowsPerLookAtTheClock = 16;

std::optional<std::string_view> unnamed(const SqliteStatement &select, int column)
{
    return select.isInteger(column) ? std::nullopt : select.optionalText(column);
}

} // namespace

Result<EventSequence> UnnamedTextReader::read(EventSequence first, EventSequence last,
                                              std::chrono::steady_clock::time_point until,
                                              const UnnamedVisitor &visit)
{
    std::uint64_t next = first.value;
    if (m_end == Newest)
        m_end = 0; // another may follow it by now
    while (next <= last.value) {
        if (next < m_first || next >= m_end) {
            if (!openSegmentOf(next))
                return tl::unexpected(m_database.error());
            if (m_number == 0)
                break;
            next = std::max(next, m_first);
        }
        const std::uint64_t end = std::min(last.value, m_end - 1);
        m_select.bind(1, next);
        m_select.bind(2, end);
        std::uint64_t rows = 0;
        while (m_select.step()) {
            const std::uint64_t sequence = m_select.count(0);
            visit({EventSequence{sequence}, unnamed(m_select, 1), unnamed(m_select, 2),
                   unnamed(m_select, 3)});
            if (++rows % RowsPerLookAtTheClock == 0 && std::chrono::steady_clock::now() >= until) {
                m_select.reset();
                return EventSequence{sequence + 1};
            }
        }
        if (!m_select.isFailed()) {
            next = std::max(next, end + 1);
        } else {
            const Error error = m_database.error();
            if (isThere())
                return tl::unexpected(error);
            m_end = 0; // it was dropped: look for what is left
        }
        if (std::chrono::steady_clock::now() >= until)
            return EventSequence{next};
    }
    return EventSequence{std::max(next, last.value + 1)};
}

/// In one transaction, so that no segment goes between two questions.
bool UnnamedTextReader::openSegmentOf(std::uint64_t sequence)
{
    m_select = {};
    m_number = 0;
    m_first = 0;
    m_end = 0;
    const Snapshot snapshot(m_database);
    return snapshot.isOpen() && findSegmentOf(sequence);
}

bool UnnamedTextReader::findSegmentOf(std::uint64_t sequence)
{
    const std::string wanted = std::to_string(sequence);
    const auto number = m_database.integer(
        "SELECT coalesce((SELECT number FROM segments WHERE first <= " + wanted +
        " ORDER BY number DESC LIMIT 1), (SELECT min(number) FROM segments), 0)");
    if (!number || *number == 0)
        return number.has_value();
    const std::string found = std::to_string(*number);
    const auto first = m_database.integer("SELECT first FROM segments WHERE number = " + found);
    const auto end = m_database.integer(
        "SELECT coalesce((SELECT min(first) FROM segments WHERE number > " + found + "), -1)");
    if (!first || !end)
        return false;
    m_select = m_database.prepare(
        "SELECT sequence, type, source, subject FROM " +
        schema::segmentTable(static_cast<std::uint64_t>(*number)) +
        " WHERE sequence BETWEEN ? AND ? AND (typeof(type) = 'text' OR typeof(source) = 'text'"
        " OR typeof(subject) = 'text') ORDER BY sequence");
    if (!m_select)
        return false;
    m_number = static_cast<std::uint64_t>(*number);
    m_first = static_cast<std::uint64_t>(*first);
    m_end = *end < 0 ? Newest : static_cast<std::uint64_t>(*end);
    return true;
}

bool UnnamedTextReader::isThere() const
{
    const auto there = m_database.integer("SELECT count(*) FROM segments WHERE number = " +
                                          std::to_string(m_number));
    return !there || *there > 0;
}

} // namespace core
