// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/colours/colourrules.h"
#include "ui/eventtable/rowtints.h"
#include "ui/theme/theme.h"

#include <QtTest>

#include <cmath>

using namespace ui;

/// Rules and colours as values, and that every word of a row stays readable.
class TestColourRules : public QObject {
    Q_OBJECT

private slots:
    void beginsWithRulesThatAreValid();
    void comesBackFromText();
    void saysWhatIsNoRule_data();
    void saysWhatIsNoRule();
    void takesAsManyAsThereMayBe();
    void takesExpressionsUpToTheLimit();
    void namesEachColour();
    void leavesWordsReadable_data();
    void leavesWordsReadable();
};

namespace {

// WCAG 2.2 relative luminance and contrast ratio.
double luminance(const QColor &colour)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

void TestColourRules::beginsWithRulesThatAreValid()
{
    const ColourRules rules = defaultColourRules();
    QVERIFY(!rules.isEmpty());
    const auto read = parseColourRules(colourRulesJson(rules));
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    QVERIFY(*read == rules);
}

void TestColourRules::comesBackFromText()
{
    const ColourRules rules{{QStringLiteral("type LIKE 'com.\"x\".%'"), RowColour::Pink, false},
                            {QStringLiteral("DATA('/größe') > 5"), RowColour::Danger, true}};
    const auto read = parseColourRules(colourRulesJson(rules));
    QVERIFY(read);
    QVERIFY(*read == rules);
    QVERIFY(parseColourRules("[]")->isEmpty());
}

void TestColourRules::saysWhatIsNoRule_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *json, const char *words) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(words);
    };
    row("", "These are no colour rules.");
    row("{}", "These are no colour rules.");
    row("nonsense", "These are no colour rules.");
    row("[1]", "Rule 1: ");
    row(R"([{"expression":"TRUE","colour":"blue"},{"expression":"type =","colour":"blue"}])",
        "Rule 2: ");
    row(R"([{"expression":"TRUE","colour":"#ff0000"}])",
        "Rule 1: there is no colour \"#ff0000\". Write green, blue or warning, for example.");
}

void TestColourRules::saysWhatIsNoRule()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, words);
    const auto read = parseColourRules(json);
    QVERIFY(!read);
    QVERIFY2(read.error().detail.starts_with(words.toStdString()), read.error().detail.c_str());
}

void TestColourRules::takesAsManyAsThereMayBe()
{
    const ColourRule rule{QStringLiteral("TRUE"), RowColour::Green, true};
    QVERIFY(parseColourRules(colourRulesJson(ColourRules(MaxColourRules - 1, rule))));
    QVERIFY(parseColourRules(colourRulesJson(ColourRules(MaxColourRules, rule))));
    const auto tooMany = parseColourRules(colourRulesJson(ColourRules(MaxColourRules + 1, rule)));
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().detail,
             std::string("There are 65 rules, 64 are possible. Leave some out."));
}

void TestColourRules::takesExpressionsUpToTheLimit()
{
    const auto rulesOf = [](qsizetype bytes) {
        const QString frame = QStringLiteral("type = ''");
        return colourRulesJson(
            {{QStringLiteral("type = '%1'").arg(QString(bytes - frame.size(), u'x')),
              RowColour::Blue, true}});
    };
    QVERIFY(parseColourRules(rulesOf(MaxRuleBytes - 1)));
    QVERIFY(parseColourRules(rulesOf(MaxRuleBytes)));
    QVERIFY(!parseColourRules(rulesOf(MaxRuleBytes + 1)));
}

void TestColourRules::namesEachColour()
{
    QStringList names;
    for (std::size_t place = 0; place < RowColourCount; ++place) {
        const auto colour = static_cast<RowColour>(place);
        QVERIFY(colourNamed(colourName(colour)) == colour);
        QVERIFY(!colourWord(colour).isEmpty());
        names.append(colourName(colour));
    }
    QCOMPARE(names.removeDuplicates(), 0);
    QVERIFY(!colourNamed(QStringLiteral("Green")));
}

void TestColourRules::leavesWordsReadable_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("light") << int(Theme::Mode::Light);
    QTest::newRow("dark") << int(Theme::Mode::Dark);
    QTest::newRow("contrast") << int(Theme::Mode::HighContrast);
}

/// The words that stand on a tint (RowPainter::pens), and the frame around one that is none.
void TestColourRules::leavesWordsReadable()
{
    QFETCH(int, mode);
    Theme theme;
    theme.setMode(Theme::Mode(mode));
    const QColor base = theme.colour(QLatin1String("base"));
    for (std::size_t place = 0; place < RowColourCount; ++place) {
        const auto colour = static_cast<RowColour>(place);
        const RowTint tint = tintOf(colour, theme);
        for (const char *word : {"text", "text2"}) {
            const double ratio = contrast(theme.colour(QLatin1String(word)), tint.ground);
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3")
                                                  .arg(QLatin1String(word), colourName(colour))
                                                  .arg(ratio)));
        }
        if (tint.frame.isValid())
            QVERIFY(contrast(tint.frame, base) >= 3);
        else
            QVERIFY(tint.ground != base);
        QVERIFY(contrast(plainColour(colour, theme), base) >= 3);
    }
}

QTEST_MAIN(TestColourRules)
#include "tst_colourrules.moc"
