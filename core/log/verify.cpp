// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"

#include "core/log/capturefile.h"
#include "core/log/columncheck.h"
#include "core/log/eviction.h"
#include "core/log/readablecapture.h"
#include "core/log/readablepart.h"
#include "core/log/refusalstore.h"
#include "core/log/schema.h"
#include "core/log/seal.h"
#include "core/log/segment.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>
#include <utility>
#include <vector>

namespace core {

namespace {

/// Rows per snapshot: a capture that is being written must not wait for us.
constexpr std::uint64_t PageRows = 1000;
/// Seals per snapshot.
constexpr std::uint64_t PageSeals = 64;

using Verdict = std::variant<VerifiedHead, BrokenSeal>;
/// What is wrong, or nothing.
using Reason = std::optional<std::string>;

struct StoredSeal {
    std::uint64_t number = 0;
    std::optional<std::uint64_t> first, last;
    std::optional<std::uint64_t> firstRefusal, lastRefusal;
    std::string refusalsHash;
    std::string hash;
};

constexpr const char *NotTheNoted = "it is not the one that was noted: the capture was made anew";

bool isSame(const SealHash &hash, std::string_view bytes)
{
    return std::equal(hash.begin(), hash.end(), bytes.begin(), bytes.end(),
                      [](unsigned char a, char b) { return a == static_cast<unsigned char>(b); });
}

/// Walks the chain once, from where it begins to the newest seal that was there when it began.
class Verifier {
public:
    Verifier(SqliteDatabase &database, std::int64_t version, const VerifyOptions &options)
        : m_database(database)
        , m_version(version)
        , m_options(options)
        , m_columns(m_database)
    {
    }

    /// Nothing: what was being read has been evicted meanwhile; begin again.
    Result<std::optional<Verdict>> run();
    /// As far as the seals are whole. Stored blocks do not count: nothing is made of them.
    ReadablePart readablePart();

private:
    /// One snapshot; the steps below are called inside one.
    template<typename Step>
    auto inSnapshot(Step step) -> decltype(step());
    Result<void> start();
    Result<std::optional<BrokenSeal>> checkPage();
    Result<std::vector<StoredSeal>> seals(std::uint64_t limit = PageSeals);
    Result<std::optional<BrokenSeal>> missingSeal();
    Result<Reason> check(const StoredSeal &seal);
    Result<Reason> addEvents(std::uint64_t first, std::uint64_t last);
    Reason addEvictions(std::uint64_t seal);
    Result<Reason> addRefusals(const StoredSeal &seal);
    Result<Reason> addRefusalRows(std::uint64_t first, std::uint64_t last);
    Reason compareWithNoted(const StoredSeal &seal);
    /// What no seal covers was not written by us.
    Result<std::optional<BrokenSeal>> checkRest();
    Result<std::optional<BrokenSeal>> checkSegments(std::uint64_t last);
    Result<bool> isEvicted();
    bool isOf1() const { return m_version == schema::FirstVersion; }
    BrokenSeal uncovered(const std::string &what, std::uint64_t sequence) const;
    tl::unexpected<Error> failed() const { return tl::unexpected(m_database.error()); }

