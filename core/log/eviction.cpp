// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/eviction.h"

namespace core {

namespace {

Result<std::vector<Eviction>> select(SqliteDatabase &database, const std::string &condition)
{
    SqliteStatement select = database.prepare(
        "SELECT number, seal, evicted, reason, first, last, bytes, refusals_to, cut_seal,"
        " cut_refusal, cut_hash FROM eviction_rows " +
        condition);
    if (!select)
        return tl::unexpected(database.error());
    std::vector<Eviction> evictions;
    while (select.step()) {
        Eviction eviction;
        eviction.number = select.count(0);
        eviction.seal = select.count(1);
        eviction.evicted = select.integer(2);
        eviction.reason = static_cast<Eviction::Reason>(select.integer(3));
        eviction.first = select.count(4);
        eviction.last = select.count(5);
        eviction.bytes = select.count(6);
        eviction.refusalsTo = select.count(7);
        eviction.cutSeal = select.count(8);
        eviction.cutRefusal = select.count(9);
        eviction.cutHash = hashOf(select.blob(10));
        evictions.push_back(eviction);
    }
    if (select.isFailed())
        return tl::unexpected(database.error());
    return evictions;
}

} // namespace

bool insertEviction(SqliteDatabase &database, const Eviction &eviction)
{
    SqliteStatement insert =
        database.prepare("INSERT INTO eviction_rows VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    if (!insert)
        return false;
    insert.bind(1, eviction.number);
    insert.bind(2, eviction.seal);
    insert.bind(3, eviction.evicted);
    insert.bind(4, static_cast<std::int64_t>(eviction.reason));
    insert.bind(5, eviction.first);
    insert.bind(6, eviction.last);
    insert.bind(7, eviction.bytes);
    insert.bind(8, eviction.refusalsTo);
    insert.bind(9, eviction.cutSeal);
    insert.bind(10, eviction.cutRefusal);
    insert.bindBlob(11, bytesOf(eviction.cutHash));
    return insert.run();
}

Result<std::vector<Eviction>> evictionsFrom(SqliteDatabase &database, std::uint64_t number)
{
    return select(database, "WHERE number >= " + std::to_string(number) + " ORDER BY number");
}

Result<Eviction> newestEviction(SqliteDatabase &database)
{
    const auto newest = select(database, "ORDER BY number DESC LIMIT 1");
    if (!newest)
        return tl::unexpected(newest.error());
    return newest->empty() ? Eviction{} : newest->front();
}

} // namespace core
