// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "tests/ui/connections/states.h"
#include "ui/connections/connectionspanel.h"
#include "ui/connections/websocketdialog.h"
#include "ui/frame/panehead.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using State = core::ConnectionState;

class TestConnectionsPanel : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void sumsUp_data();
    void sumsUp();
    void offersWhatTheChosenConnectionCanDo();
    void keepsTheChoiceWhenConnectionsComeAndGo();
    void judgesTheUrlWhileItIsTyped_data();
    void judgesTheUrlWhileItIsTyped();
    void answersWhatWasTyped();
    void answersNothingWhenCancelled();
    void looksDifferentInEachTheme();

private:
    QToolButton *tool(const QString &words) const;
    QTableView *table() const { return m_panel->findChild<QTableView *>(); }
    static QStringList labels(const QWidget &widget);

    AppTheme m_theme;
    std::unique_ptr<ui::ConnectionsPanel> m_panel;
};

void TestConnectionsPanel::init()
{
    m_panel = std::make_unique<ui::ConnectionsPanel>(*m_theme);
    m_panel->resize(1000, 260);
    m_panel->show();
}

void TestConnectionsPanel::cleanup()
{
    m_panel.reset();
}

QToolButton *TestConnectionsPanel::tool(const QString &words) const
{
    for (QToolButton *button : m_panel->head()->findChildren<QToolButton *>()) {
        if (button->text() == words)
            return button;
    }
    return nullptr;
}

QStringList TestConnectionsPanel::labels(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (!label->text().isEmpty())
            texts << label->text();
    }
    return texts;
}

void TestConnectionsPanel::sumsUp_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<int>("away");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("none") << 0 << 0 << QStringLiteral("Nothing brings events.");
    QTest::newRow("one") << 1 << 0 << QStringLiteral("One connection brings events.");
    QTest::newRow("several") << 3 << 0 << QStringLiteral("3 connections bring events.");
    QTest::newRow("one away") << 3 << 1 << QStringLiteral("1 of 3 connections is away.");
    QTest::newRow("several away") << 3 << 2 << QStringLiteral("2 of 3 connections are away.");
}

void TestConnectionsPanel::sumsUp()
{
    QFETCH(int, connections);
    QFETCH(int, away);
    QFETCH(QString, sentence);
    std::vector<State> states;
    for (int i = 0; i < connections; ++i) {
        states.push_back(connection(static_cast<std::uint64_t>(i + 1)));
        states.back().lamp = i < away ? State::Lamp::Waiting : State::Lamp::On;
    }
    m_panel->setConnections(states);
    QVERIFY2(labels(*m_panel->head()).contains(sentence),
             qPrintable(labels(*m_panel->head()).join(u'|')));
}

void TestConnectionsPanel::offersWhatTheChosenConnectionCanDo()
{
    State away = connection(2);
    away.lamp = State::Lamp::Waiting;
    m_panel->setConnections({connection(1), away, connection(3)});
    QToolButton *retry = tool(QStringLiteral("Try now"));
    QToolButton *stop = tool(QStringLiteral("Stop"));
    QVERIFY(!retry->isEnabled());
    QVERIFY(!stop->isEnabled());
    table()->selectRow(0); // the receiver
    QVERIFY(!retry->isEnabled());
    QVERIFY(!stop->isEnabled());
    table()->selectRow(1);
    QVERIFY(retry->isEnabled());
    QVERIFY(stop->isEnabled());
    qRegisterMetaType<core::ConnectionId>();
    QSignalSpy retried(m_panel.get(), &ui::ConnectionsPanel::retryRequested);
    QSignalSpy stopped(m_panel.get(), &ui::ConnectionsPanel::stopRequested);
    QSignalSpy added(m_panel.get(), &ui::ConnectionsPanel::addRequested);
    retry->click();
    stop->click();
    tool(QStringLiteral("Add WebSocket…"))->click();
    QCOMPARE(retried.count(), 1);
    QCOMPARE(retried[0][0].value<core::ConnectionId>().value, 2U);
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(added.count(), 1);
    m_panel->setConnections({connection(1), connection(2), connection(3)}); // it is back
    QVERIFY(!retry->isEnabled());
    QVERIFY(stop->isEnabled());
}

void TestConnectionsPanel::keepsTheChoiceWhenConnectionsComeAndGo()
{
    m_panel->setConnections({connection(1), connection(2), connection(3)});
    table()->selectRow(2);
    m_panel->setConnections({connection(1), connection(3), connection(4)});
    const QModelIndexList chosen = table()->selectionModel()->selectedRows();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0].data().toString(), QStringLiteral("wss://example.org/3"));
    QVERIFY(tool(QStringLiteral("Stop"))->isEnabled());
}

