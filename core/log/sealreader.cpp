// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/sealreader.h"

#include "core/log/schema.h"

namespace core {

SealReader::SealReader(SqliteDatabase &database, std::int64_t version)
    : m_database(database)
    , m_isOf1(version == schema::FirstVersion)
{
}

void SealReader::start()
{
    if (!m_isOf1)
        m_segment = static_cast<std::uint64_t>(
            m_database.integer("SELECT min(number) FROM segments").value_or(0));
}

Result<std::vector<StoredSeal>> SealReader::read(std::uint64_t after, std::uint64_t newest,
                                                 std::uint64_t limit)
{
    for (;;) {
        SqliteStatement select = m_database.prepare(
            "SELECT number, first, last, first_refusal, last_refusal, hash, " +
            (m_isOf1 ? "NULL FROM seals" : "refusals_hash FROM " + schema::sealsTable(m_segment)) +
            " WHERE number > ? AND number <= ? ORDER BY number LIMIT ?");
        if (!select)
            return tl::unexpected(m_database.error());
        select.bind(1, after);
        select.bind(2, newest);
        select.bind(3, limit);
        const auto optional = [&select](int column) {
            return select.isNull(column) ? std::nullopt : std::optional(select.count(column));
        };
        std::vector<StoredSeal> found;
        while (select.step()) {
            found.push_back({select.count(0), optional(1), optional(2), optional(3), optional(4),
                             std::string(select.blob(6)), std::string(select.blob(5))});
        }
        if (select.isFailed())
            return tl::unexpected(m_database.error());
        const auto next = m_database.integer("SELECT min(number) FROM segments WHERE number > " +
                                             std::to_string(m_segment));
        if (!found.empty() || m_isOf1 || !next)
            return found;
        m_segment = static_cast<std::uint64_t>(*next);
    }
}

} // namespace core
