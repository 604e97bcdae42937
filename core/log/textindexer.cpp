// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/textindexer.h"

#include "core/base/threadpriority.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

/// Few rows at a time: where processors are few this thread may be stopped in the middle of a page.
constexpr std::uint64_t PageRows = 64;

} // namespace

TextIndexer::TextIndexer(std::filesystem::path file, const Columns &columns, Intake &intake,
                         std::uint64_t number)
    : m_file(std::move(file))
    , m_columns(columns)
    , m_intake(intake)
    , m_number(number)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

TextIndexer::~TextIndexer()
{
    m_thread.request_stop();
    m_thread.join();
}

void TextIndexer::run(const std::stop_token &stop)
{
    goBehindOthers(Background::Index);
    std::uint64_t seen = 0;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_for(lock, stop, Pause, [] { return false; });
        }
        if (stop.stop_requested())
            return;
        const std::uint64_t blocks = m_columns.published() / ColumnBlock::Rows;
        if (blocks != seen && makeMissing(stop))
            seen = blocks;
    }
}

/// False: some are left for the next time.
bool TextIndexer::makeMissing(const std::stop_token &stop)
{
    if (!m_reader) {
        auto opened = SearchReader::open(m_file);
        if (!opened)
            return false; // whatever it is, others say it; searches read everything
        m_reader = std::move(*opened);
    }
    // Where many events come in, one block each time: they need the processors more.
    const std::uint64_t busy = m_columns.published() + ColumnBlock::Rows;
    bool isAll = true;
    for (const std::uint64_t block : m_reader->blocksWithoutSignature()) {
        if (stop.stop_requested() || m_columns.published() > busy)
            return false;
        if (!m_handed.contains(block) && make(block, stop)) {
            LogCommand command = StoreTextSignature{block, m_number, m_maker.finish(), nullptr, {}};
            m_handed.insert(block);
            if (m_intake.push(std::move(command)) != Intake::Pushed::Taken) {
                m_handed.erase(block);
                isAll = false;
            }
        } else {
            static_cast<void>(m_maker.finish()); // what was begun is dropped
        }
    }
    return isAll;
}

/// False: not all of its rows could be read. A signature that lacks one would hide it.
bool TextIndexer::make(std::uint64_t block, const std::stop_token &stop)
{
    const std::uint64_t begin = block * ColumnBlock::Rows;
    const std::uint64_t last = begin + ColumnBlock::Rows; // sequence number
    SearchedFields fields;
    std::uint64_t next = std::max(begin, m_columns.first()) + 1;
    while (next <= last) {
        if (stop.stop_requested())
            return false;
        const std::uint64_t end = std::min(last, next + PageRows - 1);
        std::uint64_t expected = next;
        const auto add = [&](const SearchedRow &row) {
            if (row.sequence != expected)
                return; // those before it are gone
            for (const std::string_view field : fields.of(row))
                m_maker.add(row.sequence - 1 - begin, field);
            ++expected;
        };
        const auto read = m_reader->read(next, end, SearchReader::Names::Read, add);
        if (!read || (expected != *read && m_columns.first() < end))
            return false;
        next = *read;
    }
    return true;
}

} // namespace core
