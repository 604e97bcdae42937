// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/rulestore.h"

#include "core/log/schema.h"

#include <optional>
#include <string>

namespace core {

namespace {

std::optional<std::int64_t> setting(SqliteDatabase &database, const std::string &key)
{
    return database.integer("SELECT value FROM meta WHERE key = '" + key + "'");
}

std::string ringSql(const std::optional<RingRules> &ring)
{
    const auto insert = [](const std::string &key, auto value) {
        return "INSERT INTO meta VALUES('" + key + "', " + std::to_string(value) + ");";
    };
    const std::string none =
        "DELETE FROM meta WHERE key IN ('ring_bytes', 'ring_seconds', 'ring_files');";
    return ring ? none + insert("ring_bytes", ring->bytes) +
                      insert("ring_seconds", ring->age.count()) + insert("ring_files", ring->files)
                : none;
}

} // namespace

Result<CaptureRules> loadRules(SqliteDatabase &database)
{
    CaptureRules rules;
    if (const auto limit = setting(database, "limit_bytes"); limit && *limit > 0)
        rules.limitBytes = static_cast<std::uint64_t>(*limit);
    if (const auto age = setting(database, "max_age_seconds"); age && *age > 0)
        rules.maxAge = std::chrono::seconds(*age);
    if (const auto files = setting(database, "ring_files"); files && *files >= 0) {
        RingRules ring;
        ring.files = static_cast<std::uint64_t>(*files);
        if (const auto bytes = setting(database, "ring_bytes"); bytes && *bytes > 0)
            ring.bytes = static_cast<std::uint64_t>(*bytes);
        if (const auto age = setting(database, "ring_seconds"); age && *age > 0)
            ring.age = std::chrono::seconds(*age);
        rules.ring = ring;
    }
    SqliteStatement select = database.prepare("SELECT kind, pattern FROM left_out");
    if (!select)
        return tl::unexpected(database.error());
    while (select.step()) {
        const bool isType = select.integer(0) == static_cast<std::int64_t>(schema::NameKind::Type);
        (isType ? rules.leftOutTypes : rules.leftOutSources).emplace(select.text(1));
    }
    if (select.isFailed())
        return tl::unexpected(database.error());
    return rules;
}

bool storeRules(SqliteDatabase &database, const CaptureRules &rules)
{
    const std::string age =
        rules.maxAge
            ? "INSERT OR REPLACE INTO meta VALUES('max_age_seconds', " +
                  std::to_string(
                      std::chrono::duration_cast<std::chrono::seconds>(*rules.maxAge).count()) +
                  ")"
            : "DELETE FROM meta WHERE key = 'max_age_seconds'";
    if (!database.execute("INSERT OR REPLACE INTO meta VALUES('limit_bytes', " +
                          std::to_string(rules.limitBytes) + "); DELETE FROM left_out; " + age +
                          "; " + ringSql(rules.ring)))
        return false;
    SqliteStatement insert = database.prepare("INSERT INTO left_out VALUES(?, ?)");
    if (!insert)
        return false;
    const auto add = [&insert](schema::NameKind kind, const CaptureRules::Patterns &patterns) {
        for (const std::string &pattern : patterns) {
            insert.bind(1, static_cast<std::int64_t>(kind));
            insert.bindText(2, pattern);
            if (!insert.run())
                return false;
        }
        return true;
    };
    return add(schema::NameKind::Type, rules.leftOutTypes) &&
           add(schema::NameKind::Source, rules.leftOutSources);
}

} // namespace core
