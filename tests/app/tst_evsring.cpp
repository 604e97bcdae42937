// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/log/capturereader.h"
#include "core/log/verify.h"
#include "core/ring/capturering.h"
#include "tests/app/crashlife.h"
#include "tests/app/crashload.h"
#include "tests/app/evsprocess.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <variant>

namespace {

constexpr int Patience = 60'000;       ///< milliseconds
constexpr int MostOperations = 2000;   ///< of one switch: many times what there are
constexpr std::size_t Padding = 16384; ///< bytes of data: some sixty events a MiB

std::filesystem::path baseIn(const QTemporaryDir &folder)
{
    return folder.filePath(QStringLiteral("shop.eventscope")).toStdString();
}

std::vector<std::filesystem::path> filesIn(const QTemporaryDir &folder)
{
    std::vector<std::filesystem::path> files;
    for (const QString &name :
         QDir(folder.path()).entryList({QStringLiteral("shop-*.eventscope")}, QDir::Files))
        files.emplace_back(folder.filePath(name).toStdString());
    return files;
}

/// What is in `file`, whose seals must hold, goes into `ids`; none twice.
void collect(const std::filesystem::path &file, QSet<QByteArray> &ids)
{
    const auto verdict = core::verifyCapture(file);
    QVERIFY2(verdict, verdict ? "" : verdict.error().detail.c_str());
    if (const auto *broken = std::get_if<core::BrokenSeal>(&*verdict))
        QFAIL(broken->reason.c_str());
    const auto reader = core::CaptureReader::open(file);
    QVERIFY2(reader, reader ? "" : reader.error().detail.c_str());
    std::uint64_t position = 0;
    for (;;) {
        const auto page = (*reader)->read({position + 1});
        QVERIFY(page);
        if (page->empty())
            break;
        for (const core::StoredEvent &stored : *page) {
            QCOMPARE(stored.sequence.value, ++position);
            const QByteArray id = QByteArray::fromStdString(stored.event.id);
            QVERIFY2(!ids.contains(id), id.constData());
            ids.insert(id);
        }
    }
    QCOMPARE(std::get<core::VerifiedHead>(*verdict).last.value, position);
}

QByteArray idOf(const QByteArray &line)
{
    const qsizetype begin = line.indexOf("\"id\":\"") + 6;
    return line.mid(begin, line.indexOf('"', begin) - begin);
}

} // namespace

/// `evs listen` in a ring of files.
class TestEvsRing : public QObject {
    Q_OBJECT

private slots:
    void goesFromFileToFileUnderLoad();
    void removesTheOldestAndSaysSo();
    void goesOnWithTheRingAfterAKill();
    void losesNothingInAnyOperationOfASwitch();
};

void TestEvsRing::goesFromFileToFileUnderLoad()
{
    const QTemporaryDir folder;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--listen=127.0.0.1:0"),
                    QStringLiteral("--log"), QString::fromStdString(baseIn(folder).string()),
                    QStringLiteral("--ring-size=1MiB")});
    evs.startListening();
    CrashLoad load({"load-", evs.port(), Padding, true});
    QTRY_VERIFY_WITH_TIMEOUT(load.acknowledged() >= 1000, Patience);
    QVERIFY(!load.wasTurnedAway());
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(Patience), 0);
    QTRY_VERIFY(load.isEnded());

    const auto files = filesIn(folder);
    QVERIFY(files.size() > 10);
    QVERIFY(!std::filesystem::exists(baseIn(folder)));
    QSet<QByteArray> ids;
    for (const auto &file : files) {
        collect(file, ids);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(!std::filesystem::exists(file.string() + "-wal"));
        const QByteArray name = QByteArray::fromStdString(file.filename().string());
        if (file != files.front())
            QVERIFY2(evs.errors().contains(QByteArray("the capture goes on in " + name)),
                     evs.errors().constData());
    }
    QVERIFY(ids.contains(load.acknowledgedIds()));
    // In the order of the files, each once: a slow printer goes through all of them.
    QCOMPARE(evs.lines().size(), ids.size());
    QSet<QByteArray> printed;
    for (const QByteArray &line : evs.lines())
        printed.insert(idOf(line));
    QCOMPARE(printed, ids);
    QVERIFY(evs.errors().contains(QByteArray("kept " + QByteArray::number(ids.size()))));
}

