// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/decimal.h"

#include "tests/support/printedstrings.h"

#include <QtTest/QtTest>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

using namespace core::cesql;

/// Numbers of JSON as exact values. Small ones are compared with integers of 128 bits, long ones with texts of digits.
class TestDecimal : public QObject {
    Q_OBJECT
private slots:
    void writesOneText_data();
    void writesOneText();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void comparesByValue_data();
    void comparesByValue();
    void fitsInto32Bits_data();
    void fitsInto32Bits();
    void holdsEveryInteger();
    void sums_data();
    void sums();
    void boundsTheWidthOfASum();
    void agreesWithWideIntegers();
    void spellsLongNumbersInManyWays();
    void ordersLongNumbersByTheirDigits();
    void sumsLongNumbersInAnyOrder();
    void readsLongTextsAtOnce();
};

namespace {

__extension__ typedef __int128 Wide;

Decimal number(std::string_view text)
{
    const auto decimal = Decimal::fromJson(text);
    return decimal ? *decimal : Decimal(std::numeric_limits<std::int64_t>::max());
}

std::string textOfSum(const std::vector<std::string> &texts)
{
    DecimalSum sum;
    for (const std::string &text : texts)
        sum.add(number(text));
    const auto value = sum.value();
    return value ? value->text() : "none";
}

class Dice {
public:
    explicit Dice(unsigned seed)
        : m_random(seed)
    {
    }
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return std::uniform_int_distribution<std::int64_t>(least, most)(m_random);
    }
    /// Without a zero at either end.
    std::string digits(std::int64_t length)
    {
        std::string digits;
        for (std::int64_t i = 0; i < length; ++i)
            digits += static_cast<char>('0' + between(i == 0 || i + 1 == length ? 1 : 0, 9));
        return digits;
    }
    template<typename T>
    void shuffle(std::vector<T> &values)
    {
        std::shuffle(values.begin(), values.end(), m_random);
    }

private:
    std::mt19937 m_random;
};

/// 0.`digits` × 10^`power` in one of its spellings.
std::string spelled(Dice &dice, std::string digits, std::int64_t power)
{
    digits.append(static_cast<std::size_t>(dice.between(0, 5)), '0');
    const auto length = static_cast<std::int64_t>(digits.size());
    const std::int64_t point = dice.between(-5, length);
    std::string text;
    if (point <= 0) {
        text = "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    } else {
        text = digits.substr(0, static_cast<std::size_t>(point));
        if (point < length)
            text += '.' + digits.substr(static_cast<std::size_t>(point));
    }
    const std::int64_t exponent = power - point;
    if (exponent == 0)
        return text;
    text += dice.between(0, 1) == 0 ? 'e' : 'E';
    if (exponent < 0)
        text += '-';
    else if (dice.between(0, 1) == 0)
        text += '+';
    text.append(static_cast<std::size_t>(dice.between(0, 3)), '0');
    return text + std::to_string(exponent < 0 ? -exponent : exponent);
}

} // namespace

void TestDecimal::writesOneText_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("text");
    const auto row = [](const std::string &json, const std::string &text) {
        QTest::newRow(json.substr(0, 60).c_str()) << json << text;
    };
    row("0", "0");
    row("-0", "0");
    row("0.000", "0");
    row("-0.0e99", "0");
    row("0e99999999999999999999999999", "0");
    row("1", "1");
    row("1.0", "1");
    row("10e-1", "1");
    row("0.1E1", "1");
    row("1E+0", "1");
    row("-12.50", "-12.5");
    row("0.1", "0.1");
    row("100", "100");
    row("1e2", "100");
    row("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890");
    row("0.1234567890123456789012345678901234567890", "0.123456789012345678901234567890123456789");
    row("-123456789012345678.901234567890", "-123456789012345678.90123456789");
    row("999999999999999999", "999999999999999999");
    row("1000000000000000001", "1000000000000000001");
    row("1e20", "100000000000000000000");
    row("1e21", "1e+21");
    row("12e20", "1200000000000000000000");
    row("12e21", "1.2e+22");
    row("1e-21", "0.000000000000000000001");
    row("1e-22", "1e-22");
    row("-15e399", "-1.5e+400");
    row("12345678901234567890123e-100", "1.2345678901234567890123e-78");
    row("1e999999999", "1e+999999999");
    row("1e-999999999", "1e-999999999");
    row("1e000000000000000000000000000005", "100000");
    row("1e999999999999999999", "1e+999999999999999999");
    row("10e999999999999999999", "1e+1000000000000000000");
    row("10e9999999999999999999999999", "1e+10000000000000000000000000");
    row("0.1e10000000000000000000000000", "1e+9999999999999999999999999");
    row("0.01e-9999999999999999999999999", "1e-10000000000000000000000001");
    row("100e-10000000000000000000000001", "1e-9999999999999999999999999");
    row("0.01e1000000000000000000", "1e+999999999999999998");
    row("10e-1000000000000000000", "1e-999999999999999999");
}

