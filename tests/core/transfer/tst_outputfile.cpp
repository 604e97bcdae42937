// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/outputfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace core;

class TestOutputFile : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void isThereOnceCommitted();
    void leavesNothingWithoutCommit();
    void keepsWhatWasThereUntilCommit();
    void keepsTheModeAndTheLink();
    void saysWhyItCannot_data();
    void saysWhyItCannot();
    void saysThatADeviceIsFull();
    void endsWhenNobodyReadsThePipe();
    void endsWhenAFullPipeIsStopped();
    void notesThatItsFolderVanished();

private:
    std::filesystem::path path(const char *name) const
    {
        return m_folder->filePath(QString::fromUtf8(name)).toStdString();
    }
    QByteArray read(const char *name) const
    {
        QFile file(m_folder->filePath(QString::fromUtf8(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
    }
    QStringList entries() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestOutputFile::initTestCase()
{
    std::signal(SIGPIPE, SIG_IGN);
}

void TestOutputFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestOutputFile::isThereOnceCommitted()
{
    auto file = OutputFile::create(path("out"));
    QVERIFY(file);
    QVERIFY(*(*file)->write("one "));
    QVERIFY(*(*file)->write("two"));
    QCOMPARE(read("out"), QByteArray("absent"));
    QVERIFY((*file)->isReplaceable());
    QVERIFY((*file)->commit());
    file->reset();
    QCOMPARE(read("out"), QByteArray("one two"));
    QCOMPARE(entries(), QStringList{QStringLiteral("out")});
}

void TestOutputFile::leavesNothingWithoutCommit()
{
    {
        auto file = OutputFile::create(path("out"));
        QVERIFY(file && *(*file)->write("one"));
        auto other = OutputFile::create(path("out"));
        QVERIFY(other && *(*other)->write("two"));
        QCOMPARE(entries().size(), 2);
    }
    QCOMPARE(entries(), QStringList{});
}

void TestOutputFile::keepsWhatWasThereUntilCommit()
{
    QFile before(m_folder->filePath(QStringLiteral("out")));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
    before.close();
    QVERIFY(*(*OutputFile::create(path("out")))->write("never committed"));
    QCOMPARE(read("out"), QByteArray("before"));
    auto file = OutputFile::create(path("out"));
    QVERIFY(file && *(*file)->write("after") && (*file)->commit());
    QCOMPARE(read("out"), QByteArray("after"));
}

void TestOutputFile::keepsTheModeAndTheLink()
{
    QVERIFY(QFile(m_folder->filePath(QStringLiteral("real"))).open(QIODevice::WriteOnly));
    QCOMPARE(::chmod(path("real").c_str(), 0640), 0);
    std::filesystem::create_symlink(path("real"), path("link"));
    auto file = OutputFile::create(path("link"));
    QVERIFY(file && *(*file)->write("x") && (*file)->commit());
    QVERIFY(std::filesystem::is_symlink(path("link")));
    QCOMPARE(read("real"), QByteArray("x"));
    struct stat status {};
    QCOMPARE(::stat(path("real").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 07777, mode_t(0640));
}

void TestOutputFile::saysWhyItCannot_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("kind");
    QTest::newRow("no folder") << QStringLiteral("absent/out") << int(Error::Kind::NotFound);
    QTest::newRow("a folder") << QStringLiteral(".") << int(Error::Kind::Io);
    QTest::newRow("within a file") << QStringLiteral("plain/out") << int(Error::Kind::NotFound);
}

void TestOutputFile::saysWhyItCannot()
{
    QFETCH(QString, name);
    QFETCH(int, kind);
    QVERIFY(QFile(m_folder->filePath(QStringLiteral("plain"))).open(QIODevice::WriteOnly));
    const auto file = OutputFile::create(m_folder->filePath(name).toStdString());
    QVERIFY(!file);
    QCOMPARE(int(file.error().kind), kind);
    QVERIFY(file.error().detail.starts_with(m_folder->path().toStdString()));
    QCOMPARE(entries(), QStringList{QStringLiteral("plain")});
}

void TestOutputFile::saysThatADeviceIsFull()
{
    auto file = OutputFile::create("/dev/full");
    QVERIFY(file);
    QVERIFY(!(*file)->isReplaceable());
    const auto written = (*file)->write("x");
    QVERIFY(!written);
    QCOMPARE(int(written.error().kind), int(Error::Kind::Full));
}

void TestOutputFile::endsWhenNobodyReadsThePipe()
{
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    const auto unread = OutputFile::create(path("pipe"));
    QVERIFY(!unread);
    QVERIFY(unread.error().detail.find("nobody reads") != std::string::npos);
    const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK);
    auto file = OutputFile::create(path("pipe"));
    QVERIFY(file);
    QVERIFY(*(*file)->write("x"));
    ::close(reader);
    const auto written = (*file)->write("y");
    QVERIFY(written && !*written);
}

void TestOutputFile::endsWhenAFullPipeIsStopped()
{
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK);
    std::stop_source stop;
    auto file = OutputFile::create(path("pipe"), stop.get_token());
    QVERIFY(file);
    const std::jthread stopper([&stop] { stop.request_stop(); });
    const auto written = (*file)->write(std::string(10'000'000, 'x'));
    QVERIFY(written && !*written);
    ::close(reader);
}

void TestOutputFile::notesThatItsFolderVanished()
{
    const auto folder = path("folder");
    std::filesystem::create_directory(folder);
    auto file = OutputFile::create(folder / "out");
    QVERIFY(file && *(*file)->write("x"));
    std::filesystem::remove_all(folder);
    const auto committed = (*file)->commit();
    QVERIFY(!committed);
    QCOMPARE(int(committed.error().kind), int(Error::Kind::NotFound));
}

QTEST_GUILESS_MAIN(TestOutputFile)
#include "tst_outputfile.moc"
