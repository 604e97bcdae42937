// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/schema.h"

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

} // namespace

std::string fixedTables()
{
    return std::string(R"(
CREATE TABLE meta(key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE segments(number INTEGER PRIMARY KEY, first INTEGER NOT NULL);
CREATE TABLE names(kind INTEGER NOT NULL, code INTEGER NOT NULL, text TEXT NOT NULL,
                   PRIMARY KEY(kind, code)) WITHOUT ROWID;
CREATE TABLE seals(number INTEGER PRIMARY KEY, first INTEGER, last INTEGER,
                   first_refusal INTEGER, last_refusal INTEGER, hash BLOB NOT NULL);
CREATE TABLE column_blocks(number INTEGER PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL,
                           min_received INTEGER NOT NULL, max_received INTEGER NOT NULL,
                           min_time INTEGER, max_time INTEGER, data BLOB NOT NULL);
)") + textSignatures() + R"(CREATE TABLE ledger(only INTEGER PRIMARY KEY CHECK(only = 1), kept INTEGER NOT NULL,
                    refused INTEGER NOT NULL, evicted INTEGER NOT NULL,
                    segment_bytes INTEGER NOT NULL, evidence_from INTEGER NOT NULL);
INSERT INTO ledger VALUES(1, 0, 0, 0, 0, 1);
CREATE TABLE refusal_rows(
    number INTEGER PRIMARY KEY, seal INTEGER NOT NULL, after INTEGER NOT NULL,
    received INTEGER NOT NULL, status INTEGER NOT NULL, rule TEXT NOT NULL, title TEXT NOT NULL,
    detail TEXT NOT NULL, fix TEXT NOT NULL, reference TEXT NOT NULL, part INTEGER NOT NULL,
    place TEXT NOT NULL, place_offset INTEGER, place_length INTEGER, connection TEXT NOT NULL,
    remote TEXT NOT NULL, local TEXT NOT NULL, cut INTEGER NOT NULL, body_bytes INTEGER NOT NULL,
    evidence_sha256 BLOB NOT NULL, head BLOB, body BLOB);
CREATE TRIGGER refusal_rows_refuses_UPDATE BEFORE UPDATE ON refusal_rows
    WHEN new.head IS NOT NULL OR new.body IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a refusal of a capture never changes; its evidence may only go'); END;
CREATE TRIGGER refusal_rows_refuses_CHANGE BEFORE UPDATE OF number, seal, after, received, status,
    rule, title, detail, fix, reference, part, place, place_offset, place_length, connection, remote,
    local, cut, body_bytes, evidence_sha256 ON refusal_rows
    BEGIN SELECT RAISE(ABORT, 'a refusal of a capture never changes'); END;
CREATE TRIGGER refusal_rows_refuses_DELETE BEFORE DELETE ON refusal_rows
    BEGIN SELECT RAISE(ABORT, 'a refusal of a capture never goes'); END;
)";
}

std::string textSignatures()
{
    return R"(
CREATE TABLE text_signatures(number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TRIGGER column_blocks_take_signatures AFTER DELETE ON column_blocks
    BEGIN DELETE FROM text_signatures WHERE number = old.number; END;
)";
}

std::string segmentTable(std::uint64_t number)
{
    return "segment_" + std::to_string(number);
}

std::string headsTable(std::uint64_t number)
{
    return "heads_" + std::to_string(number);
}

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
    data_length INTEGER NOT NULL, data_size INTEGER NOT NULL, text BLOB NOT NULL);
)" + refuseChanges(events) +
           refuseChanges(heads);
}

std::string nameText(const std::string &column, NameKind kind)
{
    return "CASE typeof(" + column +
           ") WHEN 'integer' THEN (SELECT names.text FROM names WHERE kind = " +
           std::to_string(static_cast<int>(kind)) + " AND code = " + column + ") ELSE " + column +
           " END";
}

std::string views(const std::vector<std::uint64_t> &segments)
{
    std::string rows;
    const std::size_t skipped =
        segments.size() > MaxJoinedSegments ? segments.size() - MaxJoinedSegments : 0;
    for (std::size_t i = skipped; i < segments.size(); ++i) {
        rows += rows.empty() ? "" : " UNION ALL ";
        rows += "SELECT s.*, h.remote, h.local, h.target, h.head AS head_text FROM " +
                segmentTable(segments[i]) + " s LEFT JOIN " + headsTable(segments[i]) +
                " h ON h.number = s.head";
    }
    // The bits of `shape` are those of RowShape::packed.
    const std::string range = "substr(text, data_offset + 1, data_length)";
    return "DROP VIEW IF EXISTS events; CREATE VIEW events AS SELECT sequence, " +
           timeText("received") + " AS received, time_text AS time, " +
           nameText("type", NameKind::Type) + " AS type, " + nameText("source", NameKind::Source) +
           " AS source, id, " + nameText("subject", NameKind::Subject) + " AS subject, " +
           nameText("datacontenttype", NameKind::DataContentType) +
           R"( AS datacontenttype, dataschema,
    CASE shape >> 6 & 1 WHEN 0 THEN '0.3' ELSE '1.0' END AS specversion, extensions,
    CASE shape >> 11 & 7 WHEN 0 THEN NULL WHEN 1 THEN )" +
           range + " WHEN 3 THEN json_extract('\"' || CAST(" + range +
           " AS TEXT) || '\"', '$') ELSE CAST(" + range + R"( AS TEXT) END AS data,
    CASE shape >> 11 & 7 WHEN 0 THEN NULL WHEN 1 THEN 'raw' WHEN 2 THEN 'json' WHEN 3 THEN 'text'
        ELSE 'base64' END AS data_form, data_size,
    CASE shape & 7 WHEN 0 THEN 'binary' WHEN 1 THEN 'structured' WHEN 2 THEN 'batch'
        ELSE 'raw' END AS mode,
    CASE shape >> 7 & 15 WHEN 0 THEN 'http' WHEN 1 THEN 'websocket' WHEN 2 THEN 'import'
        WHEN 3 THEN 'reply' ELSE 'demo' END AS origin,
    )" + nameText("connection", NameKind::Connection) +
           " AS connection, remote, local, target, head_text AS head, text, seal FROM (" + rows +
           "); DROP VIEW IF EXISTS refusals; CREATE VIEW refusals AS SELECT number, after, " +
           timeText("received") +
           " AS received, status, rule, title, detail, fix, reference, place, connection, remote,"
           " local, head, body, cut, body_bytes, seal FROM refusal_rows;";
}

} // namespace core::schema
