// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/crashcheck.h"

#include "core/disk/sqlitedatabase.h"
#include "core/log/capturereader.h"
#include "core/log/verify.h"

#include <QTest>

#include <optional>
#include <utility>
#include <variant>

CrashCheck::CrashCheck(std::filesystem::path file)
    : m_file(std::move(file))
{
}

void CrashCheck::checkNewEvents(const QSet<QByteArray> &sent, const QSet<QByteArray> &acknowledged)
{
    const auto reader = core::CaptureReader::open(m_file);
    QVERIFY2(reader, reader ? "" : reader.error().detail.c_str());
    // What leaves by the limit is the oldest, and was looked at long before.
    const auto evicted = integer("SELECT evicted FROM ledger");
    QVERIFY(evicted && *evicted <= m_position);
    QSet<QByteArray> found;
    for (;;) {
        const auto page = (*reader)->read({m_position + 1});
        QVERIFY2(page, page ? "" : page.error().detail.c_str());
        if (page->empty())
            break;
        for (const core::StoredEvent &stored : *page) {
            QCOMPARE(stored.sequence.value, m_position + 1);
            ++m_position;
            const QByteArray id = QByteArray::fromStdString(stored.event.id);
            QVERIFY2(sent.contains(id), id.constData());
            QVERIFY2(!found.contains(id), id.constData());
            QVERIFY2(stored.text.ends_with("\"id\":\"" + stored.event.id + "\"}}"),
                     stored.text.c_str());
            found.insert(id);
        }
    }
    const QSet<QByteArray> lost = acknowledged - found;
    QVERIFY2(lost.isEmpty(), lost.isEmpty() ? "" : lost.begin()->constData());
    const auto last = (*reader)->last();
    QVERIFY(last);
    QCOMPARE(last->value, m_position);
    checkLedger();
}

std::optional<std::uint64_t> CrashCheck::integer(const char *sql) const
{
    const auto database =
        core::SqliteDatabase::open(m_file, core::SqliteDatabase::Access::ReadOnly);
    const auto value = database ? (*database)->integer(sql) : std::nullopt;
    return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

void CrashCheck::checkLedger() const
{
    using Number = std::optional<std::uint64_t>;
    QVERIFY(integer("SELECT kept + evicted FROM ledger") == Number(m_position));
    QVERIFY(integer("SELECT coalesce(max(last), 0) FROM seals") == Number(m_position));
    // Every refused request of these tests has a row, of which the oldest may have left: none was told to come again.
    QVERIFY(integer("SELECT refused FROM ledger") ==
            integer("SELECT coalesce(max(number), 0) FROM refusal_rows"));
}

void CrashCheck::checkWhole() const
{
    const auto verdict = core::verifyCapture(m_file);
    QVERIFY2(verdict, verdict ? "" : verdict.error().detail.c_str());
    if (const auto *broken = std::get_if<core::BrokenSeal>(&*verdict))
        QFAIL(broken->reason.c_str());
    QCOMPARE(std::get<core::VerifiedHead>(*verdict).last.value, m_position);
    const auto database =
        core::SqliteDatabase::open(m_file, core::SqliteDatabase::Access::ReadOnly);
    QVERIFY2(database, database ? "" : database.error().detail.c_str());
    core::SqliteStatement check = (*database)->prepare("PRAGMA integrity_check(1)");
    QVERIFY(check && check.step());
    QCOMPARE(check.text(0), std::string_view("ok"));
}
