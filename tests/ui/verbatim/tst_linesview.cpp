// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/verbatim/linesview.h"
#include "ui/verbatim/plainlines.h"

#include <QClipboard>
#include <QScrollBar>
#include <QtTest>

namespace {

/// Counts the lines it is asked for.
class ManyLines : public ui::LineSource {
public:
    explicit ManyLines(qint64 count)
        : m_count(count)
    {
    }
    qint64 count() const override { return m_count; }
    ui::TextLine line(qint64 index) const override
    {
        ++asked;
        ui::TextLine line;
        line.text = u"line " + QString::number(index);
        line.number = index + 1;
        return line;
    }
    int numberDigits() const override { return 8; }
    mutable int asked = 0;

private:
    qint64 m_count;
};

} // namespace

class TestLinesView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void asksOnlyForVisibleLines();
    void showsWordsWhereNothingIs();
    void copiesSelectedLines();
    void copiesWhatWasBrokenForItsLengthAsOneLine();
    void copiesNoMoreThanItsLimit_data();
    void copiesNoMoreThanItsLimit();
    void scrollsByKeyboard();
    void showsItsLastLineWhole();
    void marksOffendingPlace();
    void bringsAnOffendingPlaceIntoSight_data();
    void bringsAnOffendingPlaceIntoSight();
    void keepsAnOffendingPlaceInSightUntilSomebodyScrolls();
    void keepsTheNumbersWhenTheTextGoesSideways();

private:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::LinesView> m_view;
};

void TestLinesView::init()
{
    m_view.reset();
    m_theme = std::make_unique<ui::Theme>();
    m_view = std::make_unique<ui::LinesView>(*m_theme);
    m_view->resize(500, 300);
    m_view->show();
    m_view->activateWindow();
    m_view->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void TestLinesView::asksOnlyForVisibleLines()
{
    const auto lines = std::make_shared<ManyLines>(50'000'000);
    m_view->setSource(lines);
    m_view->viewport()->grab();
    lines->asked = 0;
    m_view->verticalScrollBar()->setValue(25'000'000);
    m_view->viewport()->grab();
    QVERIFY(lines->asked > 0);
    QVERIFY(lines->asked <= 2 * (300 / m_theme->px(20) + 1));
    QCOMPARE(m_view->firstVisibleLine(), 25'000'000);
}

void TestLinesView::showsWordsWhereNothingIs()
{
    m_view->setSource(nullptr);
    const QImage without = m_view->viewport()->grab().toImage();
    m_view->setSource(nullptr, QStringLiteral("This event carries no data."));
    QVERIFY(m_view->viewport()->grab().toImage() != without);
    QTest::keyClick(m_view.get(), Qt::Key_Down);
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton);
    QCOMPARE(m_view->selectedText(), QString());
}

void TestLinesView::copiesSelectedLines()
{
    m_view->setSource(std::make_shared<ManyLines>(100));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {50, 10});
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QSignalSpy copied(m_view.get(), &ui::LinesView::copied);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("line 0\nline 1"));
    QCOMPARE(copied.count(), 1);
    QCOMPARE(copied[0][0].toLongLong(), 2);
}

void TestLinesView::copiesWhatWasBrokenForItsLengthAsOneLine()
{
    const std::string text = std::string(5'000, 'x') + "\nshort";
    m_view->setSource(std::make_shared<ui::PlainLines>(std::make_shared<const std::string>(text)));
    m_view->selectAll();
    QCOMPARE(m_view->selectedText().toStdString(), text);
}

void TestLinesView::copiesNoMoreThanItsLimit_data()
{
    QTest::addColumn<qint64>("lines");
    QTest::addColumn<bool>("cut");
    QTest::newRow("one below") << ui::LinesView::MaxCopiedLines - 1 << false;
    QTest::newRow("at") << ui::LinesView::MaxCopiedLines << false;
    QTest::newRow("one above") << ui::LinesView::MaxCopiedLines + 1 << true;
}

void TestLinesView::copiesNoMoreThanItsLimit()
{
    QFETCH(qint64, lines);
    QFETCH(bool, cut);
    m_view->setSource(std::make_shared<ManyLines>(lines));
    m_view->selectAll();
    QSignalSpy copied(m_view.get(), &ui::LinesView::copied);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(copied.count(), 1);
    QCOMPARE(copied[0][1].toBool(), cut);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n') + 1,
             std::min(lines, ui::LinesView::MaxCopiedLines));
}