    SqliteDatabase &m_database;
    const std::int64_t m_version;
    const VerifyOptions &m_options;
    ColumnCheck m_columns;
    bool m_checksColumns = true;
    Sealer m_sealer;
    SegmentReader m_segment;
    std::uint64_t m_segmentNumber = 0;
    std::uint64_t m_sealSegment = 0; ///< whose seals are read
    std::uint64_t m_head = 0;        ///< newest head of this segment that a seal has covered
    std::uint64_t m_sealedAs2From = 0;
    std::uint64_t m_newest = 0;        ///< seal, when it began
    std::uint64_t m_total = 0;         ///< events, when it began
    std::vector<Eviction> m_evictions; ///< when it began
    Eviction m_eviction;               ///< the newest of them
    std::size_t m_covered = 0;         ///< so many of them were covered by a seal
    VerifiedHead m_verified;
    std::uint64_t m_refusal = 0;      ///< newest refusal that a seal has covered
    std::uint64_t m_refusalsFrom = 1; ///< those below have left
    SealHash m_hash{};
};

template<typename Step>
auto Verifier::inSnapshot(Step step) -> decltype(step())
{
    const Snapshot snapshot(m_database);
    if (!snapshot.isOpen())
        return failed();
    return step();
}

Result<std::optional<Verdict>> Verifier::run()
{
    if (const auto started = inSnapshot([this] { return start(); }); !started)
        return tl::unexpected(started.error());
    if (const auto &noted = m_options.head;
        noted && noted->seal == m_eviction.cutSeal && noted->hash != m_eviction.cutHash)
        return std::optional<Verdict>(BrokenSeal{noted->seal, {}, {}, NotTheNoted});
    while (m_verified.seal < m_newest) {
        if (m_options.progress && !m_options.progress(m_verified.events, m_total))
            return fail(Error::Kind::Cancelled,
                        m_database.file().string() + ": was not checked to the end");
        const auto broken = inSnapshot([this]() -> Result<std::optional<BrokenSeal>> {
            const auto evicted = isEvicted();
            if (!evicted)
                return tl::unexpected(evicted.error());
            return *evicted ? fail(Error::Kind::NotFound, {}) : checkPage();
        });
        if (!broken && broken.error().kind == Error::Kind::NotFound)
            return std::nullopt;
        if (!broken)
            return tl::unexpected(broken.error());
        if (*broken)
            return std::optional<Verdict>(**broken);
    }
    const auto rest = inSnapshot([this] { return checkRest(); });
    if (!rest)
        return tl::unexpected(rest.error());
    if (*rest)
        return std::optional<Verdict>(**rest);
    m_verified.hash = hexText(m_hash);
    return std::optional<Verdict>(m_verified);
}

Result<void> Verifier::start()
{
    const auto number = [this](const std::string &sql) {
        return static_cast<std::uint64_t>(m_database.integer(sql).value_or(0));
    };
    m_total = number("SELECT kept FROM ledger");
    if (isOf1()) {
        m_newest = number("SELECT max(number) FROM seals");
        m_sealedAs2From = m_newest + 1;
        return {};
    }
    auto evictions = evictionsFrom(m_database, 0);
    if (!evictions)
        return tl::unexpected(evictions.error());
    m_evictions = std::move(*evictions);
    if (!m_evictions.empty())
        m_eviction = m_evictions.back();
    m_hash = m_eviction.cutHash;
    m_verified.seal = m_eviction.cutSeal;
    m_verified.last = EventSequence{m_eviction.last};
    m_verified.evicted = m_eviction.last;
    m_refusal = m_eviction.cutRefusal;
    m_sealSegment = number("SELECT min(number) FROM segments");
    m_sealedAs2From = number("SELECT value FROM meta WHERE key = 'sealed_as_2_from'");
    m_newest = number("SELECT max(number) FROM " +
                      schema::sealsTable(number("SELECT max(number) FROM segments")));
    // Only the newest segment holds the newest seal; whoever removed that segment left older ones.
    m_newest = std::max(m_newest, m_verified.seal);
    if (const auto &noted = m_options.head) {
        m_verified.hasNotedHeadLeft = noted->seal < m_eviction.cutSeal;
    }
    return {};
}

Result<bool> Verifier::isEvicted()
{
    if (isOf1())
        return false;
    const auto newest = m_database.integer("SELECT coalesce(max(cut_seal), 0) FROM eviction_rows");
    if (!newest)
        return failed();
    return static_cast<std::uint64_t>(*newest) != m_eviction.cutSeal;
}

Result<std::optional<BrokenSeal>> Verifier::checkPage()
{
    const auto page = seals();
    if (!page)
        return tl::unexpected(page.error());
    if (page->empty())
        return missingSeal();
    const std::uint64_t before = m_verified.events;
    for (const StoredSeal &seal : *page) {
        if (m_verified.events - before >= PageRows)
            break;
        if (seal.number != m_verified.seal + 1)
            return missingSeal();
        auto reason = check(seal);
        if (!reason)
            return tl::unexpected(reason.error());
        if (!*reason)
            *reason = compareWithNoted(seal);
        if (*reason) {
            return BrokenSeal{seal.number, EventSequence{seal.first.value_or(0)},
                              EventSequence{seal.last.value_or(0)}, **reason};
        }
    }
    return std::nullopt;
}

ReadablePart Verifier::readablePart()
{
    m_checksColumns = false;
    bool isBroken = !start();
    m_newest = std::numeric_limits<std::int64_t>::max(); // what tells it may be damaged
    if (isOf1())
        m_sealedAs2From = m_newest;
    while (!isBroken) {
        const auto page = seals(1); // one by one: the next may be where the file ends
        isBroken = !page;
        if (isBroken || page->empty())
            break;
        const StoredSeal &seal = page->front();
        const VerifiedHead before = m_verified;
        const std::uint64_t refusal = m_refusal;
        const auto reason = seal.number == m_verified.seal + 1 ? check(seal) : Reason("missing");
        isBroken = !reason || *reason;
        if (isBroken) { // its events were counted before its hash was known
            m_verified = before;
            m_refusal = refusal;
        }
    }
    return {m_verified.evicted, m_verified.last, m_refusal, m_verified.seal, isBroken};
}

/// The next page, of the next segment that has some.
Result<std::vector<StoredSeal>> Verifier::seals(std::uint64_t limit)
{
    for (;;) {
        SqliteStatement select = m_database.prepare(
            "SELECT number, first, last, first_refusal, last_refusal, hash, " +
            (isOf1() ? "NULL FROM seals"
                     : "refusals_hash FROM " + schema::sealsTable(m_sealSegment)) +
            " WHERE number > ? AND number <= ? ORDER BY number LIMIT ?");
        if (!select)
            return failed();
        select.bind(1, m_verified.seal);
        select.bind(2, m_newest);
        select.bind(3, limit);
        const auto optional = [&select](int column) {
            return select.isNull(column) ? std::nullopt : std::optional(select.count(column));
        };
        std::vector<StoredSeal> found;
        while (select.step()) {
            found.push_back({select.count(0), optional(1), optional(2), optional(3), optional(4),
                             std::string(select.blob(6)), std::string(select.blob(5))});
        }
        if (select.isFailed())
            return failed();
        const auto next = m_database.integer("SELECT min(number) FROM segments WHERE number > " +
                                             std::to_string(m_sealSegment));
        if (!found.empty() || isOf1() || !next)
            return found;
        m_sealSegment = static_cast<std::uint64_t>(*next);
    }
}

/// Its events are those up to the next seal that has some.
Result<std::optional<BrokenSeal>> Verifier::missingSeal()
{
    const std::uint64_t number = m_verified.seal + 1;
    const auto upTo =
        m_database.integer("SELECT coalesce((SELECT min(first) FROM seals WHERE number > " +
                           std::to_string(number) + ") - 1, kept + evicted) FROM ledger");
    if (!upTo)
        return failed();
    const auto last = static_cast<std::uint64_t>(*upTo);
    const bool hasEvents = last > m_verified.last.value;
    return BrokenSeal{number, EventSequence{hasEvents ? m_verified.last.value + 1 : 0},
                      EventSequence{hasEvents ? last : 0}, "the seal is missing"};
}

Result<Reason> Verifier::check(const StoredSeal &seal)
{
    m_sealer.begin(seal.number, m_hash,
                   seal.number < m_sealedAs2From ? SealRules::Of1 : SealRules::Of2);
    if (seal.first || seal.last) {
        if (seal.first != m_verified.last.value + 1 || seal.last < seal.first)
            return Reason("its events do not follow those of the seal before");
        if (auto reason = addEvents(*seal.first, *seal.last); !reason || *reason)
            return reason;
        m_verified.events += *seal.last - *seal.first + 1;
        m_verified.last = EventSequence{*seal.last};
    }
    if (auto reason = addEvictions(seal.number))
        return reason;
    if (seal.firstRefusal || seal.lastRefusal) {
        if (seal.firstRefusal != m_refusal + 1 || seal.lastRefusal < seal.firstRefusal)
            return Reason("its refusals do not follow those of the seal before");
        if (auto reason = addRefusals(seal); !reason || *reason)
            return reason;
        m_refusal = *seal.lastRefusal;
    }
    const auto refusals = m_sealer.refusalsHash();
    if (refusals ? !isSame(*refusals, seal.refusalsHash) : !seal.refusalsHash.empty())
        return Reason("its refusals or their hash were changed");
    m_hash = m_sealer.finish();
    if (!isSame(m_hash, seal.hash))
        return Reason("its events, refusals or the seal itself were changed");
    m_verified.seal = seal.number;
    return Reason();
}

/// The newest tells all; it is in the chain like every other that has not left with its segment.
Reason Verifier::addEvictions(std::uint64_t seal)
{
    for (; m_covered < m_evictions.size() && m_evictions[m_covered].seal <= seal; ++m_covered) {
        const Eviction &eviction = m_evictions[m_covered];
        if (eviction.seal < seal)
            return Reason("eviction " + std::to_string(eviction.number) +
                          " names a seal that does not cover it");
        m_sealer.add(eviction);
    }
    return {};
}

Reason Verifier::compareWithNoted(const StoredSeal &seal)
{
    const auto &noted = m_options.head;
    if (!noted || noted->seal != seal.number || noted->hash == m_hash)
        return {};
    return Reason(NotTheNoted);
}

Result<Reason> Verifier::addRefusals(const StoredSeal &seal)
{
    if (!isOf1()) {
        const auto from = m_database.integer("SELECT refusals_from FROM ledger");
        if (!from)
            return failed();
        m_refusalsFrom = static_cast<std::uint64_t>(*from);
    }
    if (*seal.firstRefusal >= m_refusalsFrom)
        return addRefusalRows(*seal.firstRefusal, *seal.lastRefusal);
    // Some have left: the hash of all stands for them.
    if (seal.refusalsHash.size() != SealHash().size())
        return Reason("the hash of its refusals is missing");
    m_sealer.addRefusals(hashOf(seal.refusalsHash));
    return Reason();
}

Result<Reason> Verifier::addEvents(std::uint64_t first, std::uint64_t last)
{
    // A commit lies in one segment.
    const auto segment = m_database.integer(
        "SELECT coalesce((SELECT number FROM segments WHERE first <= " + std::to_string(first) +
        " ORDER BY number DESC LIMIT 1), 0)");
    if (!segment)
        return failed();
    if (*segment == 0)
        return Reason("its segment is missing");
    if (static_cast<std::uint64_t>(*segment) != m_segmentNumber) {
        m_segmentNumber = static_cast<std::uint64_t>(*segment);
        m_head = 0;
        if (!m_segment.open(m_database, m_segmentNumber, m_version))
            return Reason("its segment is missing");
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
                return Reason("event " + std::to_string(next) + " names another seal");
            }
            if (row.head != head.number) {
                m_segment.stop();
                return Reason("the head of event " + std::to_string(next) + " is missing");
            }
            if (head.number > m_head) {
                m_sealer.add(head);
                m_head = head.number;
            }
            m_sealer.add(row);
            const auto holds = m_checksColumns ? m_columns.holds(row) : true;
            if (!holds || !*holds) {
                m_segment.stop();
                if (!holds)
                    return tl::unexpected(holds.error());
                return Reason("the column block of event " + std::to_string(next) + " was changed");
            }
            ++next;
            ++read;
        }
        m_segment.stop();
        if (m_segment.isFailed())
            return failed();
        if (read < count)
            return Reason("event " + std::to_string(next) + " is missing");
    }
    return Reason();
}

