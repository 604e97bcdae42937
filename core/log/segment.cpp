// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/segment.h"

#include "core/log/schema.h"

namespace core {

namespace {

using schema::NameKind;

void bindName(SqliteStatement &statement, int parameter, const NameCell &cell)
{
    if (!cell.text)
        statement.bindNull(parameter);
    else if (cell.code == OtherCode)
        statement.bindText(parameter, *cell.text);
    else
        statement.bind(parameter, std::uint64_t{cell.code});
}

/// SQL for the text of a dictionary column, a blob where the file lacks the name of a code.
std::string textOrBlob(const std::string &column, NameKind kind)
{
    return "coalesce(" + schema::nameText(column, kind) + ", CASE WHEN " + column +
           " IS NOT NULL THEN x'' END)";
}

NameCell readName(const SqliteStatement &select, int column, bool &isNamed)
{
    isNamed = isNamed && !select.isBlob(column);
    return {AbsentCode, select.optionalText(column)};
}

} // namespace

bool SegmentWriter::open(SqliteDatabase &database, std::uint64_t segment)
{
    m_insertHead =
        database.prepare("INSERT INTO " + schema::headsTable(segment) + " VALUES(?,?,?,?,?)");
    m_insertRow = database.prepare("INSERT INTO " + schema::segmentTable(segment) +
                                   " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    m_insertSeal =
        database.prepare("INSERT INTO " + schema::sealsTable(segment) + " VALUES(?,?,?,?,?,?,?)");
    return isOpen();
}

void SegmentWriter::close()
{
    m_insertHead = {};
    m_insertRow = {};
    m_insertSeal = {};
}

bool SegmentWriter::insert(const HeadRow &head)
{
    m_insertHead.bind(1, head.number);
    m_insertHead.bindText(2, head.remote);
    m_insertHead.bindText(3, head.local);
    m_insertHead.bindText(4, head.target);
    m_insertHead.bindText(5, head.head);
    return m_insertHead.run();
}

bool SegmentWriter::insert(const SegmentRow &row)
{
    SqliteStatement &insert = m_insertRow;
    insert.bind(1, row.sequence);
    insert.bind(2, row.seal);
    insert.bind(3, row.received);
    if (row.time == NoTime)
        insert.bindNull(4);
    else
        insert.bind(4, row.time);
    insert.bindOptional(5, row.timeText);
    insert.bindText(6, row.id);
    bindName(insert, 7, row.type);
    bindName(insert, 8, row.source);
    bindName(insert, 9, row.subject);
    bindName(insert, 10, row.dataContentType);
    bindName(insert, 11, row.connection);
    insert.bindOptional(12, row.dataSchema);
    insert.bindOptional(13, row.extensions);
    insert.bind(14, std::int64_t{row.shape.packed()});
    if (row.head == 0)
        insert.bindNull(15);
    else
        insert.bind(15, row.head);
    insert.bind(16, std::int64_t{row.data.offset});
    insert.bind(17, std::int64_t{row.data.length});
    insert.bind(18, std::int64_t{row.dataSize});
    insert.bindBlob(19, row.text);
    insert.bind(20, std::int64_t{row.findings});
    return insert.run();
}

bool SegmentWriter::insert(const SealRow &seal)
{
    const auto bindRange = [this](int parameter, std::uint64_t first, std::uint64_t last) {
        if (first == 0) {
            m_insertSeal.bindNull(parameter);
            m_insertSeal.bindNull(parameter + 1);
        } else {
            m_insertSeal.bind(parameter, first);
            m_insertSeal.bind(parameter + 1, last);
        }
    };
    m_insertSeal.bind(1, seal.number);
    bindRange(2, seal.first, seal.last);
    bindRange(4, seal.firstRefusal, seal.lastRefusal);
    if (seal.refusalsHash)
        m_insertSeal.bindBlob(6, bytesOf(*seal.refusalsHash));
    else
        m_insertSeal.bindNull(6);
    m_insertSeal.bindBlob(7, bytesOf(seal.hash));
    return m_insertSeal.run();
}

bool SegmentReader::open(SqliteDatabase &database, std::uint64_t segment, std::int64_t version)
{
    m_select = database.prepare(
        "SELECT s.sequence, s.seal, s.received, s.time, s.time_text, s.id, " +
        textOrBlob("s.type", NameKind::Type) + ", " + textOrBlob("s.source", NameKind::Source) +
        ", " + textOrBlob("s.subject", NameKind::Subject) + ", " +
        textOrBlob("s.datacontenttype", NameKind::DataContentType) + ", " +
        textOrBlob("s.connection", NameKind::Connection) +
        ", s.dataschema, s.extensions, s.shape, s.head, s.data_offset, s.data_length,"
        " s.data_size, s.text, h.number, h.remote, h.local, h.target, h.head, " +
        (version == schema::FirstVersion ? "0" : "s.findings") + " FROM " +
        schema::segmentTable(segment) + " s LEFT JOIN " + schema::headsTable(segment) +
        " h ON h.number = s.head WHERE s.sequence >= ? ORDER BY s.sequence LIMIT ?");
    return static_cast<bool>(m_select);
}

void SegmentReader::start(std::uint64_t first, std::uint64_t limit)
{
    m_select.reset();
    m_select.bind(1, first);
    m_select.bind(2, limit);
}

bool SegmentReader::next(SegmentRow &row, HeadRow &head)
{
    const SqliteStatement &select = m_select;
    if (!m_select.step())
        return false;
    row.sequence = select.count(0);
    row.seal = select.count(1);
    row.received = select.integer(2);
    row.time = select.isNull(3) ? NoTime : select.integer(3);
    row.timeText = select.optionalText(4);
    row.id = select.text(5);
    row.isNamed = true;
    row.type = readName(select, 6, row.isNamed);
    row.source = readName(select, 7, row.isNamed);
    row.subject = readName(select, 8, row.isNamed);
    row.dataContentType = readName(select, 9, row.isNamed);
    row.connection = readName(select, 10, row.isNamed);
    row.dataSchema = select.optionalText(11);
    row.extensions = select.optionalText(12);
    row.shape = RowShape::unpack(static_cast<std::uint16_t>(select.integer(13)));
    row.head = select.count(14);
    row.data = {static_cast<std::uint32_t>(select.integer(15)),
                static_cast<std::uint32_t>(select.integer(16))};
    row.dataSize = static_cast<std::uint32_t>(select.integer(17));
    row.text = select.blob(18);
    row.findings = static_cast<std::uint16_t>(select.integer(24));
    head = {select.count(19), select.text(20), select.text(21), select.text(22), select.text(23)};
    return true;
}

} // namespace core
