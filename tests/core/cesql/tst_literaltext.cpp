// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/literaltext.h"

#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"

#include <QTest>

#include <random>

using namespace core::cesql;

namespace {

struct NoEvent : EventContext {
    std::optional<Value> attribute(std::string_view) const override { return std::nullopt; }
};

Evaluation evaluated(const std::string &text)
{
    const auto expression = parse(text);
    if (!expression)
        qFatal("%s", text.c_str());
    const Evaluation outcome = evaluate(*expression, NoEvent());
    return {outcome.value.owned(), outcome.errors};
}

} // namespace

class LiteralTextTest : public QObject {
    Q_OBJECT

private slots:
    void writes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("literal");
        QTest::newRow("plain") << QByteArray("com.shop.order") << QByteArray("'com.shop.order'");
        QTest::newRow("empty") << QByteArray("") << QByteArray("''");
        QTest::newRow("single quote") << QByteArray("it's") << QByteArray("'it\\'s'");
        QTest::newRow("double quote") << QByteArray("say \"a\"") << QByteArray("'say \"a\"'");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("'a\\b'");
        QTest::newRow("backslashes at the end") << QByteArray("a\\\\") << QByteArray("'a\\\\'");
        QTest::newRow("backslash before a single quote")
            << QByteArray("a\\'b") << QByteArray("\"a\\'b\"");
        QTest::newRow("backslash at the end")
            << QByteArray("a\\") << QByteArray("CONCAT('a', LEFT('\\ ', 1))");
        QTest::newRow("beyond ASCII") << QByteArray("zażółć") << QByteArray("'zażółć'");
    }
    void writes()
    {
        QFETCH(QByteArray, text);
        QTEST(QByteArray::fromStdString(literalText(text.toStdString())), "literal");
        QVERIFY(evaluated(literalText(text.toStdString())).value ==
                Value::string(text.toStdString()));
    }

    void meansWhatItIsMadeOf()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        constexpr std::string_view Letters = "a\\\\'\"%_ ";
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (auto length = random() % 9; length > 0; --length)
                text += Letters[random() % Letters.size()];
            const Evaluation outcome = evaluated(literalText(text));
            QVERIFY2(outcome.errors.isEmpty() && outcome.value == Value::string(text),
                     text.c_str());
        }
    }

    /// Where a pattern can be written as one literal; LIKE takes nothing else.
    void matchesItselfAlone()
    {
        std::mt19937 random(7);
        constexpr std::string_view Letters = "a%_\\b";
        for (int i = 0; i < 5'000; ++i) {
            std::string text;
            for (auto length = random() % 6; length > 0; --length)
                text += Letters[random() % Letters.size()];
            const std::string pattern = literalText(likePattern(text));
            if (pattern.starts_with("CONCAT"))
                continue;
            for (const std::string &other : {text, text + 'a', 'a' + text, std::string("ab")}) {
                const Evaluation outcome = evaluated(literalText(other) + " LIKE " + pattern);
                QVERIFY2(outcome.value == Value::boolean(other == text), text.c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(LiteralTextTest)
#include "tst_literaltext.moc"
