// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/apptheme.h"
#include "ui/textsearch/textsearchfield.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace ui;

class TestTextSearchField : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_field = std::make_unique<TextSearchField>(*m_theme);
        m_field->show();
        m_field->activateWindow();
        m_field->beginTyping();
        QTRY_VERIFY(edit().hasFocus());
    }
    void cleanup() { m_field.reset(); }

    void saysEachQuery()
    {
        QSignalSpy queries(m_field.get(), &TextSearchField::queryChanged);
        QTest::keyClicks(&edit(), QStringLiteral("ab"));
        QCOMPARE(queries.count(), 2);
        QCOMPARE(m_field->query(), (core::TextQuery{"ab", false, false}));
        QTest::mouseClick(button("Case counts"), Qt::LeftButton);
        QCOMPARE(m_field->query(), (core::TextQuery{"ab", true, false}));
        QTest::keyClick(button("Regular expression"), Qt::Key_Space);
        QCOMPARE(m_field->query(), (core::TextQuery{"ab", true, true}));
        QCOMPARE(queries.count(), 4);
    }
    void stepsAndLeavesByKeyboard()
    {
        QSignalSpy steps(m_field.get(), &TextSearchField::stepRequested);
        QSignalSpy leaves(m_field.get(), &TextSearchField::leaveRequested);
        QTest::keyClicks(&edit(), QStringLiteral("a"));
        QTest::keyClick(&edit(), Qt::Key_Return);
        QTest::keyClick(&edit(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(steps.count(), 2);
        QCOMPARE(steps[0][0].toBool(), true);
        QCOMPARE(steps[1][0].toBool(), false);
        QTest::keyClick(&edit(), Qt::Key_Escape);
        QCOMPARE(leaves.count(), 1);
        QVERIFY(m_field->query().text.empty());
    }
    void showsHowTheSearchStands()
    {
        SearchState state;
        state.isActive = true;
        state.found = state.foundInAll = 8214;
        m_field->setState(state, 3);
        QCOMPARE(m_field->countText(), QString()); // nothing is typed
        QTest::keyClicks(&edit(), QStringLiteral("a"));
        QCOMPARE(m_field->countText(), QStringLiteral("3 of 8\u00A0214"));
        QVERIFY(m_field->toolTip().startsWith(QLatin1String("Hit 3 of 8")));
        state.found = 0;
        m_field->setState(state, 0);
        QCOMPARE(m_field->property("validity").toString(), QStringLiteral("suspicious"));
        state.isSearching = true;
        m_field->setState(state, 0);
        QCOMPARE(m_field->property("validity").toString(), QString());
        QTest::mouseClick(button("Clear the search"), Qt::LeftButton);
        QVERIFY(m_field->query().text.empty());
        QCOMPARE(m_field->countText(), QString());
        QVERIFY(edit().hasFocus());
    }
    void saysWhatIsWrong()
    {
        QTest::keyClicks(&edit(), QStringLiteral("("));
        m_field->setFault(QStringLiteral("The expression cannot be read."));
        QCOMPARE(m_field->property("validity").toString(), QStringLiteral("invalid"));
        QCOMPARE(m_field->countText(), QStringLiteral("invalid"));
        QCOMPARE(m_field->toolTip(), QStringLiteral("The expression cannot be read."));
        QCOMPARE(edit().accessibleDescription(), m_field->toolTip());
        m_field->setFault({});
        QCOMPARE(m_field->property("validity").toString(), QString());
    }
    void keepsNothingWhenTheViewIsRedacted()
    {
        QTest::keyClicks(&edit(), QStringLiteral("secret"));
        QSignalSpy queries(m_field.get(), &TextSearchField::queryChanged);
        m_field->setRedacted(true);
        QCOMPARE(queries.count(), 1);
        QVERIFY(m_field->query().text.empty());
        QVERIFY(m_field->toolTip().startsWith(QStringLiteral("Search in what is shown")));
        QTest::keyClicks(&edit(), QStringLiteral("shown"));
        m_field->setRedacted(false);
        QCOMPARE(m_field->query().text, std::string("shown"));
    }
    void asksToFilterByPlainTextOnly()
    {
        QSignalSpy filters(m_field.get(), &TextSearchField::filterRequested);
        QToolButton *filter = button("Show only events with this text");
        m_field->resize(m_field->maximumWidth(), m_field->height());
        QVERIFY(!filter->isVisible());
        QTest::keyClicks(&edit(), QStringLiteral("a"));
        QTest::mouseClick(filter, Qt::LeftButton);
        QCOMPARE(filters.count(), 1);
        QTest::mouseClick(button("Case counts"), Qt::LeftButton);
        QVERIFY(!filter->isEnabled());
        QCOMPARE(filter->toolTip(),
                 QStringLiteral("Only a plain text without case can be a filter."));
        QTest::mouseClick(button("Case counts"), Qt::LeftButton);
        QVERIFY(filter->isEnabled());
        m_field->resize(m_field->minimumWidth(), m_field->height());
        QVERIFY(!filter->isVisible());
    }
    void takesNoMoreThanItsLimit()
    {
        edit().setText(QString(TextSearchField::MaxLength - 1, u'a'));
        QTest::keyClicks(&edit(), QStringLiteral("bc"));
        QCOMPARE(m_field->query().text.size(), std::size_t{TextSearchField::MaxLength});
    }

private:
    QLineEdit &edit() { return *m_field->findChild<QLineEdit *>(); }
    QToolButton *button(const char *name)
    {
        for (QToolButton *one : m_field->findChildren<QToolButton *>()) {
            if (one->accessibleName() == QLatin1String(name))
                return one;
        }
        qFatal("no button");
    }

    AppTheme m_theme;
    std::unique_ptr<TextSearchField> m_field;
};

QTEST_MAIN(TestTextSearchField)
#include "tst_textsearchfield.moc"
