// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/captureopener.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

core::Result<std::unique_ptr<core::Monitor>> startOnLoopback(const std::filesystem::path &file)
{
    core::Monitor::Options options;
    options.capture = file;
    options.listen = {{"127.0.0.1", 0, false}};
    return core::Monitor::start(std::move(options));
}

} // namespace

class TestCaptureOpener : public QObject {
    Q_OBJECT

private slots:
    void opensInTheBackground();
    void closesTheOneBeforeFirst();
    void isBackAtTheOneBeforeWhenTheNextCannotBeOpened();
    void saysWhyThereIsNone();
    void endsWhileItIsBusy();

private:
    std::filesystem::path file(const char *name) const
    {
        return m_folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    QTemporaryDir m_folder;
};

void TestCaptureOpener::opensInTheBackground()
{
    CaptureOpener opener(startOnLoopback);
    std::shared_ptr<OpenedCapture> opened;
    connect(&opener, &CaptureOpener::opened, this, [&](const auto &capture) { opened = capture; });
    opener.open(nullptr, file("a.eventscope"));
    QVERIFY(opener.isBusy());
    QTRY_VERIFY(opened);
    QVERIFY(!opener.isBusy());
    QVERIFY(!opened->problem);
    QCOMPARE(opened->monitor->log().file(), file("a.eventscope"));
}

void TestCaptureOpener::closesTheOneBeforeFirst()
{
    // One port for both: the second can only have it when the first is gone.
    std::uint16_t port = 0;
    CaptureOpener opener([&port](const std::filesystem::path &path) {
        core::Monitor::Options options;
        options.capture = path;
        options.listen = {{"127.0.0.1", port, false}};
        return core::Monitor::start(std::move(options));
    });
    std::shared_ptr<OpenedCapture> opened;
    connect(&opener, &CaptureOpener::opened, this, [&](const auto &capture) { opened = capture; });
    opener.open(nullptr, file("b.eventscope"));
    QTRY_VERIFY(opened);
    const std::string address = opened->monitor->addresses().at(0);
    port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    opener.open(std::move(std::exchange(opened, nullptr)->monitor), file("c.eventscope"));
    QTRY_VERIFY(opened);
    QVERIFY(!opened->problem);
    QCOMPARE(opened->monitor->addresses().at(0), address);
}

void TestCaptureOpener::isBackAtTheOneBeforeWhenTheNextCannotBeOpened()
{
    QFile broken(QString::fromStdString(file("broken.eventscope").string()));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("this is not a capture, and it is long enough to be looked at as one");
    broken.close();
    CaptureOpener opener(startOnLoopback);
    std::shared_ptr<OpenedCapture> opened;
    connect(&opener, &CaptureOpener::opened, this, [&](const auto &capture) { opened = capture; });
    opener.open(nullptr, file("d.eventscope"));
    QTRY_VERIFY(opened);
    opener.open(std::move(std::exchange(opened, nullptr)->monitor), file("broken.eventscope"));
    QTRY_VERIFY(opened);
    QVERIFY(opened->problem);
    QVERIFY2(opened->problem->detail.find("broken.eventscope") != std::string::npos,
             opened->problem->detail.c_str());
    QVERIFY(opened->monitor);
    QCOMPARE(opened->monitor->log().file(), file("d.eventscope"));
}

void TestCaptureOpener::saysWhyThereIsNone()
{
    CaptureOpener opener(startOnLoopback);
    std::shared_ptr<OpenedCapture> opened;
    connect(&opener, &CaptureOpener::opened, this, [&](const auto &capture) { opened = capture; });
    opener.open(nullptr, m_folder.path().toStdString()); // a folder
    QTRY_VERIFY(opened);
    QVERIFY(!opened->monitor);
    QVERIFY(opened->problem && !opened->problem->detail.empty());
}

void TestCaptureOpener::endsWhileItIsBusy()
{
    {
        CaptureOpener opener(startOnLoopback);
        opener.open(nullptr, file("e.eventscope"));
    }
    QVERIFY(startOnLoopback(file("e.eventscope"))); // nobody holds it
}

QTEST_GUILESS_MAIN(TestCaptureOpener)
#include "tst_captureopener.moc"
