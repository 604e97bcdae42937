// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;
struct evp_md_ctx_st;
struct evp_md_st;

namespace bench {

/// What a capture keeps of one event, from whatever it was parsed from.
struct PlainRow {
    std::string_view id;
    std::string_view type;
    std::string_view source;
    std::string_view subject;
    std::string_view contentType;
    std::string_view time;
    std::string_view head; ///< of its message; empty: as that of the row before
    std::string_view text;
    std::uint32_t dataOffset = 0;
};

/// The rows of a capture and, if wanted, its seals, written straight into SQLite with the settings
/// of the log: the yardstick for durable ingest. No duplicates, no columns, no retention, no
/// reader. What goes wrong ends the program.
class RowStore {
public:
    enum class Seals { None, PerCommit };
    /// When its WAL is moved into the file: now and then, as if nobody cared how long it gets; or as SQLite does it where
    /// nobody says anything, each 1000 pages.
    enum class Checkpoints { Rare, AsSqliteDoes };
    RowStore(const std::string &file, Seals seals, Checkpoints checkpoints);
    ~RowStore();
    RowStore(const RowStore &) = delete;
    RowStore &operator=(const RowStore &) = delete;

    void begin();
    void insert(const PlainRow &row);
    /// Seals what was inserted since begin(), and returns when it is durable.
    void commit();

private:
    void execute(const char *sql);
    sqlite3_stmt *prepare(const char *sql);
    void run(sqlite3_stmt *statement);
    std::int64_t code(int kind, std::string_view text);
    void seal(std::string_view bytes);

    const bool m_isSealed;
    const bool m_isLeftToSqlite;
    sqlite3 *m_database = nullptr;
    sqlite3_stmt *m_event = nullptr;
    sqlite3_stmt *m_head = nullptr;
    sqlite3_stmt *m_name = nullptr;
    sqlite3_stmt *m_seal = nullptr;
    std::array<std::unordered_map<std::string, std::int64_t>, 5> m_codes; ///< by kind
    std::string m_key;                                                    ///< kept for its memory
    std::int64_t m_sequence = 0;
    std::int64_t m_first = 0; ///< sequence number, of this commit
    std::int64_t m_heads = 0;
    std::int64_t m_seals = 0;
    std::uint64_t m_commits = 0;
    evp_md_ctx_st *m_hash = nullptr;
    evp_md_st *m_sha256 = nullptr;
    std::string m_lastSeal;
    std::string m_lastHead;
};

} // namespace bench
