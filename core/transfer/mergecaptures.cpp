// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/mergecaptures.h"

#include "core/disk/sqlitedatabase.h"
#include "core/log/capturereader.h"
#include "core/transfer/intakefeed.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

namespace core {

namespace {

constexpr std::uintmax_t SqliteHeaderBytes = 100; ///< an empty file would pass as an empty database
constexpr std::size_t MaxMessageEvents = 1000;
constexpr std::size_t MaxMessageBytes = 1 * MiB;

/// One capture, read page by page up to the event that was its newest in the beginning.
class Input {
public:
    static Result<std::unique_ptr<Input>> open(const std::filesystem::path &file)
    {
        auto reader = CaptureReader::open(file);
        if (!reader)
            return tl::unexpected(reader.error());
        const auto newest = (*reader)->last();
        if (!newest)
            return tl::unexpected(newest.error());
        auto marks = (*reader)->marks();
        if (!marks)
            return tl::unexpected(marks.error());
        std::unique_ptr<Input> input(new Input(file, std::move(*reader), *newest));
        input->m_marks = std::move(*marks);
        if (const auto read = input->readPage({1}); !read)
            return tl::unexpected(read.error());
        if (!input->isAtEnd())
            input->m_count = newest->value - input->front().sequence.value + 1;
        return input;
    }

    bool isAtEnd() const { return m_at == m_page.size(); }
    const StoredEvent &front() const { return m_page[m_at]; }
    std::uint64_t count() const { return m_count; }
    const std::string &name() const { return m_name; }
    const Marks &marks() const { return m_marks; }

    /// Takes the event at the front. The next one may have to be read.
    Result<void> take(StoredEvent &taken)
    {
        taken = std::move(m_page[m_at++]);
        if (m_at < m_page.size() || taken.sequence >= m_newest)
            return {};
        return readPage({taken.sequence.value + 1});
    }

private:
    Input(const std::filesystem::path &file, std::unique_ptr<CaptureReader> reader,
          EventSequence newest)
        : m_name(file.string())
        , m_reader(std::move(reader))
        , m_newest(newest)
    {
    }

    Result<void> readPage(EventSequence first)
    {
        auto page = m_reader->read(first);
        if (!page)
            return tl::unexpected(page.error());
        m_page = std::move(*page);
        std::erase_if(m_page,
                      [this](const StoredEvent &stored) { return stored.sequence > m_newest; });
        m_at = 0;
        return {};
    }

    const std::string m_name;
    const std::unique_ptr<CaptureReader> m_reader;
    const EventSequence m_newest;
    Marks m_marks;
    std::uint64_t m_count = 0;
    std::vector<StoredEvent> m_page;
    std::size_t m_at = 0;
};

/// The input whose next event is the oldest, the first of those that are equal; nullptr at the end of all.
Input *oldest(const std::vector<std::unique_ptr<Input>> &inputs)
{
    Input *found = nullptr;
    for (const auto &input : inputs) {
        if (!input->isAtEnd() && (!found || input->front().received < found->front().received))
            found = input.get();
    }
    return found;
}

/// Events that came together stay together: their head is stored once, and they need one receipt.
bool belongsTo(const Message &message, const StoredEvent &stored, const std::string &connection)
{
    return !message.events.empty() && message.events.size() < MaxMessageEvents &&
           message.body.size() + stored.text.size() <= MaxMessageBytes &&
           message.received == stored.received && message.connection == connection &&
           message.mode == stored.mode && message.format == stored.format &&
           message.head == stored.head && message.remote == stored.remote &&
           message.local == stored.local && message.target == stored.target;
}

void add(Message &message, StoredEvent &&stored, const std::string &connection)
{
    if (message.events.empty()) {
        message.origin = OriginKind::Import;
        message.mode = stored.mode;
        message.format = stored.format;
        message.received = stored.received;
        message.connection = connection;
        message.remote = std::move(stored.remote);
        message.local = std::move(stored.local);
        message.target = std::move(stored.target);
        message.head = std::move(stored.head);
    }
    message.events.push_back({std::move(stored.event),
                              {static_cast<std::uint32_t>(message.body.size()),
                               static_cast<std::uint32_t>(stored.text.size())}});
    message.body += stored.text;
}

} // namespace

Result<Imported> mergeCaptures(const std::vector<std::filesystem::path> &files, Intake &output,
                               ProgressMeter &progress, const std::stop_token &stop)
{
    std::vector<std::unique_ptr<Input>> inputs;
    std::uint64_t total = 0;
    for (const std::filesystem::path &file : files) {
        auto input = Input::open(file);
        if (!input)
            return tl::unexpected(input.error());
        total += (*input)->count();
        inputs.push_back(std::move(*input));
    }
    progress.begin(total);
    Imported imported;
    IntakeFeed feed(output, stop);
    Message message;
    std::vector<BroughtMark> marks; // of the message
    std::uint64_t done = 0;
    const auto flush = [&] {
        if (!message.events.empty())
            static_cast<void>(feed.push(
                AppendMessage{std::exchange(message, {}), {}, {}, std::exchange(marks, {})}));
        progress.advance(done, done);
    };
    while (Input *input = feed.isOpen() ? oldest(inputs) : nullptr) {
        StoredEvent stored;
        if (const auto taken = input->take(stored); !taken) {
            // What was taken is whole; what should follow cannot be read.
            imported.end = Imported::End::Failed;
            imported.problem = taken.error().detail;
        }
        if (!belongsTo(message, stored, input->name()))
            flush();
        if (const Mark *mark = input->marks().find(stored.sequence))
            marks.push_back({message.events.size(), mark->isMarked, mark->note});
        add(message, std::move(stored), input->name());
        ++done;
        if (imported.end == Imported::End::Failed)
            break;
    }
    if (feed.isOpen())
        flush();
    feed.settle();
    imported.events = feed.kept();
    imported.refused = feed.refused();
    if (!feed.problem().empty()) {
        imported.end = Imported::End::Failed;
        imported.problem = feed.problem();
    } else if (imported.end == Imported::End::Done && stop.stop_requested()) {
        imported.end = Imported::End::Cancelled;
    }
    return imported;
}

bool looksLikeCapture(const std::filesystem::path &file)
{
    // Asks SQLite: whoever opens and closes a database by other means drops the locks that this process has on it.
    std::error_code code;
    if (!std::filesystem::is_regular_file(file, code) ||
        std::filesystem::file_size(file, code) < SqliteHeaderBytes)
        return false;
    auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadOnly);
    return database && (*database)->integer("PRAGMA application_id").has_value();
}

} // namespace core
