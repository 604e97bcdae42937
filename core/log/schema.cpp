// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/schema.h"

#include <algorithm>

namespace core::schema {

namespace {

/// Triggers that refuse to change or remove rows of `table`.
std::string refuseChanges(const std::string &table)
{
    std::string sql;
    for (const std::string &change : {std::string("UPDATE"), std::string("DELETE")}) {
        sql += "CREATE TRIGGER " + table + "_refuses_" + change + " BEFORE " + change + " ON " +
               table + " BEGIN SELECT RAISE(ABORT, 'events of a capture never change'); END;";
    }
    return sql;
}

/// Microseconds since 1970 as RFC 3339 in UTC.
std::string timeText(const std::string &column)
{
    const std::string fraction = "((" + column + " % 1000000 + 1000000) % 1000000)";
    return "strftime('%Y-%m-%dT%H:%M:%S', (" + column + " - " + fraction +
           ") / 1000000, 'unixepoch') || printf('.%06dZ', " + fraction + ")";
}

/// Triggers of `refusal_rows`: a row never changes, its evidence may leave, it goes with its segment.
constexpr const char *RefusalTriggers = R"(
CREATE TRIGGER refusal_rows_refuses_UPDATE BEFORE UPDATE ON refusal_rows
    WHEN new.head IS NOT NULL OR new.body IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a refusal of a capture never changes; its evidence may only go'); END;
CREATE TRIGGER refusal_rows_refuses_CHANGE BEFORE UPDATE OF number, seal, after, received, status,
    rule, title, detail, fix, reference, part, place, place_offset, place_length, connection, remote,
    local, cut, body_bytes, evidence_sha256 ON refusal_rows
    BEGIN SELECT RAISE(ABORT, 'a refusal of a capture never changes'); END;
CREATE TRIGGER refusal_rows_refuses_DELETE BEFORE DELETE ON refusal_rows
    WHEN old.number >= (SELECT refusals_from FROM ledger)
    BEGIN SELECT RAISE(ABORT, 'a refusal of a capture goes with its segment'); END;
)";

/// Tables that version 1 does not have.
constexpr const char *TablesOf2 = R"(
CREATE TABLE left_out(kind INTEGER NOT NULL, pattern TEXT NOT NULL, PRIMARY KEY(kind, pattern)) WITHOUT ROWID;
CREATE TABLE eviction_rows(number INTEGER PRIMARY KEY, seal INTEGER NOT NULL, evicted INTEGER NOT NULL,
    reason INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, bytes INTEGER NOT NULL,
    refusals_to INTEGER NOT NULL, cut_seal INTEGER NOT NULL, cut_refusal INTEGER NOT NULL, cut_hash BLOB NOT NULL);
CREATE TRIGGER eviction_rows_refuses_UPDATE BEFORE UPDATE ON eviction_rows
    BEGIN SELECT RAISE(ABORT, 'an eviction of a capture never changes'); END;
CREATE TRIGGER eviction_rows_refuses_DELETE BEFORE DELETE ON eviction_rows
    WHEN old.seal > (SELECT max(cut_seal) FROM eviction_rows)
    BEGIN SELECT RAISE(ABORT, 'an eviction of a capture goes with its segment'); END;
)";

} // namespace

std::string fixedTables()
{
    return std::string(R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE segments(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, bytes INTEGER NOT NULL DEFAULT 0);
CREATE TABLE names(kind INTEGER NOT NULL, code INTEGER NOT NULL, text TEXT NOT NULL,
                   PRIMARY KEY(kind, code)) WITHOUT ROWID;
CREATE TABLE column_blocks(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL,
                           min_received INTEGER NOT NULL, max_received INTEGER NOT NULL,
                           min_time INTEGER, max_time INTEGER, data BLOB NOT NULL);
CREATE TABLE ledger(only INTEGER PRIMARY KEY CHECK(only = 1), kept INTEGER NOT NULL,
                    refused INTEGER NOT NULL, evicted INTEGER NOT NULL,
                    segment_bytes INTEGER NOT NULL, evidence_from INTEGER NOT NULL,
                    left_out INTEGER NOT NULL DEFAULT 0, refusals_from INTEGER NOT NULL DEFAULT 1);
INSERT INTO ledger(only, kept, refused, evicted, segment_bytes, evidence_from) VALUES(1, 0, 0, 0, 0, 1);
CREATE TABLE refusal_rows(
    number INTEGER PRIMARY KEY, seal INTEGER NOT NULL, after INTEGER NOT NULL,
    received INTEGER NOT NULL, status INTEGER NOT NULL, rule TEXT NOT NULL, title TEXT NOT NULL,
    detail TEXT NOT NULL, fix TEXT NOT NULL, reference TEXT NOT NULL, part INTEGER NOT NULL,
    place TEXT NOT NULL, place_offset INTEGER, place_length INTEGER, connection TEXT NOT NULL,
    remote TEXT NOT NULL, local TEXT NOT NULL, cut INTEGER NOT NULL, body_bytes INTEGER NOT NULL,
    evidence_sha256 BLOB NOT NULL, head BLOB, body BLOB);
)") + RefusalTriggers +
           TablesOf2 + textSignatures() + eventHashes() + marks() +
           "INSERT INTO meta VALUES('sealed_as_2_from', 1);";
}