void TestLinesView::scrollsByKeyboard()
{
    m_view->setSource(std::make_shared<ManyLines>(1'000));
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->firstVisibleLine(), 0);
}

void TestLinesView::showsItsLastLineWhole()
{
    m_view->setSource(std::make_shared<ManyLines>(1'000));
    for (int height = 200; height < 220; ++height) {
        m_view->resize(500, height);
        m_view->verticalScrollBar()->triggerAction(QScrollBar::SliderToMaximum);
        const qint64 shownAbove = 999 - m_view->firstVisibleLine();
        const int foot = m_theme->px(10) / 2 + static_cast<int>(shownAbove + 1) * m_theme->px(20);
        QVERIFY2(foot <= m_view->viewport()->height(), qPrintable(QString::number(height)));
    }
}

void TestLinesView::marksOffendingPlace()
{
    const std::string text = "POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{}";
    m_view->setSource(std::make_shared<ui::PlainLines>(std::make_shared<const std::string>(text)));
    const auto danger = m_theme->colour(QLatin1String("dangerBg"));
    const auto dangerRows = [&] {
        const QImage image = m_view->viewport()->grab().toImage();
        int rows = 0;
        for (int y = 0; y < image.height(); ++y)
            rows += image.pixelColor(image.width() - 3, y) == danger ? 1 : 0;
        return rows;
    };
    QCOMPARE(dangerRows(), 0);
    m_view->setOffendingPlace(ui::OffendingPlace{17, 30, QStringLiteral("read as data")});
    QCOMPARE(dangerRows(), m_theme->px(20));
    m_view->setOffendingPlace(ui::OffendingPlace{0, 30, QString()});
    QCOMPARE(dangerRows(), 2 * m_theme->px(20));
    m_view->setOffendingPlace(std::nullopt);
    QCOMPARE(dangerRows(), 0);
}

namespace {

std::shared_ptr<ui::PlainLines> numberedLines(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "12345678\n";
    return std::make_shared<ui::PlainLines>(std::make_shared<const std::string>(std::move(text)));
}

} // namespace

void TestLinesView::bringsAnOffendingPlaceIntoSight_data()
{
    QTest::addColumn<quint64>("line");
    QTest::addColumn<bool>("scrolls");
    QTest::newRow("in sight already") << quint64(3) << false;
    QTest::newRow("in the middle") << quint64(500) << true;
    QTest::newRow("last line") << quint64(999) << true;
}

void TestLinesView::bringsAnOffendingPlaceIntoSight()
{
    QFETCH(quint64, line);
    QFETCH(bool, scrolls);
    m_view->setSource(numberedLines(1'000));
    m_view->setOffendingPlace(ui::OffendingPlace{line * 9 + 2, 3, QString()});
    QCOMPARE(m_view->firstVisibleLine() > 0, scrolls);
    QVERIFY(m_view->firstVisibleLine() <= static_cast<qint64>(line));
    QVERIFY(static_cast<qint64>(line) <
            m_view->firstVisibleLine() + m_view->verticalScrollBar()->pageStep());
}

void TestLinesView::keepsAnOffendingPlaceInSightUntilSomebodyScrolls()
{
    // A place far right in a long line, set before the view has its size.
    const std::string text = std::string(20, '\n') + std::string(1'500, 'x') + "!";
    m_view->resize(120, 40);
    m_view->setSource(std::make_shared<ui::PlainLines>(std::make_shared<const std::string>(text)));
    m_view->setOffendingPlace(ui::OffendingPlace{1'520, 1, QString()});
    m_view->resize(500, 300);
    QTRY_VERIFY(m_view->viewport()->width() > 400);
    const auto isWaveSeen = [&] {
        const QImage image = m_view->viewport()->grab().toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                // Smoothed, so never quite the colour itself; nothing else here is as red.
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.red() - pixel.green() > 60)
                    return true;
            }
        }
        return false;
    };
    QVERIFY(isWaveSeen());
    QVERIFY(m_view->horizontalScrollBar()->value() > 0);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    m_view->horizontalScrollBar()->triggerAction(QScrollBar::SliderToMinimum);
    m_view->resize(400, 200);
    QCOMPARE(m_view->firstVisibleLine(), 0);
    QCOMPARE(m_view->horizontalScrollBar()->value(), 0);
}

void TestLinesView::keepsTheNumbersWhenTheTextGoesSideways()
{
    const std::string text = "a\n" + std::string(1'500, 'W') + "\nb";
    m_view->setSource(std::make_shared<ui::PlainLines>(std::make_shared<const std::string>(text)));
    m_view->resize(500, 300);
    const auto left = [&] { // of the viewport: the numbers
        const QImage image = m_view->viewport()->grab().toImage();
        return image.copy(0, 0, m_theme->px(28), image.height());
    };
    QTRY_VERIFY(m_view->viewport()->width() > 400);
    m_view->viewport()->grab(); // only what was painted once is known to be that wide
    QTRY_VERIFY(m_view->horizontalScrollBar()->maximum() > 1'000);
    const QImage numbers = left();
    m_view->horizontalScrollBar()->setValue(777);
    QCOMPARE(left(), numbers);
    m_view->setSource(nullptr);
    QVERIFY(left() != numbers); // they were seen
}

QTEST_MAIN(TestLinesView)
#include "tst_linesview.moc"