void TestDecimal::writesOneText()
{
    QFETCH(std::string, json);
    QFETCH(std::string, text);
    const auto decimal = Decimal::fromJson(json);
    QVERIFY(decimal);
    QCOMPARE(decimal->text(), text);
    QCOMPARE(decimal->isZero(), text == "0");
    const auto again = Decimal::fromJson(text);
    QVERIFY(again);
    QVERIFY(*again == *decimal);
}

void TestDecimal::refusesWhatIsNoNumber_data()
{
    QTest::addColumn<std::string>("json");
    for (const char *json :
         {"",    "-",        "+1",    ".5",  "1.",    "1.e5",  "01",    "-01",  "00",
          "1e",  "1e+",      "1e-",   "e5",  "1 ",    " 1",    "1.5.2", "0x10", "1,5",
          "NaN", "Infinity", "1e5.0", "--1", "1e+-5", "1_000", "null"})
        QTest::newRow(json) << std::string(json);
    QTest::newRow("a zero byte") << std::string("1\0", 2);
}

void TestDecimal::refusesWhatIsNoNumber()
{
    QFETCH(std::string, json);
    QVERIFY(!Decimal::fromJson(json));
}

void TestDecimal::comparesByValue_data()
{
    QTest::addColumn<std::string>("left");
    QTest::addColumn<std::string>("right");
    QTest::addColumn<int>("order"); // of left to right: -1, 0, 1
    const auto row = [](const char *left, const char *right, int order) {
        QTest::addRow("%s and %s", left, right) << std::string(left) << std::string(right) << order;
    };
    row("1", "1.0", 0);
    row("1", "10e-1", 0);
    row("-0", "0", 0);
    row("-0.0", "0e5", 0);
    row("1", "2", -1);
    row("-1", "-2", 1);
    row("-1", "1", -1);
    row("0", "1e-999999999", -1);
    row("0", "-1e-999999999", 1);
    row("0", "1e-99999999999999999999", -1);
    row("0", "-1e99999999999999999999", 1);
    row("0.1", "0.10000000000000000000000000000000000001", -1);
    row("-0.1", "-0.10000000000000000000000000000000000001", 1);
    row("9007199254740993", "9007199254740992", 1);
    row("9007199254740993", "9007199254740993.0", 0);
    row("123456789012345678901", "123456789012345678902", -1);
    row("123456789012345678901", "12345678901234567890.1e1", 0);
    row("999999999999999999", "1000000000000000000", -1);
    row("99", "100", -1);
    row("100", "20", 1);
    row("1e2", "99.99", 1);
    row("1e999999999", "1e999999998", 1);
    row("1e999999999", "10e999999998", 0);
    row("1e-999999999", "1e-999999998", -1);
    row("-1e999999999", "-1e999999998", -1);
    row("9e999999998", "1e999999999", -1);
    row("1e99999999999999999999", "10e99999999999999999998", 0);
    row("1e99999999999999999999", "1e99999999999999999998", 1);
    row("1e99999999999999999999", "9e99999999999999999998", 1);
    row("1e99999999999999999999", "123456789012345678901234567890", 1);
    row("1e-99999999999999999999", "0.00001", -1);
    row("-1e99999999999999999999", "1e-99999999999999999999", -1);
    row("1e9999999999999999999", "1e99999999999999999999", -1);
    row("1e-9999999999999999999", "1e-99999999999999999999", 1);
}

