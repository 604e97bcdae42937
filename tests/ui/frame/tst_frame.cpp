// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/frame/basepage.h"
#include "ui/frame/lamp.h"
#include "ui/frame/note.h"
#include "ui/frame/panehead.h"
#include "ui/frame/segments.h"
#include "ui/frame/wordsline.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace ui;

class TestFrame : public QObject {
    Q_OBJECT

private slots:
    void headCloses();
    void headKeepsItsToolsWhateverTheSentence();
    void headElidesItsSentence();
    void segmentsChooseOne();
    void segmentsTellOnlyWhatAPersonChose();
    void noteSaysASentence_data();
    void noteSaysASentence();
    void noteOffersItsAction();
    void lampHasAShapePerState();
    void wordsTakeTheRoomTheyNeed();
    void wordsFollowTheirLinks();
    void pageShowsItsWords();
    void everythingGrowsWithTheText();

private:
    AppTheme m_theme;
};

void TestFrame::headCloses()
{
    PaneHead head(*m_theme, QStringLiteral("Problems"), QLatin1String("refused"));
    head.addClose();
    head.resize(600, 30);
    head.show();
    auto *close = head.findChild<QToolButton *>();
    QCOMPARE(close->accessibleName(), QStringLiteral("Close Problems"));
    QSignalSpy closed(&head, &PaneHead::closeRequested);
    QTest::mouseClick(close, Qt::LeftButton);
    QTest::keyClick(close, Qt::Key_Space);
    QCOMPARE(closed.count(), 2);
}

void TestFrame::headKeepsItsToolsWhateverTheSentence()
{
    PaneHead head(*m_theme, QStringLiteral("Problems"), QLatin1String("refused"));
    auto *tool = new QPushButton(QStringLiteral("Export"));
    head.addTool(tool);
    head.addClose();
    head.resize(300, 30);
    head.show();
    head.setSentence(QString(500, u'x'));
    QTRY_VERIFY(tool->width() >= tool->sizeHint().width());
    QVERIFY(tool->geometry().right() < head.width());
    QCOMPARE(head.height(), m_theme->px(30));
    QVERIFY(head.minimumSizeHint().width() < 300);
}

void TestFrame::headElidesItsSentence()
{
    PaneHead head(*m_theme, QStringLiteral("Problems"), QLatin1String("refused"));
    head.resize(300, 30);
    head.show();
    head.setSentence(QString(500, u'i'));
    const QImage long500 = head.grab().toImage();
    head.setSentence(QString(900, u'i'));
    QCOMPARE(head.grab().toImage(), long500);
    // An ellipsis, where letters cut off would go up to the very edge.
    const int edge = head.width() - m_theme->px(4) - 1;
    const QColor ground = long500.pixelColor(head.width() - 1, 15);
    for (int y = 4; y < head.height() / 2; ++y)
        QCOMPARE(long500.pixelColor(edge, y), ground);
}

void TestFrame::segmentsChooseOne()
{
    Segments segments(*m_theme, QStringLiteral("Range"),
                      {QStringLiteral("1 min"), QStringLiteral("10 min"), QStringLiteral("All")});
    QCOMPARE(segments.chosen(), 0);
    const auto buttons = segments.findChildren<QToolButton *>();
    QCOMPARE(buttons.size(), 3);
    QCOMPARE(buttons[1]->accessibleName(), QStringLiteral("Range: 10 min"));
    segments.choose(2);
    QCOMPARE(segments.chosen(), 2);
    QVERIFY(!buttons[0]->isChecked());
    segments.choose(9);
    QCOMPARE(segments.chosen(), 2);
}

void TestFrame::segmentsTellOnlyWhatAPersonChose()
{
    Segments segments(*m_theme, QStringLiteral("Range"),
                      {QStringLiteral("1 min"), QStringLiteral("10 min")});
    segments.show();
    QSignalSpy chosen(&segments, &Segments::chosenByUser);
    segments.choose(1);
    QCOMPARE(chosen.count(), 0);
    QTest::mouseClick(segments.findChildren<QToolButton *>()[0], Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toInt(), 0);
}

void TestFrame::noteSaysASentence_data()
{
    QTest::addColumn<Note::Severity>("severity");
    QTest::addColumn<QString>("strong");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("info") << Note::Severity::Info << QStringLiteral("Paused.")
                          << QStringLiteral("Paused. 3 new.");
    QTest::newRow("warning") << Note::Severity::Warning << QString() << QStringLiteral("3 new.");
    QTest::newRow("danger") << Note::Severity::Danger << QStringLiteral("The disk is full.")
                            << QStringLiteral("The disk is full. 3 new.");
}

void TestFrame::noteSaysASentence()
{
    QFETCH(Note::Severity, severity);
    QFETCH(QString, strong);
    Note note(*m_theme);
    note.say(severity, strong, QStringLiteral("3 new."));
    note.show();
    QTEST(note.sentence(), "sentence");
    QCOMPARE(note.property("severity").toByteArray(), QByteArray(QTest::currentDataTag()));
    QVERIFY(!note.findChild<QPushButton *>()->isVisible());
    QCOMPARE(note.height(), m_theme->px(36));
}

