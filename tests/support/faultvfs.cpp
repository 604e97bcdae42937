// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/faultvfs.h"

#include <sqlite3.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <sstream>
#include <string_view>
#include <utility>

namespace faultvfs {

namespace {

/// The one rule, and how far it has come.
class State {
public:
    void arm(Rule rule)
    {
        const std::lock_guard lock(m_mutex);
        m_rule = std::move(rule);
        m_isWaiting = !m_rule.after.empty();
        m_matches = 0;
        m_hasStruck = false;
        m_isArmed = true;
    }

    void disarm()
    {
        const std::lock_guard lock(m_mutex);
        m_isArmed = false;
    }

    std::uint64_t matches() const
    {
        const std::lock_guard lock(m_mutex);
        return m_matches;
    }

    bool hasStruck() const
    {
        const std::lock_guard lock(m_mutex);
        return m_hasStruck;
    }

    void begins(std::string_view statement)
    {
        if (!m_isArmed)
            return;
        statement.remove_prefix(std::min(statement.find_first_not_of(" \n"), statement.size()));
        const std::lock_guard lock(m_mutex);
        if (m_isWaiting && statement.starts_with(m_rule.after))
            m_isWaiting = false;
    }

    struct Strike {
        bool isTorn = false;
        int error = 0;
    };

    std::optional<Strike> look(Files file, Operations operation, std::int64_t offset)
    {
        if (!m_isArmed)
            return std::nullopt;
        const std::lock_guard lock(m_mutex);
        if (!m_isArmed || m_isWaiting || (m_rule.files & file) == 0 ||
            (m_rule.operations & operation) == 0 || (m_rule.offset && *m_rule.offset != offset))
            return std::nullopt;
        ++m_matches;
        if (m_matches < m_rule.number || (m_matches > m_rule.number && !m_rule.isLasting))
            return std::nullopt;
        m_hasStruck = true;
        return Strike{m_rule.isTorn, m_rule.error};
    }

private:
    mutable std::mutex m_mutex;
    std::atomic<bool> m_isArmed{false};
    Rule m_rule;
    bool m_isWaiting = false;
    std::uint64_t m_matches = 0;
    bool m_hasStruck = false;
};

/// Never destroyed: connections may be closed by destructors of statics.
State &state()
{
    static State *const one = new State;
    return *one;
}

sqlite3_vfs *realVfs = nullptr;

constexpr std::int64_t NoOffset = -1;

[[noreturn]] void killMyself()
{
    ::raise(SIGKILL);
    std::abort();
}

/// SQLITE_OK: let it pass.
int strike(Files file, Operations operation, std::int64_t offset = NoOffset)
{
    const auto found = state().look(file, operation, offset);
    if (!found)
        return SQLITE_OK;
    if (found->error == 0)
        killMyself();
    return found->error;
}

/// What SQLite holds of an open file; the file of the system lies behind it.
struct Layer {
    sqlite3_file base;
    Files file;
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

static_assert(sizeof(Layer) % 8 == 0); // as SQLite aligns it

Layer &layerOf(sqlite3_file *file)
{
    return *reinterpret_cast<Layer *>(file);
}

sqlite3_file *realOf(sqlite3_file *file)
{
    return layerOf(file).real();
}

int closeFile(sqlite3_file *file)
{
    return realOf(file)->pMethods->xClose(realOf(file));
}

int readFile(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset)
{
    const int code = strike(layerOf(file).file, Read, offset);
    if (code == SQLITE_IOERR_SHORT_READ)
        std::memset(bytes, 0, static_cast<std::size_t>(count));
    return code != SQLITE_OK ? code
                             : realOf(file)->pMethods->xRead(realOf(file), bytes, count, offset);
}

int writeFile(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset)
{
    const auto write = [&](int part) {
        return realOf(file)->pMethods->xWrite(realOf(file), bytes, part, offset);
    };
    const auto found = state().look(layerOf(file).file, Write, offset);
    if (!found)
        return write(count);
    if (found->isTorn)
        write(count / 2);
    if (found->error == 0)
        killMyself();
    return found->error;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const int code = strike(layerOf(file).file, Truncate);
    return code != SQLITE_OK ? code : realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    const int code = strike(layerOf(file).file, Sync);
    return code != SQLITE_OK ? code : realOf(file)->pMethods->xSync(realOf(file), flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lockFile(sqlite3_file *file, int level)
{
    return realOf(file)->pMethods->xLock(realOf(file), level);
}

int unlockFile(sqlite3_file *file, int level)
{
    return realOf(file)->pMethods->xUnlock(realOf(file), level);
}

int checkReserved(sqlite3_file *file, int *isReserved)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), isReserved);
}

int control(sqlite3_file *file, int what, void *argument)
{
    if (what == SQLITE_FCNTL_CKPT_START)
        state().begins("CHECKPOINT");
    // The answer of these two is not looked at by SQLite: only a kill makes a difference.
    if (what == SQLITE_FCNTL_CKPT_START || what == SQLITE_FCNTL_CKPT_DONE)
        static_cast<void>(strike(layerOf(file).file, Control));
    return realOf(file)->pMethods->xFileControl(realOf(file), what, argument);
}

int sectorSize(sqlite3_file *file)
{
    return realOf(file)->pMethods->xSectorSize(realOf(file));
}

int characteristics(sqlite3_file *file)
{
    return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file));
}