void TestDecimal::comparesByValue()
{
    QFETCH(std::string, left);
    QFETCH(std::string, right);
    QFETCH(int, order);
    const Decimal a = number(left);
    const Decimal b = number(right);
    QCOMPARE(a < b, order < 0);
    QCOMPARE(a > b, order > 0);
    QCOMPARE(a == b, order == 0);
    QCOMPARE(b<a, order> 0);
    QCOMPARE(b == a, order == 0);
    QCOMPARE(a.text() == b.text(), order == 0);
}

void TestDecimal::fitsInto32Bits_data()
{
    QTest::addColumn<std::string>("json");
    QTest::addColumn<QString>("integer"); // empty: it is none of 32 bits
    const auto row = [](const char *json, const char *integer) {
        QTest::newRow(json) << std::string(json) << QString::fromLatin1(integer);
    };
    row("0", "0");
    row("-0.0", "0");
    row("5.00", "5");
    row("50e-1", "5");
    row("1e9", "1000000000");
    row("-2e9", "-2000000000");
    row("2147483646", "2147483646");
    row("2147483647", "2147483647");
    row("2147483647.000", "2147483647");
    row("2147483648", "");
    row("-2147483647", "-2147483647");
    row("-2147483648", "-2147483648");
    row("-2147483649", "");
    row("214748364.8e1", "");
    row("3e9", "");
    row("1e10", "");
    row("0.5", "");
    row("-1.000000001", "");
    row("1e999999999", "");
    row("1e-999999999", "");
    row("1e99999999999999999999", "");
    row("1.00000000000000000000000000000000001", "");
}

void TestDecimal::fitsInto32Bits()
{
    QFETCH(std::string, json);
    QFETCH(QString, integer);
    const auto value = number(json).toInt32();
    QCOMPARE(value ? QString::number(*value) : QString(), integer);
    if (value)
        QVERIFY(Decimal(*value) == number(json));
}

