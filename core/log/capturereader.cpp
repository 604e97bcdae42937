// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturereader.h"

#include "core/log/extensionsjson.h"
#include "core/log/markstore.h"
#include "core/log/readablecapture.h"
#include "core/log/readablepart.h"
#include "core/log/refusalstore.h"
#include "core/log/schema.h"
#include "core/log/segment.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

/// Looking at the clock costs as much as a small row.
constexpr std::size_t RowsPerLookAtTheClock = 32;

std::string stringOf(const std::optional<std::string_view> &text)
{
    return std::string(text.value_or(std::string_view()));
}

std::optional<std::string> optionalOf(const std::optional<std::string_view> &text)
{
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

/// Nothing if the row cannot have been written by us.
std::optional<StoredEvent> eventOf(const SegmentRow &row, const HeadRow &head)
{
    if (!row.isNamed || !row.type.text || !row.source.text || !row.shape.isKnown() ||
        row.head != head.number ||
        std::uint64_t{row.data.offset} + row.data.length > row.text.size())
        return std::nullopt;
    StoredEvent stored;
    stored.sequence = EventSequence{row.sequence};
    stored.seal = row.seal;
    stored.received = WallTime(std::chrono::microseconds(row.received));
    stored.origin = row.shape.origin;
    stored.mode = row.shape.mode;
    stored.format = row.shape.format;
    stored.connection = stringOf(row.connection.text);
    stored.remote = head.remote;
    stored.local = head.local;
    stored.target = head.target;
    stored.head = head.head;
    stored.text = row.text;
    stored.findings = row.findings;
    CloudEvent &event = stored.event;
    event.specVersion = row.shape.specVersion;
    event.id = row.id;
    event.source = stringOf(row.source.text);
    event.type = stringOf(row.type.text);
    event.subject = optionalOf(row.subject.text);
    event.time = optionalOf(row.timeText);
    event.dataContentType = optionalOf(row.dataContentType.text);
    event.dataSchema = optionalOf(row.dataSchema);
    if (row.extensions) {
        auto extensions = parseExtensionsJson(*row.extensions);
        if (!extensions)
            return std::nullopt;
        event.extensions = std::move(*extensions);
    }
    event.dataForm = row.shape.dataForm;
    event.data = row.data;
    return stored;
}

} // namespace

CaptureReader::CaptureReader(std::unique_ptr<SqliteDatabase> database, std::int64_t version)
    : m_database(std::move(database))
    , m_unnamed(*m_database)
    , m_version(version)
{
}

CaptureReader::~CaptureReader()
{
    m_segment.reset(); // before its database
}

Result<std::unique_ptr<CaptureReader>> CaptureReader::open(const std::filesystem::path &file)
{
    auto capture = openReadable(file);
    if (!capture)
        return tl::unexpected(capture.error());
    return std::unique_ptr<CaptureReader>(
        new CaptureReader(std::move(capture->database), capture->version));
}

Result<std::unique_ptr<CaptureReader>> CaptureReader::openDamaged(const std::filesystem::path &file,
                                                                  const ReadablePart &part)
{
    auto capture = openReadable(file, Damage::Tolerate);
    if (!capture)
        return tl::unexpected(capture.error());
    std::unique_ptr<CaptureReader> reader(
        new CaptureReader(std::move(capture->database), capture->version));
    reader->m_isDamaged = true;
    reader->m_first = part.evicted + 1;
    reader->m_last = part.last.value;
    reader->m_lastRefusal = part.refusals;
    return reader;
}

/// One snapshot: a segment may be dropped between finding and reading it.
Result<std::vector<StoredEvent>> CaptureReader::read(EventSequence first, std::size_t limit)
{
    const Snapshot snapshot(*m_database);
    if (!snapshot.isOpen())
        return tl::unexpected(m_database->error());
    return readPage(first, limit);
}

Result<std::vector<StoredEvent>> CaptureReader::readPage(EventSequence first, std::size_t limit)
{
    std::vector<StoredEvent> events;
    first.value = std::max(first.value, m_first);
    if (first.value > m_last)
        return events;
    limit = std::min({limit, MaxPageRows, static_cast<std::size_t>(m_last - first.value) + 1});
    const auto deadline = std::chrono::steady_clock::now() + MaxPageTime;
    auto number = segmentOf(first);
    std::size_t bytes = 0;
    bool isFull = false;
    while (number && *number != 0 && events.size() < limit && !isFull) {
        if (const auto opened = openSegment(*number); !opened)
            return tl::unexpected(opened.error());
        m_segment->start(first.value, limit - events.size());
        SegmentRow row;
        HeadRow head;
        while (!isFull && m_segment->next(row, head)) {
            auto event = eventOf(row, head);
            if (!event) {
                m_segment->stop();
                return fail(
                    Error::Kind::Damaged,
                    m_database->file().string() + ": event " + std::to_string(row.sequence) +
                        " is damaged; restore the file from a copy, or go on behind this event");
            }
            bytes += event->text.size() + event->head.size();
            events.push_back(std::move(*event));
            isFull = bytes > MaxPageBytes || (events.size() % RowsPerLookAtTheClock == 0 &&
                                              std::chrono::steady_clock::now() >= deadline);
        }
        m_segment->stop();
        if (m_segment->isFailed())
            return tl::unexpected(m_database->error());
        number = segmentAfter(*number);
    }
    if (!number)
        return tl::unexpected(number.error());
    return events;
}