std::string fixedTablesFrom1()
{
    return std::string(R"(
DROP VIEW events; DROP VIEW refusals;
ALTER TABLE seals RENAME TO seals_of_1;
ALTER TABLE segments ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN refusals_from INTEGER NOT NULL DEFAULT 1;
DROP TRIGGER refusal_rows_refuses_UPDATE;
DROP TRIGGER refusal_rows_refuses_CHANGE;
DROP TRIGGER refusal_rows_refuses_DELETE;
)") + RefusalTriggers +
           TablesOf2 + textSignatures() + eventHashes() + marks() +
           "INSERT INTO meta SELECT 'sealed_as_2_from', coalesce(max(number), 0) + 1 FROM"
           " seals_of_1;";
}

std::string textSignatures()
{
    return R"(
CREATE TABLE IF NOT EXISTS text_signatures(number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS column_blocks_take_signatures AFTER DELETE ON column_blocks
    BEGIN DELETE FROM text_signatures WHERE number = old.number; END;
)";
}

std::string eventHashes()
{
    return R"(
CREATE TABLE IF NOT EXISTS event_hashes(number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TRIGGER IF NOT EXISTS column_blocks_take_hashes AFTER DELETE ON column_blocks
    BEGIN DELETE FROM event_hashes WHERE number = old.number; END;
INSERT OR IGNORE INTO meta VALUES('hash_seed', random());
)";
}

std::string marks()
{
    return "CREATE TABLE mark_rows(sequence INTEGER PRIMARY KEY, marked INTEGER NOT NULL, note "
           "TEXT,"
           " changed INTEGER NOT NULL);"
           "CREATE VIEW marks AS SELECT sequence, marked, note, " +
           timeText("changed") +
           " AS changed FROM mark_rows WHERE sequence > (SELECT evicted FROM ledger);";
}

std::string segmentTable(std::uint64_t number)
{
    return "segment_" + std::to_string(number);
}

std::string headsTable(std::uint64_t number)
{
    return "heads_" + std::to_string(number);
}

std::string sealsTable(std::uint64_t number)
{
    return "seals_" + std::to_string(number);
}

namespace {

std::string makeSealsTable(std::uint64_t number)
{
    const std::string seals = sealsTable(number);
    return "CREATE TABLE " + seals + R"((number INTEGER PRIMARY KEY, first INTEGER, last INTEGER,
    first_refusal INTEGER, last_refusal INTEGER, refusals_hash BLOB, hash BLOB NOT NULL);)" +
           refuseChanges(seals);
}

/// A SELECT of SQLite joins at most 500; where there are more, they are joined in portions.
constexpr std::size_t JoinedSelects = 400;

std::string joined(const std::vector<std::string> &selects)
{
    std::string all;
    for (std::size_t from = 0; from < selects.size(); from += JoinedSelects) {
        std::string portion;
        const std::size_t end = std::min(selects.size(), from + JoinedSelects);
        for (std::size_t i = from; i < end; ++i)
            portion += (portion.empty() ? "" : " UNION ALL ") + selects[i];
        all += (all.empty() ? "SELECT * FROM (" : " UNION ALL SELECT * FROM (") + portion + ")";
    }
    return all;
}

std::string eventRows(std::uint64_t group)
{
    return "event_rows_" + std::to_string(group);
}