void TestConnectionsPanel::judgesTheUrlWhileItIsTyped_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("possible");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("wss") << QStringLiteral("wss://ws.blockchain.info/inv") << true;
    QTest::newRow("ws with port") << QStringLiteral("ws://127.0.0.1:9000") << true;
    QTest::newRow("white space around") << QStringLiteral("  wss://example.org ") << true;
    QTest::newRow("another scheme") << QStringLiteral("https://example.org") << false;
    QTest::newRow("no scheme") << QStringLiteral("example.org/feed") << false;
    QTest::newRow("no host") << QStringLiteral("wss:///feed") << false;
    QTest::newRow("bad port") << QStringLiteral("ws://example.org:99999") << false;
}

void TestConnectionsPanel::judgesTheUrlWhileItIsTyped()
{
    QFETCH(QString, url);
    QFETCH(bool, possible);
    ui::WebSocketDialog dialog(*m_theme);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QPushButton *add = nullptr;
    for (QPushButton *button : dialog.findChildren<QPushButton *>())
        add = button->text() == u"Add" ? button : add;
    QVERIFY(add);
    const QStringList before = labels(dialog);
    dialog.findChild<QLineEdit *>()->setText(url);
    QCOMPARE(add->isEnabled(), possible);
    // An address that is not possible is explained; an empty field says what will happen.
    QCOMPARE(labels(dialog) == before, url.isEmpty());
    QCOMPARE(labels(dialog).size(), possible ? before.size() - 1 : before.size());
    QSignalSpy chosen(&dialog, &ui::WebSocketDialog::chosen);
    dialog.show();
    QTest::keyClick(dialog.findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(chosen.count(), possible ? 1 : 0);
}

void TestConnectionsPanel::answersWhatWasTyped()
{
    QPointer<ui::WebSocketDialog> dialog = new ui::WebSocketDialog(*m_theme);
    const auto fields = dialog->findChildren<QLineEdit *>();
    core::WebSocketOptions answer;
    connect(dialog, &ui::WebSocketDialog::chosen, this,
            [&](const core::WebSocketOptions &options) { answer = options; });
    dialog->open();
    fields[0]->setText(QStringLiteral(" wss://example.org/feed "));
    fields[1]->setText(QStringLiteral("{\"op\":\"unconfirmed_sub\"}"));
    dialog->findChild<QCheckBox *>()->setChecked(true);
    QTest::keyClick(fields[0], Qt::Key_Return);
    QCOMPARE(answer.url, std::string("wss://example.org/feed"));
    QCOMPARE(answer.firstMessage.value_or("none"), std::string("{\"op\":\"unconfirmed_sub\"}"));
    QVERIFY(answer.cloudEvents);
    QTRY_VERIFY(!dialog);
}

void TestConnectionsPanel::answersNothingWhenCancelled()
{
    QPointer<ui::WebSocketDialog> dialog = new ui::WebSocketDialog(*m_theme);
    QSignalSpy chosen(dialog.data(), &ui::WebSocketDialog::chosen);
    dialog->open();
    dialog->findChild<QLineEdit *>()->setText(QStringLiteral("wss://example.org"));
    QTest::keyClick(dialog.data(), Qt::Key_Escape);
    QCOMPARE(chosen.count(), 0);
    QTRY_VERIFY(!dialog);
}

void TestConnectionsPanel::looksDifferentInEachTheme()
{
    State away = connection(2, 168'637);
    away.lamp = State::Lamp::Waiting;
    away.words = "wss://ws.blockchain.info/inv is away since 14:33:20: connection reset by peer. "
                 "Next try in 4 s.";
    State connecting = connection(3);
    connecting.lamp = State::Lamp::Connecting;
    m_panel->setConnections({connection(1, 2'481'370), away, connecting});
    table()->selectRow(1);
    ui::WebSocketDialog dialog(*m_theme);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.findChild<QLineEdit *>()->setText(QStringLiteral("https://example.org"));
    dialog.show();
    const QString folder = qEnvironmentVariable("EVENTSCOPE_SHOTS");
    QList<QImage> images;
    for (const auto mode : {ui::Theme::Mode::Dark, ui::Theme::Mode::Light}) {
        m_theme->setMode(mode);
        m_panel->head()->resize(1000, 30);
        for (QWidget *widget : QList<QWidget *>{m_panel.get(), m_panel->head(), &dialog}) {
            images.append(widget->grab().toImage());
            if (!folder.isEmpty())
                images.last().save(folder + u"/connections-" + QString::number(images.size()) +
                                   u".png");
        }
    }
    m_theme->setMode(ui::Theme::Mode::Dark);
    for (qsizetype i = 0; i < 3; ++i)
        QVERIFY(images[i] != images[i + 3]);
}

QTEST_MAIN(TestConnectionsPanel)
#include "tst_connectionspanel.moc"
