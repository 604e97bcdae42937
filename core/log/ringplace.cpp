// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/ringplace.h"

#include "core/log/capturefile.h"
#include "core/log/readablecapture.h"

#include <array>
#include <cstdio>
#include <random>
#include <utility>

namespace core {

namespace {

std::string quoted(const std::string &text)
{
    std::string sql = "'";
    for (const char character : text)
        sql += character == '\'' ? "''" : std::string(1, character);
    return sql + '\'';
}

} // namespace

std::string newRingId()
{
    std::random_device random;
    std::array<char, 20> text{};
    std::snprintf(text.data(), text.size(), "%08x%08x", random(), random());
    return text.data();
}

std::string insertRingPlace(const RingPlace &place)
{
    std::string sql;
    const auto insert = [&sql](const std::string &key, const std::string &value) {
        sql += "INSERT OR REPLACE INTO meta VALUES('" + key + "', " + value + ");";
    };
    if (!place.ring.empty()) {
        insert("ring", quoted(place.ring));
        insert("ring_number", std::to_string(place.number));
        insert("ring_file", quoted(place.file));
        insert("ring_events_before", std::to_string(place.eventsBefore));
    }
    if (!place.previous.empty())
        insert("ring_previous", quoted(place.previous));
    if (place.headBefore)
        insert("head_before", quoted(place.headBefore->text()));
    return sql;
}

Result<RingPlace> loadRingPlace(SqliteDatabase &database)
{
    RingPlace place;
    SqliteStatement select = database.prepare(
        "SELECT key, value FROM meta WHERE key GLOB 'ring*' OR key = 'head_before'");
    if (!select)
        return tl::unexpected(database.error());
    while (select.step()) {
        const std::string_view key = select.text(0);
        if (key == "ring")
            place.ring = select.text(1);
        else if (key == "ring_number")
            place.number = select.count(1);
        else if (key == "ring_file")
            place.file = select.text(1);
        else if (key == "ring_previous")
            place.previous = select.text(1);
        else if (key == "ring_events_before")
            place.eventsBefore = select.count(1);
        else if (key == "ring_next")
            place.next = select.text(1);
        else if (key == "head_before") {
            const auto head = NotedHead::parse(select.text(1));
            if (!head)
                return fail(Error::Kind::Damaged,
                            database.file().string() +
                                ": the head it goes on from cannot be one; it was changed by "
                                "another program: restore it from a copy");
            place.headBefore = *head;
        }
    }
    if (select.isFailed())
        return tl::unexpected(database.error());
    return place;
}

Result<RingPlace> readRingPlace(const std::filesystem::path &file)
{
    const auto capture = openReadable(file);
    if (!capture)
        return tl::unexpected(capture.error());
    return loadRingPlace(*capture->database);
}

bool storeNext(SqliteDatabase &database, const std::string &next)
{
    return database.execute("INSERT OR REPLACE INTO meta VALUES('ring_next', " + quoted(next) +
                            ")");
}

Result<void> finishFileOfRing(const std::filesystem::path &file, const std::string &next)
{
    const auto capture = CaptureFile::open(file, {});
    if (!capture)
        return tl::unexpected(capture.error());
    if (!storeNext((*capture)->database(), next))
        return tl::unexpected((*capture)->database().error());
    return {};
}

} // namespace core