std::string sealRows(std::uint64_t group)
{
    return "seal_rows_" + std::to_string(group);
}

std::string anew(const std::string &view, const std::string &select)
{
    return "DROP VIEW IF EXISTS " + view + ";CREATE VIEW " + view + " AS " + select + ";";
}

} // namespace

std::string segmentTables(std::uint64_t number)
{
    const std::string events = segmentTable(number);
    const std::string heads = headsTable(number);
    // The dictionary columns have no type, so that an integer stays one.
    return "CREATE TABLE " + heads + R"((number INTEGER PRIMARY KEY, remote TEXT NOT NULL,
    local TEXT NOT NULL, target TEXT NOT NULL, head TEXT NOT NULL);
CREATE TABLE )" +
           events + R"((sequence INTEGER PRIMARY KEY, seal INTEGER NOT NULL,
    received INTEGER NOT NULL, time INTEGER, time_text TEXT, id TEXT NOT NULL, type NOT NULL,
    source NOT NULL, subject, datacontenttype, connection, dataschema TEXT, extensions TEXT,
    shape INTEGER NOT NULL, head INTEGER, data_offset INTEGER NOT NULL,
    data_length INTEGER NOT NULL, data_size INTEGER NOT NULL, text BLOB NOT NULL,
    findings INTEGER NOT NULL DEFAULT 0);
)" + refuseChanges(events) +
           refuseChanges(heads) + makeSealsTable(number);
}

std::string segmentTablesFrom1(std::uint64_t number)
{
    return "ALTER TABLE " + segmentTable(number) +
           " ADD COLUMN findings INTEGER NOT NULL DEFAULT 0;" + makeSealsTable(number);
}

std::string allowDropping(std::uint64_t number)
{
    std::string sql;
    for (const std::string &table : {segmentTable(number), headsTable(number), sealsTable(number)})
        sql += "DROP TRIGGER IF EXISTS " + table + "_refuses_DELETE;";
    return sql;
}

std::string leftTables()
{
    return "SELECT name FROM sqlite_schema WHERE type = 'table' AND (name GLOB 'segment_[0-9]*' OR"
           " name GLOB 'heads_[0-9]*' OR name GLOB 'seals_[0-9]*') AND"
           " CAST(substr(name, instr(name, '_') + 1) AS INTEGER) <"
           " (SELECT min(number) FROM segments)";
}

std::string nameText(const std::string &column, NameKind kind)
{
    return "CASE typeof(" + column +
           ") WHEN 'integer' THEN (SELECT names.text FROM names WHERE kind = " +
           std::to_string(static_cast<int>(kind)) + " AND code = " + column + ") ELSE " + column +
           " END";
}

std::map<std::uint64_t, std::vector<std::uint64_t>>
grouped(const std::vector<std::uint64_t> &segments)
{
    std::map<std::uint64_t, std::vector<std::uint64_t>> members;
    for (const std::uint64_t segment : segments)
        members[groupOf(segment)].push_back(segment);
    return members;
}

std::string groups()
{
    return "SELECT CAST(substr(name, length('event_rows_') + 1) AS INTEGER) FROM sqlite_schema"
           " WHERE type = 'view' AND name GLOB 'event_rows_[0-9]*'";
}

std::string groupViews(std::uint64_t group, std::span<const std::uint64_t> segments)
{
    std::vector<std::string> events;
    std::vector<std::string> seals;
    for (const std::uint64_t segment : segments) {
        events.push_back("SELECT s.*, h.remote, h.local, h.target, h.head AS head_text FROM " +
                         segmentTable(segment) + " s LEFT JOIN " + headsTable(segment) +
                         " h ON h.number = s.head");
        seals.push_back("SELECT * FROM " + sealsTable(segment));
    }
    return anew(eventRows(group), joined(events)) + anew(sealRows(group), joined(seals));
}

std::string dropGroupViews(std::uint64_t group)
{
    return "DROP VIEW " + eventRows(group) + ";DROP VIEW " + sealRows(group) + ";";
}

