// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/firststart/actioncard.h"
#include "ui/firststart/firststartpage.h"
#include "ui/frame/codebox.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

#include <memory>

using namespace ui;

class TestFirstStart : public QObject {
    Q_OBJECT

private slots:
    void saysItsWordsExactly();
    void saysWhereItListens();
    void saysTheTitleInItsOwnFont();
    void showsTheCommandsAsTheyAreCopied();
    void offersNoAddressThatItHasNot();
    void passesOnWhatIsClicked();
    void needsNoScrollBarInTheSmallestWindow();

private:
    AppTheme m_theme;
};

namespace {

QLabel *labelWith(const QWidget &page, const QString &text)
{
    for (QLabel *label : page.findChildren<QLabel *>()) {
        if (label->text() == text) {
            return label;
        }
    }
    return nullptr;
}

QString plain(const QString &html)
{
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

} // namespace

void TestFirstStart::saysItsWordsExactly()
{
    FirstStartPage page(*m_theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8080"));
    for (const char *words : {"Send one now", "Or point a sender at it", "Nothing at hand?"})
        QVERIFY2(labelWith(page, QString::fromLatin1(words)), words);
    QCOMPARE(page.findChild<ActionCard *>()->text(), QStringLiteral("Start the demo"));
    QStringList buttons;
    for (const QPushButton *button : page.findChildren<QPushButton *>())
        buttons << button->text();
    const QStringList wanted{QStringLiteral("Copy"), QStringLiteral("Copy"),
                             QStringLiteral("Add a WebSocket connection…"),
                             QStringLiteral("Open a capture…"), QStringLiteral("Your captures…")};
    buttons.sort();
    QStringList sorted = wanted;
    sorted.sort();
    QCOMPARE(buttons, sorted);
}

void TestFirstStart::saysWhereItListens()
{
    FirstStartPage page(*m_theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8081"));
    QVERIFY(labelWith(page, QStringLiteral("Listening on http://127.0.0.1:8081")));
    QVERIFY(labelWith(
        page,
        QStringLiteral("Send a CloudEvent to this address, in any mode. It shows here as soon as "
                       "it is on disk. What is refused shows too, with the reason.")));
}

void TestFirstStart::saysTheTitleInItsOwnFont()
{
    FirstStartPage page(*m_theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8080"));
    page.show();
    const QLabel *title = labelWith(page, QStringLiteral("Listening on http://127.0.0.1:8080"));
    QVERIFY(title);
    QVERIFY(title->sizeHint().height() >= QFontMetrics(m_theme->font(Face::Hero)).height());
}

void TestFirstStart::showsTheCommandsAsTheyAreCopied()
{
    FirstStartPage page(*m_theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8080"));
    const auto boxes = page.findChildren<CodeBox *>();
    QCOMPARE(boxes.size(), 2);
    for (CodeBox *box : boxes) {
        const auto *label = box->findChild<QLabel *>();
        QCOMPARE(plain(label->text()), box->code());
        QTest::mouseClick(box->findChild<QPushButton *>(), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), box->code());
    }
    QVERIFY(boxes[0]->code().startsWith(QLatin1String("curl -i http://127.0.0.1:8080 ")));
    QVERIFY(boxes[0]->code().contains(QLatin1String("-H 'ce-specversion: 1.0'")));
    QCOMPARE(boxes[1]->code(), QStringLiteral("export K_SINK=http://127.0.0.1:8080"));
}

void TestFirstStart::offersNoAddressThatItHasNot()
{
    FirstStartPage page(*m_theme);
    page.setAddress({});
    QVERIFY(labelWith(page, QStringLiteral("Not listening")));
    for (const CodeBox *box : page.findChildren<CodeBox *>()) {
        QVERIFY(!box->isVisibleTo(&page));
    }
}

void TestFirstStart::passesOnWhatIsClicked()
{
    FirstStartPage page(*m_theme);
    page.resize(900, 700);
    page.show();
    QSignalSpy demo(&page, &FirstStartPage::demoRequested);
    QSignalSpy webSocket(&page, &FirstStartPage::webSocketRequested);
    QSignalSpy open(&page, &FirstStartPage::openRequested);
    QTest::mouseClick(page.findChild<ActionCard *>(), Qt::LeftButton);
    QCOMPARE(demo.size(), 1);
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->text().endsWith(QChar(0x2026))) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    QCOMPARE(webSocket.size(), 1);
    QCOMPARE(open.size(), 1);
}

void TestFirstStart::needsNoScrollBarInTheSmallestWindow()
{
    FirstStartPage page(*m_theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8080"));
    const auto placeOfWords = [&page] {
        return labelWith(page, QStringLiteral("Send one now"))->mapTo(&page, QPoint()).y();
    };
    page.resize(1000, 900);
    page.show();
    QTRY_VERIFY(placeOfWords() > m_theme->px(72));
    const int before = placeOfWords();
    page.resize(960 - 248, 600 - 27 - 44 - 30); // what the smallest window leaves of itself
    QTRY_VERIFY(placeOfWords() < before);
    QCOMPARE(page.verticalScrollBar()->maximum(), 0);
}

QTEST_MAIN(TestFirstStart)
#include "tst_firststart.moc"