Result<std::optional<StoredEvent>> CaptureReader::event(EventSequence sequence)
{
    auto events = read(sequence, 1);
    if (!events)
        return tl::unexpected(events.error());
    if (events->empty() || events->front().sequence != sequence)
        return std::nullopt;
    return std::move(events->front());
}

Result<std::vector<StoredRefusal>> CaptureReader::refusals(std::uint64_t first, std::size_t limit)
{
    SqliteStatement select = m_database->prepare(
        "SELECT " + refusalColumns() + " FROM refusal_rows WHERE number >= ? AND number <= ?" +
        (m_version == schema::FirstVersion ? ""
                                           : " AND number >= (SELECT refusals_from FROM ledger)") +
        " ORDER BY number LIMIT ?");
    if (!select)
        return tl::unexpected(m_database->error());
    select.bind(1, first);
    select.bind(2, m_lastRefusal);
    select.bind(3, std::uint64_t{std::min(limit, MaxPageRows)});
    const auto deadline = std::chrono::steady_clock::now() + MaxPageTime;
    std::vector<StoredRefusal> refusals;
    while (select.step()) {
        refusals.push_back(refusalOf(select));
        if (refusals.size() % RowsPerLookAtTheClock == 0 &&
            std::chrono::steady_clock::now() >= deadline)
            return refusals;
    }
    if (select.isFailed())
        return tl::unexpected(m_database->error());
    return refusals;
}

Result<EventSequence> CaptureReader::unnamed(EventSequence first, EventSequence last,
                                             std::chrono::steady_clock::time_point until,
                                             const UnnamedVisitor &visit)
{
    return m_unnamed.read(first, last, until, visit);
}

Result<std::vector<RefusalPlace>> CaptureReader::refusalPlaces(std::uint64_t first,
                                                               std::size_t limit)
{
    const std::string from = m_version == schema::FirstVersion
                                 ? ""
                                 : " AND number >= (SELECT refusals_from FROM ledger)";
    SqliteStatement select =
        m_database->prepare("SELECT number, after FROM refusal_rows WHERE number BETWEEN ? AND ?" +
                            from + " ORDER BY number LIMIT ?");
    if (!select)
        return tl::unexpected(m_database->error());
    select.bind(1, first);
    select.bind(2, m_lastRefusal);
    select.bind(3, std::uint64_t{limit});
    std::vector<RefusalPlace> places;
    while (select.step())
        places.push_back({select.count(0), EventSequence{select.count(1)}});
    if (select.isFailed())
        return tl::unexpected(m_database->error());
    return places;
}

Result<Marks> CaptureReader::marks()
{
    const Snapshot snapshot(*m_database);
    const auto newest = last();
    if (!newest)
        return tl::unexpected(newest.error());
    const auto evicted = m_database->integer("SELECT evicted FROM ledger");
    const auto first = static_cast<std::uint64_t>(evicted.value_or(0)) + 1;
    auto marks = loadMarks(*m_database, EventSequence{std::max(m_first, first)}, *newest);
    return m_isDamaged && !marks ? Marks() : marks;
}

Result<EventSequence> CaptureReader::last()
{
    if (m_isDamaged)
        return EventSequence{m_last};
    const auto last = m_database->integer("SELECT kept + evicted FROM ledger");
    if (!last)
        return tl::unexpected(m_database->error());
    return EventSequence{static_cast<std::uint64_t>(*last)};
}

Result<void> CaptureReader::openSegment(std::uint64_t number)
{
    if (m_segment && m_number == number)
        return {};
    auto segment = std::make_unique<SegmentReader>();
    if (!segment->open(*m_database, number, m_version))
        return tl::unexpected(m_database->error());
    m_segment = std::move(segment);
    m_number = number;
    return {};
}

Result<std::uint64_t> CaptureReader::segmentOf(EventSequence sequence)
{
    const std::string wanted = std::to_string(sequence.value);
    // The oldest that is there for numbers below it.
    const auto number = m_database->integer(
        "SELECT coalesce((SELECT number FROM segments WHERE first <= " + wanted +
        " ORDER BY number DESC LIMIT 1), (SELECT min(number) FROM segments), 0)");
    if (!number)
        return tl::unexpected(m_database->error());
    return static_cast<std::uint64_t>(*number);
}

Result<std::uint64_t> CaptureReader::segmentAfter(std::uint64_t number)
{
    const auto next =
        m_database->integer("SELECT coalesce((SELECT min(number) FROM segments WHERE number > " +
                            std::to_string(number) + "), 0)");
    if (!next)
        return tl::unexpected(m_database->error());
    return static_cast<std::uint64_t>(*next);
}

} // namespace core
