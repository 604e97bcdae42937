// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/verify.h"

#include "core/log/capturefile.h"
#include "core/log/readablecapture.h"
#include "core/log/schema.h"
#include "core/log/sealcheck.h"
#include "core/log/sealreader.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

/// Rows per snapshot: a capture that is being written must not wait for us.
constexpr std::uint64_t PageRows = 1000;
/// Seals per snapshot.
constexpr std::uint64_t PageSeals = 64;

using Verdict = std::variant<VerifiedHead, BrokenSeal>;
using Reason = SealCheck::Reason;

constexpr const char *NotTheNoted = "it is not the one that was noted: the capture was made anew";

/// Walks the chain once, from where it begins to the newest seal that was there when it began.
class Verifier {
public:
    Verifier(SqliteDatabase &database, std::int64_t version, const VerifyOptions &options)
        : m_database(database)
        , m_isOf1(version == schema::FirstVersion)
        , m_options(options)
        , m_seals(database, version)
        , m_check(database, version, SealCheck::Blocks::Check)
    {
    }

    /// Nothing: what was being read has been evicted meanwhile; begin again.
    Result<std::optional<Verdict>> run();

private:
    /// One snapshot; the steps below are called inside one.
    template<typename Step>
    auto inSnapshot(Step step) -> decltype(step());
    Result<void> start();
    Result<std::optional<BrokenSeal>> checkPage();
    Result<std::optional<BrokenSeal>> missingSeal();
    Reason compareWithNoted(const StoredSeal &seal) const;
    /// What no seal covers was not written by us.
    Result<std::optional<BrokenSeal>> checkRest();
    Result<std::optional<BrokenSeal>> checkSegments();
    Result<bool> isEvicted();
    VerifiedHead verified() const;
    BrokenSeal brokenHere(std::string reason) const;
    BrokenSeal uncovered(const std::string &what, std::uint64_t sequence = 0) const;
    const SealCheck::Position &position() const { return m_check.position(); }
    tl::unexpected<Error> failed() const { return tl::unexpected(m_database.error()); }

