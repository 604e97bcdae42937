// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using ui::Face;
using ui::Look;
using ui::Theme;
using ui::Tokens;

namespace {

QColor named(const Tokens &tokens, const QString &name)
{
    return tokens.colour(QLatin1String(name.toLatin1()));
}

// WCAG 2.2 relative luminance and contrast ratio.
double luminance(const QColor &colour)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) +
           0.0722 * part(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class tst_Theme : public QObject {
    Q_OBJECT
private slots:
    void wordsAreReadable_data();
    void wordsAreReadable();
    void shapesAreVisible_data();
    void shapesAreVisible();
    void refusesWhatIsNoTokens();
    void styleSheetHasNoUnfilledName_data();
    void styleSheetHasNoUnfilledName();
    void everyRoleIsSetInEveryGroup();
    void lengthsGrowWithTheText();
    void sizeStaysWithinItsLimits_data();
    void sizeStaysWithinItsLimits();
    void modeDecidesTheLookAndIsAnnouncedOnce();
    void everyIconDraws();
    void iconsTakeTheColourOfTheTheme();
};

void tst_Theme::wordsAreReadable_data()
{
    QTest::addColumn<int>("look");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("surface");
    const QStringList surfaces{QStringLiteral("base"),   QStringLiteral("zebra"),
                               QStringLiteral("window"), QStringLiteral("raised"),
                               QStringLiteral("hover"),  QStringLiteral("control")};
    for (const Look look : {Look::Light, Look::Dark, Look::Contrast}) {
        const auto row = [look](const QString &word, const QString &surface) {
            QTest::addRow("%d %s on %s", int(look), qPrintable(word), qPrintable(surface))
                << int(look) << word << surface;
        };
        for (const QString &surface : surfaces) {
            for (const char *word : {"text", "text2", "text3"}) {
                row(QString::fromLatin1(word), surface);
            }
        }
        for (const char *state : {"success", "warning", "danger", "info"}) {
            const QString word = QString::fromLatin1(state);
            row(word, QStringLiteral("base"));
            row(word, QStringLiteral("window"));
            row(word, word + QLatin1String("Bg"));
        }
        row(QStringLiteral("link"), QStringLiteral("base"));
        row(QStringLiteral("selectionText"), QStringLiteral("selection"));
        row(QStringLiteral("text"), QStringLiteral("selectionIdle"));
        row(QStringLiteral("accentText"), QStringLiteral("accent"));
    }
}

void tst_Theme::wordsAreReadable()
{
    QFETCH(int, look);
    QFETCH(QString, word);
    QFETCH(QString, surface);
    const Tokens tokens = Tokens::load(Look(look));
    const double ratio = contrast(named(tokens, word), named(tokens, surface));
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

void tst_Theme::shapesAreVisible_data()
{
    QTest::addColumn<int>("look");
    QTest::newRow("light") << int(Look::Light);
    QTest::newRow("dark") << int(Look::Dark);
    QTest::newRow("contrast") << int(Look::Contrast);
}

void tst_Theme::shapesAreVisible()
{
    QFETCH(int, look);
    const Tokens tokens = Tokens::load(Look(look));
    for (const char *surface : {"base", "window"}) {
        const QColor under = tokens.colour(QLatin1String(surface));
        QVERIFY(contrast(tokens.colour(QLatin1String("borderStrong")), under) >= 3);
        QVERIFY(contrast(tokens.colour(QLatin1String("focus")), under) >= 3);
    }
    const QColor base = tokens.colour(QLatin1String("base"));
    for (std::size_t slot = 0; slot < Tokens::SeriesCount; ++slot) {
        QVERIFY2(contrast(tokens.series(slot), base) >= 3, qPrintable(QString::number(slot)));
    }
    QVERIFY(contrast(tokens.colour(QLatin1String("other")), base) >= 3);
}

void tst_Theme::refusesWhatIsNoTokens()
{
    QVERIFY(!Tokens::parse("", Look::Dark));
    QVERIFY(!Tokens::parse("{\"themes\":{\"dark\":{\"base\":\"#000\"}}}", Look::Dark));
}

void tst_Theme::styleSheetHasNoUnfilledName_data()
{
    QTest::addColumn<int>("mode");
    QTest::newRow("light") << int(Theme::Mode::Light);
    QTest::newRow("dark") << int(Theme::Mode::Dark);
    QTest::newRow("contrast") << int(Theme::Mode::HighContrast);
}

void tst_Theme::styleSheetHasNoUnfilledName()
{
    QFETCH(int, mode);
    Theme theme;
    theme.setMode(Theme::Mode(mode));
    const QString sheet = theme.styleSheet();
    const QString rules =
        sheet.mid(sheet.indexOf(QLatin1String("*/")) + 2); // the comment explains @name
    QVERIFY(rules.contains(theme.colour(QLatin1String("accent")).name()));
    QVERIFY2(!rules.contains(u'@'), qPrintable(rules.mid(rules.indexOf(u'@'), 30)));
    // `border` is the start of `borderStrong`: replaced first it would leave "Strong" behind a
    // colour.
    QVERIFY(!rules.contains(QLatin1String("Strong")));
}

void tst_Theme::everyRoleIsSetInEveryGroup()
{
    Theme theme;
    theme.setMode(Theme::Mode::Dark);
    const QPalette palette = theme.palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role != QPalette::NoRole) {
                QVERIFY2(palette.isBrushSet(group, QPalette::ColorRole(role)),
                         qPrintable(QString::number(role)));
            }
        }
    }
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight),
             theme.colour(QLatin1String("selectionIdle")));
}

