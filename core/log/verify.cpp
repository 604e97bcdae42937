// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"

#include "core/log/capturefile.h"
#include "core/log/columncheck.h"
#include "core/log/refusalstore.h"
#include "core/log/schema.h"
#include "core/log/seal.h"
#include "core/log/segment.h"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Rows per snapshot: a capture that is being written must not wait for us.
constexpr std::uint64_t PageRows = 1000;

struct StoredSeal {
    std::uint64_t number = 0;
    std::optional<std::uint64_t> first, last;
    std::optional<std::uint64_t> firstRefusal, lastRefusal;
    std::string hash;
};

/// Walks the chain once, from the first seal to the newest that was there when it began.
class Verifier {
public:
    explicit Verifier(std::unique_ptr<SqliteDatabase> database)
        : m_database(std::move(database))
        , m_columns(*m_database)
    {
    }

    Result<std::variant<VerifiedHead, BrokenSeal>> run();

private:
    Result<std::vector<StoredSeal>> seals(std::uint64_t after, std::uint64_t newest);
    Result<std::variant<VerifiedHead, BrokenSeal>> missingSeal();
    /// What is wrong with a seal, or nothing.
    Result<std::optional<std::string>> check(const StoredSeal &seal);
    Result<std::optional<std::string>> addEvents(std::uint64_t first, std::uint64_t last);
    Result<std::optional<std::string>> addRefusals(std::uint64_t first, std::uint64_t last);
    /// What no seal covers was not written by us.
    Result<std::optional<BrokenSeal>> checkRest();
    Result<std::optional<BrokenSeal>> checkSegments(std::uint64_t last);
    BrokenSeal uncovered(const std::string &what, std::uint64_t sequence) const;
    tl::unexpected<Error> failed() const { return tl::unexpected(m_database->error()); }

    std::unique_ptr<SqliteDatabase> m_database;
    ColumnCheck m_columns;
    Sealer m_sealer;
    SegmentReader m_segment;
    std::uint64_t m_segmentNumber = 0;
    std::uint64_t m_head = 0; ///< newest head of this segment that a seal has covered
    VerifiedHead m_verified;
    std::uint64_t m_refusal = 0; ///< newest refusal that a seal has covered
    SealHash m_hash{};
};

Result<std::variant<VerifiedHead, BrokenSeal>> Verifier::run()
{
    const auto newest = m_database->integer("SELECT coalesce(max(number), 0) FROM seals");
    if (!newest)
        return failed();
    const auto last = static_cast<std::uint64_t>(*newest);
    while (m_verified.seal < last) {
        const auto page = seals(m_verified.seal, last);
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            return missingSeal();
        for (const StoredSeal &seal : *page) {
            if (seal.number != m_verified.seal + 1)
                return missingSeal();
            const auto reason = check(seal);
            if (!reason)
                return tl::unexpected(reason.error());
            if (*reason) {
                return BrokenSeal{seal.number, EventSequence{seal.first.value_or(0)},
                                  EventSequence{seal.last.value_or(0)}, **reason};
            }
        }
    }
    if (!m_database->execute("BEGIN")) // one snapshot
        return failed();
    const auto rest = checkRest();
    static_cast<void>(m_database->execute("COMMIT"));
    if (!rest)
        return tl::unexpected(rest.error());
    if (*rest)
        return **rest;
    m_verified.hash = hexText(m_hash);
    return m_verified;
}

Result<std::vector<StoredSeal>> Verifier::seals(std::uint64_t after, std::uint64_t newest)
{
    SqliteStatement select =
        m_database->prepare("SELECT number, first, last, first_refusal, last_refusal, hash"
                            " FROM seals WHERE number > ? AND number <= ? ORDER BY number LIMIT ?");
    if (!select)
        return failed();
    select.bind(1, after);
    select.bind(2, newest);
    select.bind(3, PageRows);
    const auto optional = [&select](int column) {
        return select.isNull(column) ? std::nullopt : std::optional(select.count(column));
    };
    std::vector<StoredSeal> found;
    while (select.step()) {
        found.push_back({select.count(0), optional(1), optional(2), optional(3), optional(4),
                         std::string(select.blob(5))});
    }
    if (select.isFailed())
        return failed();
    return found;
}