Result<Reason> Verifier::addRefusalRows(std::uint64_t first, std::uint64_t last)
{
    SqliteStatement select =
        m_database.prepare("SELECT " + refusalColumns() +
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
            return Reason("refusal " + std::to_string(next) + " names another seal");
        if (!stored.bodyDropped &&
            m_sealer.evidenceHash(stored.refusal.head, stored.refusal.body) != evidence)
            return Reason("head or body of refusal " + std::to_string(next) + " was changed");
        m_sealer.add(stored, evidence);
        ++next;
    }
    if (select.isFailed())
        return failed();
    if (next != last + 1)
        return Reason("refusal " + std::to_string(next) + " is missing");
    return std::nullopt;
}

Result<std::optional<BrokenSeal>> Verifier::checkRest()
{
    const auto evicted = isEvicted();
    if (!evicted)
        return tl::unexpected(evicted.error());
    const std::string newestSeal = isOf1() ? "(SELECT coalesce(max(number), 0) FROM seals)"
                                           : "(SELECT coalesce(max(number), 0) FROM " +
                                                 schema::sealsTable(m_sealSegment) + ")";
    SqliteStatement select = m_database.prepare(
        "SELECT kept + evicted, " + newestSeal +
        ", (SELECT max(number) FROM segments), evicted, (SELECT min(first) FROM segments),"
        " (SELECT max(number) FROM refusal_rows), (SELECT min(number) FROM refusal_rows), " +
        (isOf1() ? "1" : "refusals_from") + " FROM ledger");
    if (!select || !select.step())
        return failed();
    const ResetAtEnd reset(select);
    // A capture that is being written has gone on meanwhile: then its newer seals were not asked for.
    if (*evicted || (!isOf1() && select.count(2) != m_sealSegment) ||
        select.count(1) > m_verified.seal)
        return std::nullopt;
    const auto &noted = m_options.head;
    if (noted && noted->seal > m_verified.seal) {
        return BrokenSeal{noted->seal,
                          {},
                          {},
                          "the seal that was noted is missing: the end of the capture was removed"};
    }
    if (select.count(0) != m_verified.last.value)
        return BrokenSeal{m_verified.seal, m_verified.last, m_verified.last,
                          "the ledger counts other events than the seals cover"};
    if (select.count(3) != m_eviction.last || select.count(4) != m_eviction.last + 1)
        return BrokenSeal{
            m_verified.seal, {}, {}, "other events have left than the evictions tell"};
    if (m_covered != m_evictions.size())
        return uncovered("eviction " + std::to_string(m_evictions[m_covered].number), 0);
    if (!select.isNull(5) && select.count(5) > m_refusal)
        return uncovered("refusal " + std::to_string(select.integer(5)), 0);
    if (select.count(7) <= m_refusal && (select.isNull(5) || select.count(5) != m_refusal))
        return BrokenSeal{
            m_verified.seal, {}, {}, "refusal " + std::to_string(m_refusal) + " is missing"};
    if (!select.isNull(6) && select.integer(6) < 1)
        return uncovered("refusal " + std::to_string(select.integer(6)), 0);
    return checkSegments(m_verified.last.value);
}