    SqliteDatabase &m_database;
    const bool m_isOf1;
    const VerifyOptions &m_options;
    SealReader m_seals;
    SealCheck m_check;
    std::uint64_t m_newest = 0; ///< seal, when it began
    std::uint64_t m_total = 0;  ///< events, when it began
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
    if (const auto &noted = m_options.head; noted && noted->seal == m_check.eviction().cutSeal &&
                                            noted->hash != m_check.eviction().cutHash)
        return std::optional<Verdict>(BrokenSeal{noted->seal, {}, {}, NotTheNoted});
    while (position().seal < m_newest) {
        if (m_options.progress && !m_options.progress(position().events, m_total))
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
    return std::optional<Verdict>(verified());
}

Result<void> Verifier::start()
{
    const auto number = [this](const std::string &sql) {
        return static_cast<std::uint64_t>(m_database.integer(sql).value_or(0));
    };
    m_total = number("SELECT kept FROM ledger");
    if (auto started = m_check.start(); !started)
        return started;
    m_seals.start();
    const std::string seals =
        m_isOf1 ? "seals" : schema::sealsTable(number("SELECT max(number) FROM segments"));
    // Only the newest segment holds the newest seal; whoever removed that segment left older ones.
    m_newest = std::max(number("SELECT max(number) FROM " + seals), position().seal);
    return {};
}

VerifiedHead Verifier::verified() const
{
    VerifiedHead head;
    head.seal = position().seal;
    head.last = position().last;
    head.events = position().events;
    head.hash = hexText(position().hash);
    head.evicted = m_check.eviction().last;
    head.hasNotedHeadLeft = m_options.head && m_options.head->seal < m_check.eviction().cutSeal;
    if (const RingPlace &place = m_check.place(); place.headBefore) {
        head.previous = place.previous;
        head.headBefore = place.headBefore->text();
    }
    return head;
}

Result<bool> Verifier::isEvicted()
{
    if (m_isOf1)
        return false;
    const auto newest = m_database.integer("SELECT coalesce(max(cut_seal), 0) FROM eviction_rows");
    if (!newest)
        return failed();
    return static_cast<std::uint64_t>(*newest) != m_check.eviction().cutSeal;
}

Result<std::optional<BrokenSeal>> Verifier::checkPage()
{
    const auto page = m_seals.read(position().seal, m_newest, PageSeals);
    if (!page)
        return tl::unexpected(page.error());
    if (page->empty())
        return missingSeal();
    const std::uint64_t before = position().events;
    for (const StoredSeal &seal : *page) {
        if (position().events - before >= PageRows)
            break;
        if (seal.number != position().seal + 1)
            return missingSeal();
        auto reason = m_check.check(seal);
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

/// Its events are those up to the next seal that has some.
Result<std::optional<BrokenSeal>> Verifier::missingSeal()
{
    const std::uint64_t number = position().seal + 1;
    const auto upTo =
        m_database.integer("SELECT coalesce((SELECT min(first) FROM seals WHERE number > " +
                           std::to_string(number) + ") - 1, kept + evicted) FROM ledger");
    if (!upTo)
        return failed();
    const auto last = static_cast<std::uint64_t>(*upTo);
    const bool hasEvents = last > position().last.value;
    return BrokenSeal{number, EventSequence{hasEvents ? position().last.value + 1 : 0},
                      EventSequence{hasEvents ? last : 0}, "the seal is missing"};
}

Reason Verifier::compareWithNoted(const StoredSeal &seal) const
{
    const auto &noted = m_options.head;
    if (!noted || noted->seal != seal.number || noted->hash == position().hash)
        return {};
    return Reason(NotTheNoted);
}

Result<std::optional<BrokenSeal>> Verifier::checkRest()
{
    const auto haveMoreLeft = isEvicted();
    if (!haveMoreLeft)
        return tl::unexpected(haveMoreLeft.error());
    const std::string seals = m_isOf1 ? "seals" : schema::sealsTable(m_seals.segment());
    SqliteStatement select = m_database.prepare(
        "SELECT kept + evicted, (SELECT coalesce(max(number), 0) FROM " + seals +
        "), (SELECT max(number) FROM segments), evicted, (SELECT min(first) FROM segments),"
        " (SELECT max(number) FROM refusal_rows), (SELECT min(number) FROM refusal_rows), " +
        (m_isOf1 ? "1" : "refusals_from") + " FROM ledger");
    if (!select || !select.step())
        return failed();
    const ResetAtEnd reset(select);
    // A capture that is being written has gone on meanwhile: then its newer seals were not asked for.
    if (*haveMoreLeft || (!m_isOf1 && select.count(2) != m_seals.segment()) ||
        select.count(1) > position().seal)
        return std::nullopt;
    const auto &noted = m_options.head;
    if (noted && noted->seal > position().seal) {
        return BrokenSeal{noted->seal,
                          {},
                          {},
                          "the seal that was noted is missing: the end of the capture was removed"};
    }
    if (select.count(0) != position().last.value)
        return BrokenSeal{position().seal, position().last, position().last,
                          "the ledger counts other events than the seals cover"};
    const std::uint64_t evicted = m_check.eviction().last;
    if (select.count(3) != evicted || select.count(4) != evicted + 1)
        return brokenHere("other events have left than the evictions tell");
    if (const Eviction *eviction = m_check.uncoveredEviction())
        return uncovered("eviction " + std::to_string(eviction->number));
    const std::uint64_t refusal = position().refusal;
    if (!select.isNull(5) && select.count(5) > refusal)
        return uncovered("refusal " + std::to_string(select.integer(5)));
    if (select.count(7) <= refusal && (select.isNull(5) || select.count(5) != refusal))
        return brokenHere("refusal " + std::to_string(refusal) + " is missing");
    if (!select.isNull(6) && select.integer(6) < 1)
        return uncovered("refusal " + std::to_string(select.integer(6)));
    return checkSegments();
}

/// Between the first and the last event of a segment there is none too many: the walk counted them.
Result<std::optional<BrokenSeal>> Verifier::checkSegments()
{
    SqliteStatement select = m_database.prepare("SELECT number, first, (SELECT min(later.first)"
                                                " FROM segments later WHERE later.number >"
                                                " segments.number) FROM segments");
    if (!select)
        return failed();
    const ResetAtEnd reset(select);
    while (select.step()) {
        const std::int64_t first = select.integer(1);
        const std::int64_t end = select.isNull(2)
                                     ? static_cast<std::int64_t>(position().last.value) + 1
                                     : select.integer(2);
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

BrokenSeal Verifier::brokenHere(std::string reason) const
{
    return {position().seal, {}, {}, std::move(reason)};
}

BrokenSeal Verifier::uncovered(const std::string &what, std::uint64_t sequence) const
{
    return {position().seal, EventSequence{sequence}, EventSequence{sequence},
            "no seal covers " + what};
}

} // namespace

Result<std::variant<VerifiedHead, BrokenSeal>> verifyCapture(const std::filesystem::path &file,
                                                             const VerifyOptions &options)
{
    const auto capture = openReadable(file);
    if (!capture)
        return tl::unexpected(capture.error());
    SqliteDatabase &database = *capture->database;
    // What a newer version wrote can be read, but its seals may follow other rules.
    const auto version = CaptureFile::check(database);
    if (!version)
        return tl::unexpected(version.error());
    for (;;) {
        auto verdict = Verifier(database, *version, options).run();
        if (!verdict)
            return tl::unexpected(verdict.error());
        if (*verdict)
            return std::move(**verdict);
    }
}

} // namespace core