/// Its events are those up to the next seal that has some.
Result<std::variant<VerifiedHead, BrokenSeal>> Verifier::missingSeal()
{
    const std::uint64_t number = m_verified.seal + 1;
    const auto upTo =
        m_database->integer("SELECT coalesce((SELECT min(first) FROM seals WHERE number > " +
                            std::to_string(number) + ") - 1, kept + evicted) FROM ledger");
    if (!upTo)
        return failed();
    const auto last = static_cast<std::uint64_t>(*upTo);
    const bool hasEvents = last > m_verified.last.value;
    return BrokenSeal{number, EventSequence{hasEvents ? m_verified.last.value + 1 : 0},
                      EventSequence{hasEvents ? last : 0}, "the seal is missing"};
}

Result<std::optional<std::string>> Verifier::check(const StoredSeal &seal)
{
    m_sealer.begin(seal.number, m_hash);
    if (seal.first || seal.last) {
        if (seal.first != m_verified.last.value + 1 || seal.last < seal.first)
            return std::optional<std::string>("its events do not follow those of the seal before");
        if (auto reason = addEvents(*seal.first, *seal.last); !reason || *reason)
            return reason;
        m_verified.events += *seal.last - *seal.first + 1;
        m_verified.last = EventSequence{*seal.last};
    }
    if (seal.firstRefusal || seal.lastRefusal) {
        if (seal.firstRefusal != m_refusal + 1 || seal.lastRefusal < seal.firstRefusal)
            return std::optional<std::string>(
                "its refusals do not follow those of the seal before");
        if (auto reason = addRefusals(*seal.firstRefusal, *seal.lastRefusal); !reason || *reason)
            return reason;
        m_refusal = *seal.lastRefusal;
    }
    m_hash = m_sealer.finish();
    if (!std::equal(m_hash.begin(), m_hash.end(), seal.hash.begin(), seal.hash.end(),
                    [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); }))
        return std::optional<std::string>("its events, refusals or the seal itself were changed");
    m_verified.seal = seal.number;
    return std::nullopt;
}

Result<std::optional<std::string>> Verifier::addEvents(std::uint64_t first, std::uint64_t last)
{
    // A commit lies in one segment.
    const auto segment = m_database->integer(
        "SELECT coalesce((SELECT number FROM segments WHERE first <= " + std::to_string(first) +
        " ORDER BY number DESC LIMIT 1), 0)");
    if (!segment)
        return failed();
    if (*segment == 0)
        return std::optional<std::string>("its segment is missing");
    if (static_cast<std::uint64_t>(*segment) != m_segmentNumber) {
        m_segmentNumber = static_cast<std::uint64_t>(*segment);
        m_head = 0;
        if (!m_segment.open(*m_database, m_segmentNumber))
            return std::optional<std::string>("its segment is missing");
    }
    std::uint64_t next = first;
    while (next <= last) {
        const std::uint64_t count = std::min(PageRows, last - next + 1);
        m_segment.start(next, count);
        SegmentRow row;
        HeadRow head;
        std::uint64_t read = 0;
        while (read < count && m_segment.next(row, head)) {
            if (row.sequence != next)
                break;
            if (row.seal != m_verified.seal + 1) {
                m_segment.stop();
                return std::optional<std::string>("event " + std::to_string(next) +
                                                  " names another seal");
            }
            if (row.head != head.number) {
                m_segment.stop();
                return std::optional<std::string>("the head of event " + std::to_string(next) +
                                                  " is missing");
            }
            if (head.number > m_head) {
                m_sealer.add(head);
                m_head = head.number;
            }
            m_sealer.add(row);
            const auto holds = m_columns.holds(row);
            if (!holds || !*holds) {
                m_segment.stop();
                if (!holds)
                    return tl::unexpected(holds.error());
                return std::optional<std::string>("the column block of event " +
                                                  std::to_string(next) + " was changed");
            }
            ++next;
            ++read;
        }
        m_segment.stop();
        if (m_segment.isFailed())
            return failed();
        if (read < count)
            return std::optional<std::string>("event " + std::to_string(next) + " is missing");
    }
    return std::nullopt;
}