void tst_Theme::lengthsGrowWithTheText()
{
    Theme theme;
    theme.setPointSize(Theme::DefaultPointSize);
    QCOMPARE(theme.px(22), 22);
    QCOMPARE(theme.font(Face::Body).pixelSize(), 13);
    QVERIFY(theme.styleSheet().contains(QLatin1String("min-height: 28px")));
    theme.setPointSize(2 * Theme::DefaultPointSize);
    QCOMPARE(theme.px(22), 44);
    QCOMPARE(theme.font(Face::Body).pixelSize(), 26);
    QVERIFY(theme.styleSheet().contains(QLatin1String("min-height: 56px")));
    QVERIFY(theme.styleSheet().contains(QLatin1String("border: 1px"))); // hairlines stay
}

void tst_Theme::sizeStaysWithinItsLimits_data()
{
    QTest::addColumn<qreal>("wish");
    QTest::addColumn<qreal>("size");
    QTest::newRow("below") << Theme::MinPointSize - 0.25 << Theme::MinPointSize;
    QTest::newRow("least") << Theme::MinPointSize << Theme::MinPointSize;
    QTest::newRow("most") << Theme::MaxPointSize << Theme::MaxPointSize;
    QTest::newRow("above") << Theme::MaxPointSize + 0.25 << Theme::MaxPointSize;
}

void tst_Theme::sizeStaysWithinItsLimits()
{
    QFETCH(qreal, wish);
    QFETCH(qreal, size);
    Theme theme;
    theme.setPointSize(wish);
    QCOMPARE(theme.pointSize(), size);
}

void tst_Theme::modeDecidesTheLookAndIsAnnouncedOnce()
{
    Theme theme;
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(theme.look(), Look::Dark);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.count(), 1);
    theme.setMode(Theme::Mode::HighContrast);
    QCOMPARE(theme.look(), Look::Contrast);
    QCOMPARE(changed.count(), 2);
}

void tst_Theme::everyIconDraws()
{
    Theme theme;
    const QStringList files = QDir(QStringLiteral(":/eventscope/icons")).entryList();
    QVERIFY(files.size() >= 33);
    for (const QString &file : files) {
        const QByteArray name = file.chopped(4).toLatin1();
        const QImage image = theme.icons()
                                 .pixmap(QLatin1String(name), Qt::red, 18, 2)
                                 .toImage()
                                 .convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(image.width(), theme.px(18) * 2);
        bool drawn = false;
        for (int y = 0; y < image.height() && !drawn; ++y) {
            for (int x = 0; x < image.width() && !drawn; ++x) {
                drawn = image.pixelColor(x, y).alpha() > 128;
            }
        }
        QVERIFY2(drawn, name.constData());
    }
}

void tst_Theme::iconsTakeTheColourOfTheTheme()
{
    Theme theme;
    theme.setMode(Theme::Mode::Dark);
    const QImage image =
        theme.icons().pixmap(QLatin1String("pause"), QColor(0, 0, 255), 18, 1).toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            QVERIFY(pixel.alpha() < 250 || (pixel.red() < 10 && pixel.blue() > 240));
        }
    }
    const QIcon icon = theme.icons().icon(QLatin1String("pause"));
    QVERIFY(!icon.isNull());
    const auto has = [&](const QColor &colour, QIcon::Mode mode, QIcon::State state) {
        const QImage drawn = icon.pixmap(QSize(18, 18), mode, state).toImage();
        for (int y = 0; y < drawn.height(); ++y) {
            for (int x = 0; x < drawn.width(); ++x) {
                const QColor pixel = drawn.pixelColor(x, y);
                if (pixel.alpha() > 128 && std::abs(pixel.red() - colour.red()) < 8 &&
                    std::abs(pixel.green() - colour.green()) < 8 &&
                    std::abs(pixel.blue() - colour.blue()) < 8) {
                    return true;
                }
            }
        }
        return false;
    };
    QVERIFY(has(theme.colour(QLatin1String("text")), QIcon::Normal, QIcon::Off));
    QVERIFY(has(theme.colour(QLatin1String("accent")), QIcon::Normal, QIcon::On));
    QVERIFY(has(theme.colour(QLatin1String("disabled")), QIcon::Disabled, QIcon::Off));
    QVERIFY(has(theme.colour(QLatin1String("disabled")), QIcon::Disabled, QIcon::On));
    QCOMPARE(icon.pixmap(QSize(100, 100)).size(), QSize(18, 18) * theme.scale());
    QCOMPARE(icon.pixmap(QSize(18, 18), 2.0).size(), QSize(36, 36) * theme.scale());
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
