// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/columns/columns.h"

#include <QtGlobal>

namespace core {

namespace {

// RowShape::packed, from the lowest bit. Stored in captures: never renumber.
constexpr unsigned FormatShift = 3;
constexpr unsigned SpecVersionShift = 6;
constexpr unsigned OriginShift = 7;
constexpr unsigned DataFormShift = 11;

unsigned bits(std::uint16_t packed, unsigned shift, unsigned width)
{
    return (unsigned{packed} >> shift) & ((1U << width) - 1U);
}

std::uint16_t shortCode(ValueCode code)
{
    return static_cast<std::uint16_t>(
        code <= std::numeric_limits<std::uint16_t>::max() ? code : OtherCode);
}

} // namespace

std::uint16_t RowShape::packed() const
{
    return static_cast<std::uint16_t>(static_cast<unsigned>(mode) |
                                      static_cast<unsigned>(format) << FormatShift |
                                      static_cast<unsigned>(specVersion) << SpecVersionShift |
                                      static_cast<unsigned>(origin) << OriginShift |
                                      static_cast<unsigned>(dataForm) << DataFormShift);
}

RowShape RowShape::unpack(std::uint16_t packed)
{
    return {static_cast<ContentMode>(bits(packed, 0, 3)),
            static_cast<EventFormat>(bits(packed, FormatShift, 3)),
            static_cast<SpecVersion>(bits(packed, SpecVersionShift, 1)),
            static_cast<OriginKind>(bits(packed, OriginShift, 4)),
            static_cast<DataForm>(bits(packed, DataFormShift, 5))};
}

bool RowShape::isKnown() const
{
    return mode <= ContentMode::Raw && format <= EventFormat::Avro && origin <= OriginKind::Demo &&
           dataForm <= DataForm::AvroValue;
}

void ColumnBlock::set(std::size_t i, const Row &row)
{
    received[i] = row.received;
    time[i] = row.time;
    type[i] = row.type;
    source[i] = row.source;
    subject[i] = row.subject;
    size[i] = row.size;
    contentType[i] = shortCode(row.contentType);
    connection[i] = shortCode(row.connection);
    shape[i] = row.shape.packed();
    findings[i] = row.findings;
}

Columns::Columns(std::size_t dictionaryBytes)
    : types(dictionaryBytes / 8)
    , sources(dictionaryBytes / 4)
    , subjects(dictionaryBytes / 2)
    , contentTypes(dictionaryBytes / 16)
    , connections(dictionaryBytes / 16)
    , m_table(MaxBlocks * sizeof(std::atomic<ColumnBlock *>))
    , m_blocks(static_cast<std::atomic<ColumnBlock *> *>(m_table.address()))
{
}

Columns::~Columns() = default;

Row Columns::row(std::uint64_t index) const
{
    Q_ASSERT(index < published());
    if (index < readable())
        return {};
    const ColumnBlock &columns = block(index / ColumnBlock::Rows);
    const std::size_t i = index % ColumnBlock::Rows;
    return {columns.received[i],    columns.time[i],       columns.type[i],
            columns.source[i],      columns.subject[i],    columns.size[i],
            columns.contentType[i], columns.connection[i], RowShape::unpack(columns.shape[i]),
            columns.findings[i]};
}

std::uint64_t Columns::waitForMore(std::uint64_t count, std::chrono::milliseconds timeout,
                                   const std::stop_token &stop) const
{
    const std::stop_callback wake(stop, [this] {
        {
            const std::lock_guard lock(m_mutex); // as in publish()
        }
        m_more.notify_all();
    });
    std::unique_lock lock(m_mutex);
    m_more.wait_for(lock, timeout,
                    [&] { return m_closed || published() > count || stop.stop_requested(); });
    return published();
}

void Columns::append(const Row &row)
{
    ColumnBlock &columns = ensureBlock(m_appended / ColumnBlock::Rows);
    columns.set(m_appended % ColumnBlock::Rows, row);
    ++m_appended;
}

void Columns::rollBack()
{
    m_appended = published();
}

void Columns::publish()
{
    m_published.store(m_appended, std::memory_order_release);
    {
        // Whoever looked before the store is now asleep, or will look again: no wake-up is lost.
        const std::lock_guard lock(m_mutex);
    }
    m_more.notify_all();
}

void Columns::evict(std::uint64_t first)
{
    Q_ASSERT(first <= published());
    if (first <= m_first)
        return;
    m_first.store(first, std::memory_order_release);
    const std::uint64_t block = first / ColumnBlock::Rows;
    if (block > EvictedBlocks)
        release((block - EvictedBlocks) * ColumnBlock::Rows);
}

void Columns::beginAt(std::uint64_t first)
{
    Q_ASSERT(m_appended == 0 && m_memory.empty());
    m_firstBlock = first / ColumnBlock::Rows;
    m_released = m_firstBlock;
    m_appended = first;
    m_first.store(first, std::memory_order_release);
    m_readable.store(first, std::memory_order_release);
    m_published.store(first, std::memory_order_release);
}

/// Says so first: whoever looks afterwards knows that what was read may be zeros.
void Columns::release(std::uint64_t readable)
{
    if (readable <= m_readable)
        return;
    m_readable.store(readable, std::memory_order_release);
    for (; (m_released + 1) * ColumnBlock::Rows <= readable; ++m_released)
        m_memory[m_released - m_firstBlock]->release();
}

/// The first block may have rows in front that have left the log.
ColumnBlock &Columns::nextWholeBlock()
{
    Q_ASSERT(m_appended % ColumnBlock::Rows == 0 || m_appended == m_first);
    return ensureBlock(m_appended / ColumnBlock::Rows);
}

void Columns::adopted()
{
    m_appended = (m_appended / ColumnBlock::Rows + 1) * ColumnBlock::Rows;
}

void Columns::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_more.notify_all();
}

bool Columns::isClosed() const
{
    const std::lock_guard lock(m_mutex);
    return m_closed;
}

ColumnBlock &Columns::ensureBlock(std::uint64_t blockIndex)
{
    Q_ASSERT(blockIndex < MaxBlocks);
    if (blockIndex - m_firstBlock == m_memory.size()) {
        m_memory.push_back(
            std::make_unique<AnonymousMemory>(sizeof(ColumnBlock), AnonymousMemory::Pages::Huge));
        m_blocks[blockIndex].store(static_cast<ColumnBlock *>(m_memory.back()->address()),
                                   std::memory_order_release);
    }
    return *m_blocks[blockIndex].load(std::memory_order_relaxed);
}

} // namespace core