void TestDecimal::holdsEveryInteger()
{
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t value :
         {Limits::min(), Limits::min() + 1, std::int64_t(-1'000'000'000'000'000'001),
          std::int64_t(-1'000'000'000'000'000'000), std::int64_t(-999'999'999'999'999'999),
          std::int64_t(-1), std::int64_t(0), std::int64_t(70),
          std::int64_t(999'999'999'999'999'999), std::int64_t(1'000'000'000'000'000'000),
          Limits::max() - 1, Limits::max()}) {
        QCOMPARE(Decimal(value).text(), std::to_string(value));
        QVERIFY(Decimal(value) == number(std::to_string(value)));
    }
}

void TestDecimal::sums_data()
{
    QTest::addColumn<QStringList>("numbers");
    QTest::addColumn<QString>("sum");
    const auto row = [](const char *numbers, const char *sum) {
        QTest::newRow(*numbers == '\0' ? "nothing" : numbers)
            << QString::fromLatin1(numbers).split(u' ', Qt::SkipEmptyParts)
            << QString::fromLatin1(sum);
    };
    row("", "0");
    row("0 -0 0e99999999999999999999", "0");
    row("1", "1");
    row("0.1 0.2", "0.3");
    row("1 -1", "0");
    row("1 -2", "-1");
    row("-1 -2 0.5", "-2.5");
    row("0.000000000000000001 -1", "-0.999999999999999999");
    row("999999999999999999 1", "1000000000000000000");
    row("99999999999999999999999999999999999999 1", "1e+38");
    row("-99999999999999999999999999999999999999 -1", "-1e+38");
    row("100000000000000000000000000000000000000 -1", "99999999999999999999999999999999999999");
    row("1e30 1e-30", "1000000000000000000000000000000.000000000000000000000000000001");
    row("1e30 1e-30 -1e30", "1e-30");
    row("1e900000000000000000 25e900000000000000001", "2.51e+900000000000000002");
    row("1e-900000000000000000 -2e-900000000000000000", "-1e-900000000000000000");
    row("1e99999999999999999999", "none");
    row("1e1000000000000000000 0", "none");
    row("123456789012345678901234567890e-15 0.000000000000001", "123456789012345.678901234567891");
}

void TestDecimal::sums()
{
    QFETCH(QStringList, numbers);
    QFETCH(QString, sum);
    std::vector<std::string> texts;
    for (const QString &text : numbers)
        texts.push_back(text.toStdString());
    QCOMPARE(textOfSum(texts), sum.toStdString());
    std::reverse(texts.begin(), texts.end());
    QCOMPARE(textOfSum(texts), sum.toStdString());
}

void TestDecimal::boundsTheWidthOfASum()
{
    const auto far = [](std::int64_t power) { return "1e" + std::to_string(power); };
    constexpr std::int64_t Most = DecimalSum::MaxDigits;
    for (const std::int64_t from : {std::int64_t(-1700), std::int64_t(-5), std::int64_t(0)}) {
        const auto sum = [&](std::int64_t digits) {
            return textOfSum({far(from), far(from + digits - 1)});
        };
        QVERIFY(sum(Most - 1).starts_with("10") || sum(Most - 1).starts_with("1.0"));
        QVERIFY(sum(Most) != "none");
        QCOMPARE(sum(Most + 1), std::string("none"));
    }
    QVERIFY(textOfSum({std::string(std::size_t(Most), '7')}) != "none");
    QCOMPARE(textOfSum({std::string(std::size_t(Most) + 1, '7')}), std::string("none"));
    // Whether there is a sum does not depend on what cancels out, nor on the order.
    QCOMPARE(textOfSum({"1", "1e1000", "-1e1000"}), std::string("none"));
    QCOMPARE(textOfSum({"1e1000", "-1e1000", "1"}), std::string("none"));
    // Carries go beyond the digits that are counted.
    QCOMPARE(textOfSum(std::vector<std::string>(1000, std::string(std::size_t(Most), '9'))),
             std::string(std::size_t(Most), '9').substr(1) + "9000");
}

void TestDecimal::agreesWithWideIntegers()
{
    Dice dice(20261128);
    constexpr std::int64_t Scale = 12;
    const auto wide = [](std::int64_t coefficient, std::int64_t exponent) {
        Wide value = coefficient;
        for (std::int64_t i = 0; i < exponent + Scale; ++i)
            value *= 10;
        return value;
    };
    DecimalSum sum;
    Wide wideSum = 0;
    Decimal last;
    Wide wideLast = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::int64_t limit = 1;
        for (std::int64_t i = dice.between(0, 15); i > 0; --i)
            limit *= 10;
        const std::int64_t coefficient = dice.between(-limit, limit);
        const std::int64_t exponent = dice.between(-Scale, 6);
        const std::string text = std::to_string(coefficient) + "e" + std::to_string(exponent);
        const Decimal value = number(text);
        const Wide exact = wide(coefficient, exponent);
        QCOMPARE(value < last, exact < wideLast);
        QCOMPARE(value == last, exact == wideLast);
        QCOMPARE(value.isZero(), exact == 0);
        const Wide unit = wide(1, 0);
        using Limits = std::numeric_limits<std::int32_t>;
        const bool fits =
            exact % unit == 0 && exact / unit >= Limits::min() && exact / unit <= Limits::max();
        QCOMPARE(value.toInt32().has_value(), fits);
        if (fits)
            QCOMPARE(*value.toInt32(), static_cast<std::int32_t>(exact / unit));
        sum.add(value);
        wideSum += exact;
        last = value;
        wideLast = exact;
    }
    std::string digits;
    for (Wide rest = wideSum < 0 ? -wideSum : wideSum; rest != 0; rest /= 10)
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
    const auto exact =
        Decimal::fromJson((wideSum < 0 ? "-" : "") + digits + "e-" + std::to_string(Scale));
    QVERIFY(exact);
    QCOMPARE(sum.value().value_or(Decimal()).text(), exact->text());
}

