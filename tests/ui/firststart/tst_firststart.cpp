// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/firststart/actioncard.h"
#include "ui/firststart/codebox.h"
#include "ui/firststart/firststartpage.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QApplication>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace ui;

class TestFirstStart : public QObject {
    Q_OBJECT

private slots:
    void saysWhereItListens();
    void saysTheTitleInItsOwnFont();
    void showsTheCommandsAsTheyAreCopied();
    void offersNoAddressThatItHasNot();
    void passesOnWhatIsClicked();
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

void TestFirstStart::saysWhereItListens()
{
    Theme theme;
    FirstStartPage page(theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8081"));
    QVERIFY(labelWith(page, QStringLiteral("Listening on http://127.0.0.1:8081")));
    QVERIFY(labelWith(
        page,
        QStringLiteral("Send a CloudEvent to this address, in any mode. It shows here as soon as "
                       "it is on disk. What is refused shows too, with the reason.")));
}

void TestFirstStart::saysTheTitleInItsOwnFont()
{
    Theme theme;
    theme.applyTo(*qApp); // with its style sheet
    FirstStartPage page(theme);
    page.setAddress(QStringLiteral("http://127.0.0.1:8080"));
    page.show();
    const QLabel *title = labelWith(page, QStringLiteral("Listening on http://127.0.0.1:8080"));
    QVERIFY(title);
    QVERIFY(title->sizeHint().height() >= QFontMetrics(theme.font(Face::Hero)).height());
}

void TestFirstStart::showsTheCommandsAsTheyAreCopied()
{
    Theme theme;
    FirstStartPage page(theme);
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
    Theme theme;
    FirstStartPage page(theme);
    page.setAddress({});
    QVERIFY(labelWith(page, QStringLiteral("Not listening")));
    for (const CodeBox *box : page.findChildren<CodeBox *>()) {
        QVERIFY(!box->isVisibleTo(&page));
    }
}

void TestFirstStart::passesOnWhatIsClicked()
{
    Theme theme;
    FirstStartPage page(theme);
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

QTEST_MAIN(TestFirstStart)
#include "tst_firststart.moc"
