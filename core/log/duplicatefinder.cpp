// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/duplicatefinder.h"

#include "core/event/findings.h"
#include "core/log/readablecapture.h"
#include "core/log/schema.h"

#include <algorithm>

namespace core {

DuplicateFinder::DuplicateFinder(SqliteDatabase &database, const Columns &columns,
                                 const SegmentList &segments)
    : m_database(database)
    , m_columns(columns)
    , m_segments(segments)
{
}

DuplicateFinder::~DuplicateFinder() = default;

Result<void> DuplicateFinder::load(std::uint64_t first, std::uint64_t last)
{
    const std::string selectSeed = "SELECT value FROM meta WHERE key = 'hash_seed'";
    auto seed = m_database.integer(selectSeed);
    if (!seed) { // begun by a version that kept no hashes
        if (!m_database.execute("BEGIN IMMEDIATE;" + schema::eventHashes() + "COMMIT"))
            return tl::unexpected(m_database.error());
        seed = m_database.integer(selectSeed);
    }
    m_insert = m_database.prepare("INSERT OR REPLACE INTO event_hashes VALUES(?,?)");
    if (!seed || !m_insert)
        return tl::unexpected(m_database.error());
    m_index.emplace(static_cast<std::uint64_t>(*seed));
    m_nextBlock = m_storedBlock = last / ColumnBlock::Rows;
    m_loading =
        std::jthread([this, first, last, file = m_database.file()](const std::stop_token &stop) {
            if (const auto capture = openReadable(file))
                static_cast<void>(m_index->load(*capture->database, first, last, stop));
        });
    return {};
}

void DuplicateFinder::announce(const Message &message)
{
    if (isLoading())
        m_loading.join();
    m_announced.clear();
    for (const ReceivedEvent &received : message.events) {
        const CloudEvent &event = received.event;
        const std::string_view text =
            std::string_view(message.body).substr(received.text.offset, received.text.length);
        const EventHashes hashes =
            hashEvent(m_index->seed(), event.source, event.id, event.type, event.subject,
                      text.substr(event.data.offset, event.data.length));
        m_index->prefetch(hashes);
        m_announced.push_back(hashes);
    }
}

std::uint16_t DuplicateFinder::find(const SegmentRow &row, std::size_t index)
{
    const EventHashes &hashes = m_announced[index];
    std::uint16_t findings = 0;
    m_compared.reset();
    m_index->add(
        hashes, row.sequence - 1, m_columns.first(),
        [&](std::uint64_t earlier) {
            const bool isSame = compare(earlier, row, hashes).sameIdentity;
            findings |= isSame ? DuplicateFinding : 0;
            return isSame;
        },
        [&](std::uint64_t earlier) {
            const Likeness &likeness = compare(earlier, row, hashes);
            findings |= likeness.sameData && !likeness.sameIdentity ? SameDataFinding : 0;
            return likeness.sameData;
        });
    return findings;
}

const DuplicateFinder::Likeness &
DuplicateFinder::compare(std::uint64_t earlier, const SegmentRow &row, const EventHashes &hashes)
{
    if (!m_compared || m_compared->row != earlier) {
        const EventHashes *recent = m_index->recent(earlier);
        m_compared = recent ? Likeness{earlier, recent->identity == hashes.identity,
                                       recent->data == hashes.data}
                            : read(earlier, row);
    }
    return *m_compared;
}

/// A row that cannot be read is like none: whatever is wrong with the file is said by others.
DuplicateFinder::Likeness DuplicateFinder::read(std::uint64_t earlier, const SegmentRow &row)
{
    Likeness likeness{earlier};
    const std::uint64_t segment = m_segments.of(earlier + 1);
    if (segment != m_open && !m_reader.open(m_database, segment)) {
        m_open = 0;
        return likeness;
    }
    m_open = segment;
    m_reader.start(earlier + 1, 1);
    SegmentRow found;
    HeadRow head;
    if (m_reader.next(found, head) && found.sequence == earlier + 1 && found.isNamed) {
        const bool isSource = found.source.text == row.source.text;
        likeness.sameIdentity = isSource && found.id == row.id;
        likeness.sameData = isSource && found.type.text == row.type.text &&
                            found.subject.text == row.subject.text && dataOf(found) == dataOf(row);
    }
    m_reader.stop();
    return likeness;
}

bool DuplicateFinder::store()
{
    if (isLoading())
        return true;
    for (;; ++m_nextBlock) {
        const auto block = m_index->wholeBlock(m_nextBlock);
        if (!block)
            return true;
        m_insert.bind(1, m_nextBlock);
        m_insert.bindBlob(2, {reinterpret_cast<const char *>(block.get()), sizeof *block});
        if (!m_insert.run())
            return false;
    }
}

void DuplicateFinder::committed()
{
    if (isLoading())
        return;
    m_index->committed();
    m_storedBlock = m_nextBlock;
    // One more stays for comparing.
    m_index->forgetBefore(std::max<std::uint64_t>(m_storedBlock, 1) - 1);
}

void DuplicateFinder::rollBack()
{
    if (isLoading())
        return;
    m_index->rollBack();
    m_nextBlock = m_storedBlock;
}

} // namespace core