void TestDecimal::spellsLongNumbersInManyWays()
{
    Dice dice(1);
    for (int round = 0; round < 3000; ++round) {
        const std::string digits = dice.digits(dice.between(1, 120));
        const std::int64_t power = dice.between(-500, 500);
        const std::string sign = dice.between(0, 1) == 0 ? "" : "-";
        const std::string first = sign + spelled(dice, digits, power);
        const std::string second = sign + spelled(dice, digits, power);
        const auto a = Decimal::fromJson(first);
        const auto b = Decimal::fromJson(second);
        QVERIFY2(a && b, (first + " and " + second).c_str());
        QVERIFY2(*a == *b && !(*a < *b) && !(*b < *a), (first + " and " + second).c_str());
        QCOMPARE(a->text(), b->text());
        QVERIFY(number(a->text()) == *a);
    }
}

void TestDecimal::ordersLongNumbersByTheirDigits()
{
    Dice dice(2);
    // Both as a whole number with 200 digits behind the point.
    const auto aligned = [](const std::string &digits, std::int64_t power) {
        std::string text(static_cast<std::size_t>(200 - power), '0');
        text += digits;
        text.resize(500, '0');
        return text;
    };
    for (int round = 0; round < 3000; ++round) {
        const std::string digits = dice.digits(dice.between(1, 60));
        std::string other = dice.between(0, 1) == 0 ? digits : dice.digits(dice.between(1, 60));
        if (dice.between(0, 1) == 0)
            other[other.size() / 2] = '7';
        const std::int64_t power = dice.between(-200, 200);
        const std::int64_t otherPower = dice.between(0, 2) == 0 ? dice.between(-200, 200) : power;
        const Decimal a = number(spelled(dice, digits, power));
        const Decimal b = number(spelled(dice, other, otherPower));
        const auto order = aligned(digits, power) <=> aligned(other, otherPower);
        QVERIFY((a <=> b) == order);
        QVERIFY((number("-" + a.text()) <=> number("-" + b.text())) == (0 <=> order));
    }
}

void TestDecimal::sumsLongNumbersInAnyOrder()
{
    Dice dice(3);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::string> texts;
        const std::string kept = dice.digits(dice.between(1, 80)) + "e-30";
        texts.push_back(kept);
        for (std::int64_t i = dice.between(0, 20); i > 0; --i) {
            const std::string text =
                spelled(dice, dice.digits(dice.between(1, 80)), dice.between(-200, 200));
            texts.push_back(text);
            texts.push_back("-" + text); // takes it away again
        }
        dice.shuffle(texts);
        QCOMPARE(textOfSum(texts), number(kept).text());
        for (std::string &text : texts)
            text = text.starts_with('-') ? text.substr(1) : "-" + text;
        QCOMPARE(textOfSum(texts), "-" + number(kept).text());
    }
}

void TestDecimal::readsLongTextsAtOnce()
{
    // Ten million digits, as many zeros, and an exponent of as many digits: none may cost more than going over it.
    constexpr std::size_t Many = 10'000'000;
    const std::string digits(Many, '9');
    const std::string zeros(Many, '0');
    QVERIFY(number(digits) < number("1" + zeros));
    QVERIFY(number("1" + zeros) == number("1e10000000"));
    QVERIFY(number("0." + zeros + "1e" + std::to_string(Many + 1)) == Decimal(1));
    QVERIFY(number("1e" + digits) > number(digits));
    QVERIFY(number("1e-" + digits) > Decimal());
    QVERIFY(number("1e" + zeros + "2") == Decimal(100));
    QVERIFY(number("1e999999999") > number("9e999999998"));
}

QTEST_GUILESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