void TestFrame::noteOffersItsAction()
{
    Note note(*m_theme);
    note.say(Note::Severity::Warning, {}, QString(600, u'x'), QStringLiteral("Move…"));
    note.resize(400, 36);
    note.show();
    auto *action = note.findChild<QPushButton *>();
    QTRY_VERIFY(action->isVisible() && action->geometry().right() < note.width());
    QSignalSpy triggered(&note, &Note::actionTriggered);
    QTest::mouseClick(action, Qt::LeftButton);
    QCOMPARE(triggered.count(), 1);
}

void TestFrame::lampHasAShapePerState()
{
    QList<QImage> images;
    for (const auto state : {Lamp::State::On, Lamp::State::Connecting, Lamp::State::Waiting,
                             Lamp::State::Failed, Lamp::State::Off}) {
        Lamp lamp(*m_theme);
        lamp.setState(state);
        lamp.resize(lamp.sizeHint());
        images.append(lamp.grab().toImage());
        const QColor middle = images.last().pixelColor(lamp.width() / 2, lamp.height() / 2);
        const bool hollow = state == Lamp::State::Connecting || state == Lamp::State::Off;
        QCOMPARE(middle == images.last().pixelColor(0, 0), hollow);
    }
    for (qsizetype i = 0; i < images.size(); ++i) {
        for (qsizetype other = 0; other < i; ++other)
            QVERIFY(images[i] != images[other]);
    }
}

void TestFrame::wordsTakeTheRoomTheyNeed()
{
    WordsLine line(*m_theme);
    line.setWords({{QStringLiteral("received ")}, {QStringLiteral("2"), "text", Face::Mono}});
    QCOMPARE(line.text(), QStringLiteral("received 2"));
    QCOMPARE(line.accessibleName(), QStringLiteral("received 2"));
    const int narrow = line.sizeHint().width();
    line.setWords({{QStringLiteral("received ")}, {QStringLiteral("2 000"), "text", Face::Mono}});
    QVERIFY(line.sizeHint().width() > narrow);
    QCOMPARE(line.minimumSizeHint(), line.sizeHint());
}

void TestFrame::wordsFollowTheirLinks()
{
    WordsLine line(*m_theme);
    line.setWords({{QStringLiteral("kept 7 ")},
                   {QStringLiteral("refused 3"), "danger", Face::Small, 5},
                   {QStringLiteral(" end")}});
    line.resize(line.sizeHint());
    line.show();
    QSignalSpy activated(&line, &WordsLine::linkActivated);
    const QFontMetrics metrics(m_theme->font(Face::Small));
    const int start = metrics.horizontalAdvance(QStringLiteral("kept 7 "));
    const int stop = start + metrics.horizontalAdvance(QStringLiteral("refused 3"));
    const auto click = [&](int x, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mouseClick(&line, button, Qt::NoModifier, {x, 8});
    };
    click(start - 2);
    click(stop + 1);
    click(start + 2, Qt::RightButton);
    QCOMPARE(activated.count(), 0);
    click(start + 1);
    click(stop - 1);
    QCOMPARE(activated.count(), 2);
    QCOMPARE(activated[0][0].toInt(), 5);
    QTest::mouseMove(&line, {start + 2, 8});
    QTRY_COMPARE(line.cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseMove(&line, {start - 2, 8});
    QTRY_COMPARE(line.cursor().shape(), Qt::ArrowCursor);
}

void TestFrame::pageShowsItsWords()
{
    BasePage page(*m_theme);
    page.resize(200, 100);
    const QImage empty = page.grab().toImage();
    QCOMPARE(empty.pixelColor(5, 5), m_theme->colour(QLatin1String("base")));
    page.setWords(QStringLiteral("Nothing was refused."));
    QCOMPARE(page.accessibleName(), QStringLiteral("Nothing was refused."));
    QVERIFY(page.grab().toImage() != empty);
}

void TestFrame::everythingGrowsWithTheText()
{
    PaneHead head(*m_theme, QStringLiteral("Facets"), QLatin1String());
    Segments segments(*m_theme, QStringLiteral("Range"), {QStringLiteral("All")});
    Note note(*m_theme);
    Lamp lamp(*m_theme);
    const auto heights = [&] {
        return QList<int>{head.minimumHeight(), segments.minimumHeight(), note.minimumHeight(),
                          lamp.sizeHint().height()};
    };
    const QList<int> before = heights();
    m_theme->setPointSize(16);
    const QList<int> after = heights();
    m_theme->setPointSize(Theme::DefaultPointSize);
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY(after[i] > before[i]);
    QCOMPARE(heights(), before);
}

QTEST_MAIN(TestFrame)
#include "tst_frame.moc"