/// Between the first and the last event of a segment there is none too many: the walk counted them.
Result<std::optional<BrokenSeal>> Verifier::checkSegments(std::uint64_t last)
{
    SqliteStatement select = m_database.prepare("SELECT number, first, (SELECT min(later.first)"
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
        const auto lowest = m_database.integer("SELECT min(sequence) FROM " + table);
        const auto highest = m_database.integer("SELECT max(sequence) FROM " + table);
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

Result<ReadablePart> findReadablePart(const std::filesystem::path &file)
{
    const auto capture = openReadable(file, Damage::Tolerate);
    if (!capture)
        return tl::unexpected(capture.error());
    return Verifier(*capture->database, capture->version, {}).readablePart();
}

Result<NotedHead> NotedHead::parse(std::string_view text)
{
    NotedHead head;
    const std::size_t digits = 2 * head.hash.size();
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    const auto wrong = [text] {
        return fail(Error::Kind::InvalidInput,
                    "\"" + std::string(text) +
                        "\": no head; one is 64 hexadecimal digits, a colon and a number, as"
                        " verification prints it");
    };
    if (text.size() < digits + 2 || text[digits] != ':')
        return wrong();
    for (std::size_t i = 0; i < digits; ++i) {
        if (digit(text[i]) < 0)
            return wrong();
        head.hash[i / 2] = static_cast<unsigned char>(head.hash[i / 2] << 4U | digit(text[i]));
    }
    const char *end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data() + digits + 1, end, head.seal);
    if (code != std::errc() || stop != end || head.seal == 0)
        return wrong();
    return head;
}

Result<std::variant<VerifiedHead, BrokenSeal>> verifyCapture(const std::filesystem::path &file,
                                                             const VerifyOptions &options)
{
    std::error_code code;
    if (!std::filesystem::exists(file, code))
        return fail(Error::Kind::NotFound,
                    file.string() + ": there is no such file; check the name");
    auto database = SqliteDatabase::open(file, SqliteDatabase::Access::ReadOnly);
    if (!database)
        return tl::unexpected(database.error());
    const auto version = CaptureFile::check(**database);
    if (!version)
        return tl::unexpected(version.error());
    for (;;) {
        auto verdict = Verifier(**database, *version, options).run();
        if (!verdict)
            return tl::unexpected(verdict.error());
        if (*verdict)
            return std::move(**verdict);
    }
}

} // namespace core