void TestEvsRing::removesTheOldestAndSaysSo()
{
    const QTemporaryDir folder;
    EvsProcess evs({QStringLiteral("listen"), QStringLiteral("--quiet"),
                    QStringLiteral("--listen=127.0.0.1:0"), QStringLiteral("--log"),
                    QString::fromStdString(baseIn(folder).string()),
                    QStringLiteral("--ring-size=1MiB"), QStringLiteral("--ring-files=3")});
    evs.startListening();
    CrashLoad load({"load-", evs.port(), Padding, false});
    QTRY_VERIFY_WITH_TIMEOUT(load.acknowledged() >= 600, Patience);
    evs.signal(SIGTERM);
    QCOMPARE(evs.waitForEnd(Patience), 0);
    const auto files = filesIn(folder);
    QCOMPARE(files.size(), 3U);
    QVERIFY2(evs.errors().contains("removed shop-00001-"), evs.errors().constData());
    QSet<QByteArray> ids;
    for (const auto &file : files)
        collect(file, ids);
    QVERIFY(!ids.isEmpty());
    QTRY_VERIFY(load.isEnded());
    // What is left are the newest.
    QVERIFY((load.sentIds() - ids).size() >= 300);
}

void TestEvsRing::goesOnWithTheRingAfterAKill()
{
    const QTemporaryDir folder;
    QSet<QByteArray> sent;
    QSet<QByteArray> acknowledged;
    for (int number = 0; number < 6; ++number) {
        CrashLife life;
        life.name = QByteArray::number(number) + '-';
        life.acknowledgements = 150;
        life.paddingBytes = Padding;
        life.options = QStringList{QStringLiteral("--ring-size=1MiB")};
        life.closes = number == 5;
        const CrashDeath death = endOf(life, baseIn(folder));
        QVERIFY2(death.way == (life.closes ? CrashDeath::Way::Closed : CrashDeath::Way::Kill),
                 death.errors.constData());
        QVERIFY(!death.wasTurnedAway);
        sent += death.sent;
        acknowledged += death.acknowledged;
    }
    QSet<QByteArray> ids;
    std::uint64_t number = 0;
    for (const auto &file : filesIn(folder)) {
        collect(file, ids);
        if (QTest::currentTestFailed())
            return;
        const auto place = core::readRingPlace(file);
        QVERIFY(place);
        QCOMPARE(place->number, ++number);
        QCOMPARE(place->headBefore.has_value(), number > 1);
    }
    QVERIFY(number >= 10);
    QVERIFY(ids.contains(acknowledged));
    QVERIFY(sent.contains(ids));
}

/// From the first operation that makes the next file to when the one before says that it is complete.
void TestEvsRing::losesNothingInAnyOperationOfASwitch()
{
    int kills = 0;
    // Every one of the first, then fewer and fewer of many equal ones.
    for (int operation = 1; operation < MostOperations; operation += 1 + operation / 16) {
        const QTemporaryDir folder;
        CrashLife life;
        life.name = "first-";
        life.rule =
            QStringLiteral("%1 any any %2 after INSERT OR REPLACE INTO meta VALUES('ring_previous'")
                .arg(operation % 2 == 0 ? QStringLiteral("tear") : QStringLiteral("kill"))
                .arg(operation);
        life.acknowledgements = 100;
        life.paddingBytes = Padding;
        life.closes = true;
        life.options = QStringList{QStringLiteral("--ring-size=1MiB")};
        const CrashDeath first = endOf(life, baseIn(folder));
        QVERIFY2(first.way != CrashDeath::Way::Failed, first.errors.constData());
        QVERIFY(!first.wasTurnedAway);
        life.name = "second-";
        life.rule.clear();
        life.acknowledgements = 10;
        const CrashDeath second = endOf(life, baseIn(folder));
        QVERIFY2(second.way == CrashDeath::Way::Closed, second.errors.constData());
        QSet<QByteArray> ids;
        for (const auto &file : filesIn(folder)) {
            collect(file, ids);
            if (QTest::currentTestFailed()) {
                qWarning("%s, %s", qPrintable(life.rule), file.c_str());
                return;
            }
            const auto place = core::readRingPlace(file);
            QVERIFY(place);
            QCOMPARE(place->next.empty(), file == filesIn(folder).back());
            QVERIFY(!std::filesystem::exists(file.string() + "-wal"));
        }
        QVERIFY(ids.contains(first.acknowledged + second.acknowledged));
        QVERIFY((first.sent + second.sent).contains(ids));
        if (first.way == CrashDeath::Way::Closed)
            break;
        ++kills;
    }
    QVERIFY(kills > 10);
}

QTEST_GUILESS_MAIN(TestEvsRing)
#include "tst_evsring.moc"