std::string segmentViews(const std::set<std::uint64_t> &groups)
{
    std::vector<std::string> events;
    std::vector<std::string> seals;
    for (const std::uint64_t group : groups) {
        events.push_back("SELECT * FROM " + eventRows(group));
        seals.push_back("SELECT * FROM " + sealRows(group));
    }
    // The bits of `shape` are those of RowShape::packed.
    const std::string range = "substr(text, data_offset + 1, data_length)";
    const std::string mediaType =
        "(" + nameText("datacontenttype", NameKind::DataContentType) + ")";
    // Functions of SQLite take JSON as text only.
    const std::string isText = mediaType + " LIKE '%/json%' OR " + mediaType +
                               " LIKE '%+json%' OR " + mediaType + " LIKE 'text/%'";
    const std::string eventsView =
        "SELECT sequence, " + timeText("received") + " AS received, time_text AS time, " +
        nameText("type", NameKind::Type) + " AS type, " + nameText("source", NameKind::Source) +
        " AS source, id, " + nameText("subject", NameKind::Subject) + " AS subject, " +
        nameText("datacontenttype", NameKind::DataContentType) +
        R"( AS datacontenttype, dataschema,
    CASE shape >> 6 & 1 WHEN 0 THEN '0.3' ELSE '1.0' END AS specversion, extensions,
    CASE shape >> 11 & 31 WHEN 0 THEN NULL WHEN 1 THEN CASE WHEN )" +
        isText + " THEN CAST(" + range + " AS TEXT) ELSE " + range + R"( END)" +
        // Unlike the other functions of JSON, a view may use this one with trusted_schema=off.
        " WHEN 3 THEN (SELECT value FROM json_each('\"' || CAST(" + range +
        " AS TEXT) || '\"')) WHEN 6 THEN " + range + " WHEN 11 THEN " + range + " ELSE CAST(" +
        range + R"( AS TEXT) END AS data,
    CASE shape >> 11 & 31 WHEN 0 THEN NULL WHEN 1 THEN 'raw' WHEN 2 THEN 'json' WHEN 3 THEN 'text'
        WHEN 4 THEN 'base64' WHEN 5 THEN 'text' WHEN 6 THEN 'protobuf-any' WHEN 7 THEN 'xml-text'
        WHEN 8 THEN 'base64' WHEN 9 THEN 'xml' WHEN 10 THEN 'xml' ELSE 'avro' END AS data_form,
    data_size,
    CASE shape & 7 WHEN 0 THEN 'binary' WHEN 1 THEN 'structured' WHEN 2 THEN 'batch'
        ELSE 'raw' END AS mode,
    CASE shape >> 3 & 7 WHEN 1 THEN 'json' WHEN 2 THEN 'protobuf' WHEN 3 THEN 'xml' WHEN 4 THEN 'avro'
        END AS format,
    CASE shape >> 7 & 15 WHEN 0 THEN 'http' WHEN 1 THEN 'websocket' WHEN 2 THEN 'import'
        WHEN 3 THEN 'reply' ELSE 'demo' END AS origin,
    )" + nameText("connection", NameKind::Connection) +
        R"( AS connection, remote, local, target, head_text AS head, text,
    CASE findings & 3 WHEN 0 THEN NULL WHEN 1 THEN 'duplicate' WHEN 2 THEN 'same data'
        ELSE 'duplicate, same data' END AS findings, seal FROM ()" +
        joined(events) + ")";
    return anew("events", eventsView) +
           anew("seals", "SELECT number, first, last, first_refusal, last_refusal,"
                         " lower(hex(hash)) AS hash FROM (" +
                             joined(seals) + ")");
}

std::string views(const std::vector<std::uint64_t> &segments)
{
    std::set<std::uint64_t> groups;
    std::string sql;
    for (const auto &[group, all] : grouped(segments)) {
        groups.insert(group);
        sql += groupViews(group, all);
    }
    return sql + segmentViews(groups) +
           anew("evictions", "SELECT number, " + timeText("evicted") +
                                 " AS evicted, CASE reason WHEN 1 THEN 'limit' WHEN 2 THEN 'age'"
                                 " ELSE 'refusals' END AS reason, first, last, bytes, refusals_to,"
                                 " cut_seal, lower(hex(cut_hash)) AS cut_hash, seal FROM"
                                 " eviction_rows") +
           anew("refusals", "SELECT number, after, " + timeText("received") +
                                " AS received, status, rule, title, detail, fix, reference, place,"
                                " connection, remote, local, head, body, cut, body_bytes, seal FROM"
                                " refusal_rows WHERE number >= (SELECT refusals_from FROM ledger)");
}

} // namespace core::schema
