// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/filterbar/addresschip.h"
#include "ui/filterbar/filterstrip.h"
#include "ui/frame/lamp.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QToolButton>
#include <QtTest>

class TestFilterBar : public QObject {
    Q_OBJECT

private slots:
    void saysWhatIsShown();
    void takesAFilterBack();
    void neverDrawsOverItsButton();
    void looksDifferentInEachTheme();
    void showsWhereItListens();
    void copiesTheWholeAddress();
    void saysThatNothingListens();

private:
    AppTheme m_theme;
};

void TestFilterBar::saysWhatIsShown()
{
    ui::FilterStrip strip(*m_theme);
    QCOMPARE(strip.text(), QString());
    QCOMPARE(strip.accessibleName(), QStringLiteral("No filter: all events are shown"));
    QCOMPARE(strip.property("validity").toString(), QString());
    strip.setFilter({{"tick"}, {}, {}, {}});
    QCOMPARE(strip.text(), QStringLiteral("type = 'tick'"));
    QCOMPARE(strip.toolTip(), strip.text());
    QCOMPARE(strip.accessibleName(), QStringLiteral("Filter: type = 'tick'"));
    QCOMPARE(strip.property("validity").toString(), QStringLiteral("valid"));
}

void TestFilterBar::takesAFilterBack()
{
    ui::FilterStrip strip(*m_theme);
    strip.resize(400, 30);
    strip.show();
    auto *clear = strip.findChild<QToolButton *>();
    QVERIFY(!clear->isVisible());
    strip.setFilter({{"tick"}, {}, {}, {}});
    QVERIFY(clear->isVisible());
    QSignalSpy spy(&strip, &ui::FilterStrip::clearRequested);
    QTest::mouseClick(clear, Qt::LeftButton);
    QCOMPARE(spy.count(), 1);
    QVERIFY(!strip.text().isEmpty()); // the owner of the filter decides
    strip.setFilter({});
    QVERIFY(!clear->isVisible());
}

void TestFilterBar::neverDrawsOverItsButton()
{
    ui::FilterStrip strip(*m_theme);
    strip.resize(300, 30);
    strip.show();
    core::EventFilter filter;
    filter.types = {"a"};
    strip.setFilter(filter);
    auto *clear = strip.findChild<QToolButton *>();
    QTRY_VERIFY(clear->x() > 200);
    const QRect beside(clear->x() - 3, 4, 3, 22);
    const QImage shortOne = strip.grab(beside).toImage();
    for (int i = 0; i < 50; ++i)
        filter.types.insert("com.example.type." + std::to_string(i));
    strip.setFilter(filter);
    QCOMPARE(strip.grab(beside).toImage(), shortOne);
}

void TestFilterBar::looksDifferentInEachTheme()
{
    ui::FilterStrip empty(*m_theme);
    ui::FilterStrip strip(*m_theme);
    strip.setFilter({{"com.shop.order.paid", "tick"}, {}, {}, {"/it's"}});
    ui::AddressChip chip(*m_theme);
    chip.setAddresses({QStringLiteral("http://127.0.0.1:8080")});
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    const QList<QWidget *> widgets{&empty, &strip, &chip};
    QList<QImage> images;
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        for (QWidget *widget : widgets) {
            widget->resize(widget == &chip ? chip.sizeHint() : QSize(640, 30));
            images.append(widget->grab().toImage());
            if (!folder.isEmpty())
                images.last().save(folder + u"/filterbar-" + QString::number(images.size()) +
                                   u".png");
        }
    }
    m_theme->setMode(ui::Theme::Mode::Dark);
    for (qsizetype i = 0; i < widgets.size(); ++i)
        QVERIFY(images[i] != images[i + widgets.size()]);
}

void TestFilterBar::showsWhereItListens()
{
    ui::AddressChip chip(*m_theme);
    chip.setAddresses(
        {QStringLiteral("http://127.0.0.1:8080"), QStringLiteral("http://[::1]:8080")});
    QCOMPARE(chip.findChild<QLabel *>()->text(), QStringLiteral("127.0.0.1:8080"));
    QCOMPARE(chip.toolTip(),
             QStringLiteral("Listening on http://127.0.0.1:8080, http://[::1]:8080"));
    QCOMPARE(chip.accessibleName(), chip.toolTip());
    QCOMPARE(chip.findChild<ui::Lamp *>()->state(), ui::Lamp::State::On);
}

void TestFilterBar::copiesTheWholeAddress()
{
    ui::AddressChip chip(*m_theme);
    chip.setAddresses({QStringLiteral("http://[::1]:8081")});
    chip.show();
    QTest::mouseClick(chip.findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("http://[::1]:8081"));
}

void TestFilterBar::saysThatNothingListens()
{
    ui::AddressChip chip(*m_theme);
    chip.setAddresses({QStringLiteral("http://127.0.0.1:8080")});
    chip.setAddresses({});
    QCOMPARE(chip.findChild<QLabel *>()->text(), QStringLiteral("not listening"));
    QVERIFY(!chip.findChild<QToolButton *>()->isEnabled());
    QCOMPARE(chip.findChild<ui::Lamp *>()->state(), ui::Lamp::State::Off);
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
