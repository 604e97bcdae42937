// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rowstore.h"

#include "core/log/schema.h"

#include <openssl/evp.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace bench {

namespace {

/// Between two checkpoints; they run in the writer's thread here, there is no other.
constexpr std::uint64_t CommitsPerCheckpoint = 4000;

void bindText(sqlite3_stmt *statement, int parameter, std::string_view text)
{
    sqlite3_bind_text(statement, parameter, text.data(), static_cast<int>(text.size()),
                      SQLITE_STATIC);
}

} // namespace

RowStore::RowStore(const std::string &file, Seals seals, Checkpoints checkpoints)
    : m_isSealed(seals == Seals::PerCommit)
    , m_isLeftToSqlite(checkpoints == Checkpoints::AsSqliteDoes)
{
    if (sqlite3_open(file.c_str(), &m_database) != SQLITE_OK)
        std::exit(3);
    execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
    if (!m_isLeftToSqlite)
        execute("PRAGMA wal_autocheckpoint=0;");
    execute((core::schema::fixedTables() + core::schema::segmentTables(1)).c_str());
    m_event = prepare("INSERT INTO segment_1 VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)");
    m_head = prepare("INSERT INTO heads_1 VALUES(?,?,?,?,?)");
    m_name = prepare("INSERT INTO names VALUES(?,?,?)");
    m_seal = prepare("INSERT INTO seals_1 VALUES(?,?,?,NULL,NULL,NULL,?)");
    m_hash = EVP_MD_CTX_new();
    m_sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
}

RowStore::~RowStore()
{
    for (sqlite3_stmt *statement : {m_event, m_head, m_name, m_seal})
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
    EVP_MD_free(m_sha256);
    EVP_MD_CTX_free(m_hash);
}

void RowStore::begin()
{
    execute("BEGIN");
    ++m_seals;
    m_first = m_sequence + 1;
    if (m_isSealed) {
        EVP_DigestInit_ex(m_hash, m_sha256, nullptr);
        seal(m_lastSeal);
    }
}

void RowStore::insert(const PlainRow &row)
{
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    if (!row.head.empty() && row.head != m_lastHead) {
        m_lastHead = row.head;
        sqlite3_bind_int64(m_head, 1, ++m_heads);
        bindText(m_head, 2, "127.0.0.1:51824");
        bindText(m_head, 3, "127.0.0.1:8080");
        bindText(m_head, 4, "/");
        bindText(m_head, 5, row.head);
        run(m_head);
    }
    sqlite3_bind_int64(m_event, 1, ++m_sequence);
    sqlite3_bind_int64(m_event, 2, m_seals);
    sqlite3_bind_int64(m_event, 3, now.count());
    sqlite3_bind_int64(m_event, 4, now.count());
    bindText(m_event, 5, row.time);
    bindText(m_event, 6, row.id);
    int kind = 1; // core::schema::NameKind, in the order of the columns
    for (const std::string_view name : {row.type, row.source, row.subject, row.contentType,
                                        std::string_view("http://127.0.0.1:8080")}) {
        sqlite3_bind_int64(m_event, 6 + kind, code(kind, name));
        ++kind;
    }
    sqlite3_bind_int64(m_event, 14, 0);
    sqlite3_bind_int64(m_event, 15, m_heads);
    sqlite3_bind_int64(m_event, 16, row.dataOffset);
    sqlite3_bind_int64(m_event, 17, static_cast<std::int64_t>(row.text.size() - row.dataOffset));
    sqlite3_bind_int64(m_event, 18, static_cast<std::int64_t>(row.text.size() - row.dataOffset));
    sqlite3_bind_blob(m_event, 19, row.text.data(), static_cast<int>(row.text.size()),
                      SQLITE_STATIC);
    run(m_event);
    if (m_isSealed) {
        for (const std::string_view part : {row.id, row.type, row.source, row.subject,
                                            row.contentType, row.time, row.head, row.text})
            seal(part);
    }
}

void RowStore::commit()
{
    if (m_isSealed) {
        m_lastSeal.resize(32);
        EVP_DigestFinal_ex(m_hash, reinterpret_cast<unsigned char *>(m_lastSeal.data()), nullptr);
        sqlite3_bind_int64(m_seal, 1, m_seals);
        sqlite3_bind_int64(m_seal, 2, m_first);
        sqlite3_bind_int64(m_seal, 3, m_sequence);
        sqlite3_bind_blob(m_seal, 4, m_lastSeal.data(), 32, SQLITE_STATIC);
        run(m_seal);
    }
    execute("COMMIT");
    if (!m_isLeftToSqlite && ++m_commits % CommitsPerCheckpoint == 0)
        sqlite3_wal_checkpoint_v2(m_database, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void RowStore::execute(const char *sql)
{
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(m_database));
        std::exit(3);
    }
}

sqlite3_stmt *RowStore::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(m_database));
        std::exit(3);
    }
    return statement;
}

void RowStore::run(sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE) {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(m_database));
        std::exit(3);
    }
    sqlite3_reset(statement);
}

std::int64_t RowStore::code(int kind, std::string_view text)
{
    auto &codes = m_codes[static_cast<std::size_t>(kind - 1)];
    m_key.assign(text);
    const auto [entry, isNew] =
        codes.try_emplace(m_key, static_cast<std::int64_t>(codes.size()) + 2);
    if (isNew) {
        sqlite3_bind_int64(m_name, 1, kind);
        sqlite3_bind_int64(m_name, 2, entry->second);
        bindText(m_name, 3, entry->first);
        run(m_name);
    }
    return entry->second;
}

void RowStore::seal(std::string_view bytes)
{
    const std::uint64_t length = bytes.size();
    EVP_DigestUpdate(m_hash, &length, sizeof(length));
    EVP_DigestUpdate(m_hash, bytes.data(), bytes.size());
}

} // namespace bench
