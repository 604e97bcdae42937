// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include <QFileInfo>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

/// Which shared libraries `evs` needs, directly and through others: none of a screen, so that a
/// container without one can run it. Reads ELF files with readelf; runs none of them.
class TestNeeded : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void evsNeedsQtCore();
    void evsNeedsNoScreen_data();
    void evsNeedsNoScreen();

private:
    static QStringList neededBy(const QString &file);
    static QString find(const QString &library);

    QSet<QString> m_libraries;
};

QStringList TestNeeded::neededBy(const QString &file)
{
    QProcess readelf;
    readelf.start(QStringLiteral("readelf"),
                  {QStringLiteral("--dynamic"), QStringLiteral("--wide"), file});
    if (!readelf.waitForFinished() || readelf.exitCode() != 0)
        return {};
    static const QRegularExpression needed(QStringLiteral(R"(\(NEEDED\)[^\[]*\[([^\]]+)\])"));
    QStringList names;
    auto matches = needed.globalMatch(QString::fromUtf8(readelf.readAllStandardOutput()));
    while (matches.hasNext())
        names << matches.next().captured(1);
    return names;
}

QString TestNeeded::find(const QString &library)
{
    const QString architecture = QStringLiteral(LIBRARY_ARCHITECTURE);
    for (const QString &folder :
         {QLibraryInfo::path(QLibraryInfo::LibrariesPath), QString(u"/lib/" + architecture),
          QString(u"/usr/lib/" + architecture), QStringLiteral("/lib64"), QStringLiteral("/lib"),
          QStringLiteral("/usr/lib")}) {
        const QString path = folder + u'/' + library;
        if (QFileInfo::exists(path))
            return path;
    }
    return {};
}

void TestNeeded::initTestCase()
{
    QStringList waiting{QStringLiteral(EVS_PROGRAM)};
    while (!waiting.isEmpty()) {
        const QStringList needed = neededBy(waiting.takeLast());
        for (const QString &library : needed) {
            if (m_libraries.contains(library))
                continue;
            m_libraries.insert(library);
            const QString path = find(library);
            QVERIFY2(!path.isEmpty(), qPrintable(library));
            waiting << path;
        }
    }
}

void TestNeeded::evsNeedsQtCore()
{
    QVERIFY2(m_libraries.contains(QStringLiteral("libQt6Core.so.6")),
             "the libraries were not read");
}

void TestNeeded::evsNeedsNoScreen_data()
{
    QTest::addColumn<QString>("library");
    for (const char *name :
         {"libQt6Gui", "libQt6Widgets", "libQt6Charts", "libQt6Svg", "libQt6OpenGL", "libX11",
          "libxcb", "libGL", "libEGL", "libwayland-client"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

void TestNeeded::evsNeedsNoScreen()
{
    QFETCH(QString, library);
    for (const QString &needed : std::as_const(m_libraries))
        QVERIFY2(!needed.startsWith(library + u".so"), qPrintable(needed));
}

QTEST_GUILESS_MAIN(TestNeeded)
#include "tst_needed.moc"