Result<std::optional<std::string>> Verifier::addRefusals(std::uint64_t first, std::uint64_t last)
{
    SqliteStatement select =
        m_database->prepare("SELECT " + refusalColumns() +
                            " FROM refusal_rows WHERE number >= ? ORDER BY number LIMIT ?");
    if (!select)
        return failed();
    select.bind(1, first);
    select.bind(2, last - first + 1);
    std::uint64_t next = first;
    while (select.step()) {
        const StoredRefusal stored = refusalOf(select);
        const SealHash evidence = evidenceOf(select);
        if (stored.number != next)
            break;
        if (sealOf(select) != m_verified.seal + 1)
            return std::optional<std::string>("refusal " + std::to_string(next) +
                                              " names another seal");
        if (!stored.bodyDropped &&
            m_sealer.evidenceHash(stored.refusal.head, stored.refusal.body) != evidence)
            return std::optional<std::string>("head or body of refusal " + std::to_string(next) +
                                              " was changed");
        m_sealer.add(stored, evidence);
        ++next;
    }
    if (select.isFailed())
        return failed();
    if (next != last + 1)
        return std::optional<std::string>("refusal " + std::to_string(next) + " is missing");
    return std::nullopt;
}

Result<std::optional<BrokenSeal>> Verifier::checkRest()
{
    SqliteStatement select =
        m_database->prepare("SELECT kept + evicted, (SELECT coalesce(max(number), 0) FROM seals),"
                            " (SELECT coalesce(max(number), 0) FROM refusal_rows),"
                            " (SELECT coalesce(min(number), 1) FROM refusal_rows) FROM ledger");
    if (!select || !select.step())
        return failed();
    const ResetAtEnd reset(select);
    // A capture that is being written has gone on meanwhile: then its newer seals were not asked for.
    if (select.count(1) != m_verified.seal)
        return std::nullopt;
    if (select.count(0) != m_verified.last.value)
        return BrokenSeal{m_verified.seal, m_verified.last, m_verified.last,
                          "the ledger counts other events than the seals cover"};
    if (select.count(2) != m_refusal)
        return uncovered("refusal " + std::to_string(select.integer(2)), 0);
    if (select.integer(3) < 1)
        return uncovered("refusal " + std::to_string(select.integer(3)), 0);
    return checkSegments(m_verified.last.value);
}

/// Between the first and the last event of a segment there is none too many: the walk counted them.
Result<std::optional<BrokenSeal>> Verifier::checkSegments(std::uint64_t last)
{
    SqliteStatement select = m_database->prepare("SELECT number, first, (SELECT min(later.first)"
                                                 " FROM segments later WHERE later.number >"
                                                 " segments.number) FROM segments");
    if (!select)
        return failed();
    const ResetAtEnd reset(select);
    while (select.step()) {
        const std::int64_t first = select.integer(1);
        const std::int64_t end =
            select.isNull(2) ? static_cast<std::int64_t>(last) + 1 : select.integer(2);
        const std::string table = schema::segmentTable(select.count(0));
        const auto lowest = m_database->integer("SELECT min(sequence) FROM " + table);
        const auto highest = m_database->integer("SELECT max(sequence) FROM " + table);
        for (const auto &sequence : {lowest, highest}) {
            if (sequence && (*sequence < first || *sequence >= end))
                return uncovered("event " + std::to_string(*sequence),
                                 static_cast<std::uint64_t>(*sequence));
        }
    }
    if (select.isFailed())
        return failed();
    return std::nullopt;
}

BrokenSeal Verifier::uncovered(const std::string &what, std::uint64_t sequence) const
{
    return {m_verified.seal, EventSequence{sequence}, EventSequence{sequence},
            "no seal covers " + what};
}

} // namespace

Result<std::variant<VerifiedHead, BrokenSeal>> verifyCapture(const std::filesystem::path &file)
{
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return fail(Error::Kind::NotFound,
                    file.string() + ": there is no such file; check the name");
    auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadOnly);
    if (!database)
        return tl::unexpected(database.error());
    if (const auto checked = CaptureFile::check(**database); !checked)
        return tl::unexpected(checked.error());
    return Verifier(std::move(*database)).run();
}

} // namespace core
