// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/importer.h"
#include "tests/core/transfer/transfertest.h"
#include "tests/support/testwriter.h"

#include <QTest>

#include <algorithm>
#include <random>

#include <sys/mman.h>
#include <unistd.h>

using namespace core;
using namespace transfertest;

namespace {

constexpr std::uint64_t Events = 16; ///< of everyKind()

/// A file in memory.
class MemoryFile {
public:
    explicit MemoryFile(const QByteArray &bytes)
        : m_descriptor(::memfd_create("import", MFD_CLOEXEC))
    {
        if (::write(m_descriptor, bytes.constData(), std::size_t(bytes.size())) != bytes.size() ||
            ::lseek(m_descriptor, 0, SEEK_SET) != 0)
            qFatal("no memory file");
    }
    ~MemoryFile() { ::close(m_descriptor); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    int descriptor() const { return m_descriptor; }

private:
    const int m_descriptor;
};

} // namespace

/// Files that were cut, repeated or damaged: whatever is in them, reading ends, and keeps what is whole.
class TestFileReaders : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsWhatIsWhole_data();
    void keepsWhatIsWhole();
    void readsWhatIsThereTwice_data();
    void readsWhatIsThereTwice();
    void survivesDamage_data();
    void survivesDamage();

private:
    void addFormats();
    Result<Imported> read(const QByteArray &bytes, ExportFormat format);

    QTemporaryDir m_folder;
    std::filesystem::path m_capture;
};

void TestFileReaders::initTestCase()
{
    m_capture = capture(m_folder, QStringLiteral("kinds"), everyKind());
}

void TestFileReaders::addFormats()
{
    QTest::addColumn<int>("format");
    for (const ExportFormat format : ExportFormats)
        QTest::newRow(std::string(exportFormatName(format)).c_str()) << int(format);
}

Result<Imported> TestFileReaders::read(const QByteArray &bytes, ExportFormat format)
{
    Intake intake;
    TestWriter writer(intake);
    writer.start();
    const MemoryFile file(bytes);
    ImportOptions options;
    options.format = format;
    options.name = "file";
    ProgressMeter progress;
    auto imported = importDescriptor(file.descriptor(), options, intake, progress, {});
    if (imported && imported->refused != writer.refusals().size())
        qFatal("the counts are not those of the log");
    return imported;
}

void TestFileReaders::keepsWhatIsWhole_data()
{
    addFormats();
}

void TestFileReaders::keepsWhatIsWhole()
{
    QFETCH(int, format);
    const QByteArray whole = exported(m_capture, ExportFormat(format));
    std::uint64_t before = 0;
    for (qsizetype length = 0; length <= whole.size(); ++length) {
        const auto imported = read(whole.left(length), ExportFormat(format));
        if (!imported) { // the header of a table is not whole
            QCOMPARE(format, int(ExportFormat::Csv));
            QVERIFY(length <= whole.indexOf('\n'));
            continue;
        }
        QVERIFY(imported->events <= Events);
        QVERIFY2(imported->refused <= 1, qPrintable(QString::number(length)));
        // More of the file never has fewer events; but half a record may be a shorter one.
        if (format != int(ExportFormat::Csv))
            QVERIFY(imported->events >= before);
        before = imported->events;
    }
    QCOMPARE(before, Events);
}

void TestFileReaders::readsWhatIsThereTwice_data()
{
    addFormats();
}

void TestFileReaders::readsWhatIsThereTwice()
{
    QFETCH(int, format);
    const QByteArray whole = exported(m_capture, ExportFormat(format));
    const auto imported = read(whole + whole, ExportFormat(format));
    QVERIFY(imported);
    switch (ExportFormat(format)) {
    case ExportFormat::Ndjson:
    case ExportFormat::Raw:
        QCOMPARE(imported->events, 2 * Events);
        QCOMPARE(imported->refused, 0U);
        break;
    case ExportFormat::Csv: // the second line of names is no event
        QCOMPARE(imported->events, 2 * Events);
        QCOMPARE(imported->refused, 1U);
        break;
    case ExportFormat::Json: // one array is the whole file
        QCOMPARE(imported->events, Events);
        QCOMPARE(imported->refused, 1U);
        QCOMPARE(imported->end, Imported::End::Failed);
        QVERIFY(imported->problem.find("nothing may follow the array") != std::string::npos);
        break;
    }
}

void TestFileReaders::survivesDamage_data()
{
    addFormats();
}

void TestFileReaders::survivesDamage()
{
    QFETCH(int, format);
    constexpr unsigned Seed = 20261127;
    std::mt19937 random(Seed);
    const QByteArray whole = exported(m_capture, ExportFormat(format));
    const QByteArray marks = QByteArrayLiteral("\"{}[],\r\n\\ :\0\xff"
                                               "0a%");
    for (int round = 0; round < 500; ++round) {
        QByteArray damaged = whole;
        for (unsigned change = random() % 8; change > 0; --change) {
            const auto at = qsizetype(random() % std::uint32_t(damaged.size()));
            const char mark = marks[qsizetype(random() % std::uint32_t(marks.size()))];
            if (random() % 2 == 0)
                damaged[at] = mark;
            else if (random() % 2 == 0)
                damaged.insert(at, mark);
            else
                damaged.remove(at, qsizetype(random() % 20));
        }
        const auto imported = read(damaged, ExportFormat(format));
        QVERIFY2(!imported || imported->events <= 2 * Events,
                 qPrintable(QStringLiteral("seed %1, round %2").arg(Seed).arg(round)));
    }
}

QTEST_GUILESS_MAIN(TestFileReaders)
#include "tst_filereaders.moc"
