// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/cesql/expression.h"
#include "core/event/cloudevent.h"
#include "core/event/message.h"
#include "core/log/capturereader.h"
#include "core/ring/servedlog.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Some events of the log in their order, each in the same format (encodeEvent; in JSON that is one line). A plain value;
/// where it is shared it is not changed any more.
///
/// Events are numbered through all files of a ring: number = events of the files before + sequence number. In a capture
/// that is one file it is the sequence number.
struct EventPage {
    struct Line {
        std::uint64_t number = 0;
        SpecVersion version = SpecVersion::V10;
        std::size_t offset = 0; ///< in `text`
        std::size_t length = 0;
        bool hasForm = true; ///< false: the format has none for events of that version
        bool operator==(const Line &) const = default;
    };
    std::uint64_t after = 0; ///< it was asked for what comes behind this number
    /// Whatever there is up to this number is in it: what lies between and has no line has been evicted, or was not
    /// wanted.
    std::uint64_t last = 0;
    std::uint64_t firstFound =
        0;                    ///< the first event that was there, in it or not; 0: there was none
    std::uint64_t newest = 0; ///< number of the newest event of the log when it was read
    bool isChosen = false; ///< by an expression: from firstFound on, what has no line did not pass
    EventFormat format = EventFormat::Json;
    std::string text;
    std::vector<Line> lines;

    std::string_view textOf(const Line &line) const
    {
        return std::string_view(text).substr(line.offset, line.length);
    }
    /// Those behind `number`: a page may have been read for somebody who was further back.
    std::span<const Line> behind(std::uint64_t number) const;
    /// Whether who has seen everything up to `number` finds here what comes next.
    bool continues(std::uint64_t number) const { return after <= number && number < last; }
    bool operator==(const EventPage &) const = default;
};

/// Reads the log by number, a page at a time, through all files of a ring: those that ended in earlier runs, too. Holds no
/// transaction between pages, and after `rest` no file. One thread at a time.
class LogPages {
public:
    /// A page ends with the event with which its text has more than this.
    static constexpr std::size_t PageBytes = 512 * KiB;

    explicit LogPages(ServedLog log);
    ~LogPages();

    /// What comes behind number `after`, at most CaptureReader::MaxPageRows; `last` is `after` if there is nothing yet,
    /// or if the log has never come that far. With an expression only what passes is in it,
    /// and it ends after CaptureReader::MaxPageTime of looking. Errors: those of
    /// CaptureReader.
    [[nodiscard]] Result<EventPage> read(std::uint64_t after,
                                         EventFormat format = EventFormat::Json,
                                         const cesql::Expression *where = nullptr);
    /// Closes all files.
    void rest();

private:
    struct File {
        std::filesystem::path path;
        std::uint64_t before = 0;
    };
    struct Open {
        std::filesystem::path path;
        std::unique_ptr<CaptureReader> reader;
    };

    using Where = const cesql::Expression *;
    [[nodiscard]] Result<void> readCurrent(const ServedLog::Current &now, Where where,
                                           EventPage &page);
    [[nodiscard]] Result<void> readEnded(const ServedLog::Current &now, Where where,
                                         EventPage &page);
    void listEnded(const ServedLog::Current &now);
    [[nodiscard]] Result<CaptureReader *> open(const std::filesystem::path &path);
    /// Into `page`, whose numbers begin behind `before`; answers whether there was anything.
    [[nodiscard]] Result<bool> readFile(const File &file, std::uint64_t first, std::size_t limit,
                                        Where where, EventPage &page);

    const ServedLog m_log;
    std::filesystem::path m_current; ///< the file that was written at the last look
    std::vector<File> m_ended;       ///< those of the ring before it
    std::vector<Open> m_open;
};

} // namespace core