int mapIndex(sqlite3_file *file, int region, int size, int extend, void volatile **where)
{
    const int code = strike(layerOf(file).file, Map);
    return code != SQLITE_OK
               ? code
               : realOf(file)->pMethods->xShmMap(realOf(file), region, size, extend, where);
}

int lockIndex(sqlite3_file *file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}

void indexBarrier(sqlite3_file *file)
{
    realOf(file)->pMethods->xShmBarrier(realOf(file));
}

int unmapIndex(sqlite3_file *file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

constexpr sqlite3_io_methods Methods = {
    2, // without xFetch: nothing is read past this layer
    closeFile, readFile,   writeFile,     truncateFile, syncFile,   fileSize,
    lockFile,  unlockFile, checkReserved, control,      sectorSize, characteristics,
    mapIndex,  lockIndex,  indexBarrier,  unmapIndex,   nullptr,    nullptr,
};

Files kindOf(int flags)
{
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0)
        return MainFile;
    if ((flags & SQLITE_OPEN_WAL) != 0)
        return WalFile;
    return (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0 ? JournalFile : OtherFile;
}

Files kindOf(std::string_view name)
{
    if (name.ends_with("-wal"))
        return WalFile;
    return name.ends_with("-journal") ? JournalFile : MainFile;
}

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    auto *layer = new (file) Layer{{nullptr}, kindOf(flags)};
    if (const int code = strike(layer->file, Open); code != SQLITE_OK)
        return code;
    const int code = realVfs->xOpen(realVfs, name, layer->real(), flags, outFlags);
    if (layer->real()->pMethods)
        layer->base.pMethods = &Methods;
    return code;
}

int deleteFile(sqlite3_vfs *, const char *name, int syncFolder)
{
    const int code = strike(kindOf(std::string_view(name)), Delete);
    return code != SQLITE_OK ? code : realVfs->xDelete(realVfs, name, syncFolder);
}

int onStatement(unsigned, void *, void *, void *sql)
{
    state().begins(static_cast<const char *>(sql));
    return 0;
}

int watchStatements(sqlite3 *connection, const char **, const sqlite3_api_routines *)
{
    return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, onStatement, nullptr);
}

sqlite3_vfs &vfs()
{
    static sqlite3_vfs one = {};
    return one;
}

std::optional<unsigned> fileNamed(const std::string &word)
{
    constexpr std::array<std::pair<std::string_view, unsigned>, 4> Names{
        {{"main", MainFile}, {"wal", WalFile}, {"journal", JournalFile}, {"any", AnyFile}}};
    for (const auto &[name, value] : Names) {
        if (word == name)
            return value;
    }
    return std::nullopt;
}

std::optional<unsigned> operationNamed(const std::string &word)
{
    constexpr std::array<std::pair<std::string_view, unsigned>, 9> Names{{{"open", Open},
                                                                          {"read", Read},
                                                                          {"write", Write},
                                                                          {"truncate", Truncate},
                                                                          {"sync", Sync},
                                                                          {"delete", Delete},
                                                                          {"map", Map},
                                                                          {"control", Control},
                                                                          {"any", AnyOperation}}};
    for (const auto &[name, value] : Names) {
        if (word == name)
            return value;
    }
    return std::nullopt;
}

} // namespace

void install()
{
    sqlite3_initialize();
    realVfs = sqlite3_vfs_find(nullptr);
    vfs() = *realVfs;
    vfs().zName = "faulty";
    vfs().szOsFile = static_cast<int>(sizeof(Layer)) + realVfs->szOsFile;
    vfs().pNext = nullptr;
    vfs().xOpen = openFile;
    vfs().xDelete = deleteFile;
    sqlite3_vfs_register(&vfs(), 1);
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watchStatements));
}

void arm(Rule rule)
{
    state().arm(std::move(rule));
}

void disarm()
{
    state().disarm();
}

std::uint64_t matches()
{
    return state().matches();
}

bool hasStruck()
{
    return state().hasStruck();
}

std::optional<Rule> parseRule(const std::string &text)
{
    std::istringstream words(text);
    std::string action;
    std::string file;
    std::string operation;
    Rule rule;
    if (!(words >> action >> file >> operation >> rule.number))
        return std::nullopt;
    const auto files = fileNamed(file);
    const auto operations = operationNamed(operation);
    if ((action != "kill" && action != "tear") || !files || !operations)
        return std::nullopt;
    rule.isTorn = action == "tear";
    rule.files = *files;
    rule.operations = *operations;
    for (std::string word; words >> word;) {
        if (word == "offset") {
            std::int64_t offset = 0;
            if (!(words >> offset))
                return std::nullopt;
            rule.offset = offset;
        } else if (word == "after") {
            std::getline(words >> std::ws, rule.after);
        } else {
            return std::nullopt;
        }
    }
    return rule;
}

} // namespace faultvfs
