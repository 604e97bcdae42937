// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/columncheck.h"

#include <cstring>

namespace core {

using schema::NameKind;

ColumnCheck::ColumnCheck(SqliteDatabase &database)
    : m_database(database)
{
}

Result<bool> ColumnCheck::holds(const SegmentRow &row)
{
    const std::uint64_t index = row.sequence - 1;
    if (index / ColumnBlock::Rows != m_number) {
        if (auto loaded = load(index / ColumnBlock::Rows); !loaded)
            return tl::unexpected(loaded.error());
    }
    if (!m_block)
        return !m_isStored;
    const ColumnBlock &block = *m_block;
    const std::size_t i = index % ColumnBlock::Rows;
    if (block.received[i] != row.received || block.time[i] != row.time ||
        block.size[i] != row.dataSize || block.shape[i] != row.shape.packed() ||
        block.findings[i] != row.findings)
        return false;
    struct Cell {
        NameKind kind;
        ValueCode code;
        const std::optional<std::string_view> &text;
    };
    const std::array<Cell, 5> cells{
        {{NameKind::Type, block.type[i], row.type.text},
         {NameKind::Source, block.source[i], row.source.text},
         {NameKind::Subject, block.subject[i], row.subject.text},
         {NameKind::DataContentType, block.contentType[i], row.dataContentType.text},
         {NameKind::Connection, block.connection[i], row.connection.text}}};
    for (const Cell &cell : cells) {
        const auto named = isNamed(cell.kind, cell.code, cell.text);
        if (!named || !*named)
            return named;
    }
    return true;
}

Result<void> ColumnCheck::load(std::uint64_t number)
{
    SqliteStatement select = m_database.prepare("SELECT data FROM column_blocks WHERE number = ?");
    if (!select)
        return tl::unexpected(m_database.error());
    select.bind(1, number);
    m_number = number;
    m_block.reset();
    m_isStored = select.step();
    if (m_isStored && select.blob(0).size() == sizeof(ColumnBlock)) {
        m_block = std::make_unique_for_overwrite<ColumnBlock>();
        std::memcpy(m_block.get(), select.blob(0).data(), sizeof(ColumnBlock));
    }
    if (select.isFailed())
        return tl::unexpected(m_database.error());
    return {};
}

Result<bool> ColumnCheck::isNamed(NameKind kind, ValueCode code,
                                  const std::optional<std::string_view> &text)
{
    if (code == AbsentCode || !text)
        return code == AbsentCode && !text;
    if (code == OtherCode) // "look it up on disk" is true of every text
        return true;
    Names &names = m_names.at(static_cast<std::size_t>(kind));
    auto name = names.find(code);
    if (name == names.end()) {
        SqliteStatement select =
            m_database.prepare("SELECT text FROM names WHERE kind = ? AND code = ?");
        if (!select)
            return tl::unexpected(m_database.error());
        select.bind(1, static_cast<std::int64_t>(kind));
        select.bind(2, std::int64_t{code});
        if (!select.step())
            return false;
        name = names.emplace(code, select.text(0)).first;
    }
    return name->second == *text;
}

} // namespace core
