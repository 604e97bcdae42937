// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/searchreader.h"

#include "core/log/capturereader.h"
#include "core/log/readablecapture.h"
#include "core/log/schema.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace core {

namespace {

/// Looking at the clock costs as much as a small row.
constexpr std::size_t RowsPerLookAtTheClock = 32;

/// The text of a dictionary column that has no code.
std::string_view nameWithoutCode(const SqliteStatement &select, int column)
{
    return select.isInteger(column) ? std::string_view() : select.text(column);
}

} // namespace

SearchReader::SearchReader(std::unique_ptr<SqliteDatabase> database)
    : m_database(std::move(database))
    , m_selectSignature(m_database->prepare("SELECT data FROM text_signatures WHERE number = ?"))
{
}

Result<std::unique_ptr<SearchReader>> SearchReader::open(const std::filesystem::path &file)
{
    auto capture = openReadable(file);
    if (!capture)
        return tl::unexpected(capture.error());
    return std::unique_ptr<SearchReader>(new SearchReader(std::move(capture->database)));
}

Result<std::uint64_t> SearchReader::read(std::uint64_t first, std::uint64_t last, Names names,
                                         const Visit &visit)
{
    const auto deadline = std::chrono::steady_clock::now() + CaptureReader::MaxPageTime;
    std::size_t rows = 0;
    bool isListNew = false;
    const auto renewList = [&] {
        const bool wasOld = !isListNew;
        isListNew = true;
        return wasOld && loadSegments();
    };
    if (m_segments.empty() && !renewList())
        return tl::unexpected(m_database->error());
    while (first <= last && !m_segments.empty()) {
        const std::size_t index = segmentOf(first);
        const bool isNewest = index + 1 == m_segments.size();
        const std::uint64_t end = isNewest ? last : std::min(last, m_segments[index + 1].first - 1);
        first = std::max(first, m_segments[index].first);
        bool isRead = openSegment(m_segments[index].number, names);
        if (isRead) {
            m_select.bind(1, first);
            m_select.bind(2, end);
            while (m_select.step()) {
                const SearchedRow found = row();
                first = found.sequence + 1;
                visit(found);
                ++rows;
                if (rows == CaptureReader::MaxPageRows ||
                    (rows % RowsPerLookAtTheClock == 0 &&
                     std::chrono::steady_clock::now() >= deadline)) {
                    m_select.reset();
                    return first;
                }
            }
            isRead = !m_select.isFailed();
        }
        if (!isRead) {
            // Gone meanwhile, as segments do; or really unreadable.
            const Error error = m_database->error();
            const std::uint64_t number = std::exchange(m_number, 0);
            m_select = {};
            if (!renewList() ||
                std::any_of(m_segments.begin(), m_segments.end(),
                            [number](const Segment &segment) { return segment.number == number; }))
                return tl::unexpected(error);
        } else if (first > last) {
            break;
        } else if (!isNewest) {
            first = end + 1;
        } else if (isListNew) {
            break; // not there
        } else if (!renewList()) {
            return tl::unexpected(m_database->error());
        }
    }
    return last + 1;
}

std::optional<TextSignature> SearchReader::signature(std::uint64_t block)
{
    if (!m_selectSignature)
        return std::nullopt;
    m_selectSignature.bind(1, block);
    if (!m_selectSignature.step())
        return std::nullopt;
    const ResetAtEnd reset(m_selectSignature);
    return TextSignature::read(std::string(m_selectSignature.blob(0)));
}

std::vector<std::uint64_t> SearchReader::blocksWithoutSignature()
{
    std::vector<std::uint64_t> blocks;
    SqliteStatement select =
        m_database->prepare("SELECT number FROM column_blocks WHERE number NOT IN (SELECT number"
                            " FROM text_signatures) AND number >= (SELECT evicted FROM ledger) / " +
                            std::to_string(ColumnBlock::Rows) + " ORDER BY number");
    while (select && select.step())
        blocks.push_back(select.count(0));
    return blocks;
}

bool SearchReader::loadSegments()
{
    m_segments.clear();
    SqliteStatement select =
        m_database->prepare("SELECT number, first FROM segments ORDER BY number");
    if (!select)
        return false;
    while (select.step())
        m_segments.push_back({select.count(0), select.count(1)});
    return !select.isFailed();
}

std::size_t SearchReader::segmentOf(std::uint64_t sequence) const
{
    const auto later = std::upper_bound(
        m_segments.begin(), m_segments.end(), sequence,
        [](std::uint64_t wanted, const Segment &segment) { return wanted < segment.first; });
    return later == m_segments.begin() ? 0
                                       : static_cast<std::size_t>(later - m_segments.begin()) - 1;
}

bool SearchReader::openSegment(std::uint64_t number, Names names)
{
    if (m_select && m_number == number && m_names == names)
        return true;
    m_select = {};
    m_number = number;
    m_names = names;
    m_select = m_database->prepare(
        std::string("SELECT sequence, id, time_text, dataschema, extensions, shape, data_offset,"
                    " data_length, text") +
        (names == Names::Read ? ", type, source, subject, datacontenttype" : "") + " FROM " +
        schema::segmentTable(number) + " WHERE sequence BETWEEN ? AND ? ORDER BY sequence");
    return static_cast<bool>(m_select);
}

SearchedRow SearchReader::row() const
{
    SearchedRow row;
    row.sequence = m_select.count(0);
    row.id = m_select.text(1);
    row.time = m_select.text(2);
    row.dataSchema = m_select.text(3);
    row.extensions = m_select.text(4);
    row.dataForm = RowShape::unpack(static_cast<std::uint16_t>(m_select.integer(5))).dataForm;
    const std::string_view text = m_select.blob(8);
    const auto offset = std::min<std::size_t>(m_select.count(6), text.size());
    row.data = text.substr(offset, m_select.count(7));
    if (m_names == Names::Read) {
        for (std::size_t name = 0; name < row.names.size(); ++name)
            row.names[name] = nameWithoutCode(m_select, 9 + static_cast<int>(name));
    }
    return row;
}

} // namespace core
