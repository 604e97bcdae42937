// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/migration.h"

#include "core/log/capturerules.h"
#include "core/log/schema.h"

#include <algorithm>
#include <string>
#include <vector>

namespace core {

namespace {

struct Segment {
    std::uint64_t number = 0;
    std::uint64_t first = 0;
    std::uint64_t end = 0; ///< behind its last event
};

class Migration {
public:
    explicit Migration(SqliteDatabase &database)
        : m_database(database)
    {
    }
    bool run();

private:
    bool from1();
    bool from2();
    bool loadSegments();
    bool moveSeals();
    bool estimateBytes();

    SqliteDatabase &m_database;
    std::vector<Segment> m_segments;
};

bool Migration::run()
{
    const auto version = m_database.integer("PRAGMA user_version");
    return version && (*version == schema::FirstVersion ? from1() : from2()) &&
           m_database.execute("PRAGMA user_version=" + std::to_string(schema::Version));
}

bool Migration::from2()
{
    return m_database.execute(schema::marks());
}

bool Migration::from1()
{
    if (!loadSegments() || !m_database.execute(schema::fixedTablesFrom1()))
        return false;
    std::vector<std::uint64_t> numbers;
    for (const Segment &segment : m_segments) {
        if (!m_database.execute(schema::segmentTablesFrom1(segment.number)))
            return false;
        numbers.push_back(segment.number);
    }
    return moveSeals() && estimateBytes() &&
           m_database.execute(
               "INSERT INTO meta SELECT 'refusals_of_1', coalesce(max(number), 0) FROM"
               " refusal_rows;" +
               schema::views(numbers));
}

bool Migration::loadSegments()
{
    SqliteStatement select =
        m_database.prepare("SELECT number, first, (SELECT kept + 1 FROM ledger) FROM segments"
                           " ORDER BY number");
    if (!select)
        return false;
    while (select.step()) {
        if (!m_segments.empty())
            m_segments.back().end = select.count(1);
        m_segments.push_back({select.count(0), select.count(1), select.count(2)});
    }
    return !select.isFailed();
}

/// A seal goes where its events are; one without events where those of the seal before it are.
bool Migration::moveSeals()
{
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const auto from = [this](std::size_t segment) {
            return "(SELECT coalesce(min(number), 9223372036854775807) FROM seals_of_1 WHERE first "
                   ">= " +
                   std::to_string(m_segments[segment].first) + ")";
        };
        std::string condition = i == 0 ? "number > 0" : "number >= " + from(i);
        if (i + 1 < m_segments.size())
            condition += " AND number < " + from(i + 1);
        if (!m_database.execute("INSERT INTO " + schema::sealsTable(m_segments[i].number) +
                                " SELECT number, first, last, first_refusal, last_refusal, NULL,"
                                " hash FROM seals_of_1 WHERE " +
                                condition))
            return false;
    }
    return m_database.execute("DROP TABLE seals_of_1");
}

/// Version 1 did not note how large a segment is: all events are taken as equally large. The limit becomes one that
/// holds what is there, in whole GiB: opening a capture must not lose events.
bool Migration::estimateBytes()
{
    const auto pages = m_database.integer("SELECT page_count - freelist_count FROM"
                                          " pragma_page_count(), pragma_freelist_count()");
    const auto events = m_database.integer("SELECT kept FROM ledger");
    if (!pages || !events)
        return false;
    const auto bytes = static_cast<std::uint64_t>(*pages * schema::PageBytes);
    const auto kept = static_cast<std::uint64_t>(std::max<std::int64_t>(*events, 1));
    for (std::size_t i = 0; i + 1 < m_segments.size(); ++i) {
        const Segment &segment = m_segments[i];
        const std::uint64_t share = bytes / kept * (segment.end - segment.first);
        if (!m_database.execute("UPDATE segments SET bytes = " + std::to_string(share) +
                                " WHERE number = " + std::to_string(segment.number)))
            return false;
    }
    const std::uint64_t limit =
        std::max<std::uint64_t>(CaptureRules::DefaultLimit, (bytes / GiB + 1) * GiB);
    return m_database.execute("INSERT INTO meta VALUES('limit_bytes', " + std::to_string(limit) +
                              ")");
}

} // namespace

Result<void> migrateCapture(SqliteDatabase &database)
{
    if (!database.execute("BEGIN IMMEDIATE"))
        return tl::unexpected(database.error());
    if (!Migration(database).run() || !database.execute("COMMIT")) {
        const Error error = database.error();
        static_cast<void>(database.execute("ROLLBACK"));
        return tl::unexpected(error);
    }
    return {};
}

} // namespace core
