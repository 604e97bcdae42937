// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/eventtext.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <cmath>
#include <cstdlib>

namespace ui {
namespace {

constexpr QChar NoBreakSpace(0x00A0);
constexpr QChar Minus(0x2212);

QDateTime inZone(core::WallTime time, ClockZone zone)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(),
                                          zone == ClockZone::Utc ? Qt::UTC : Qt::LocalTime);
}

void appendPadded(QString &text, int number, int digits)
{
    const QString plain = QString::number(number);
    for (qsizetype i = plain.size(); i < digits; ++i)
        text += u'0';
    text += plain;
}

QString clockText(const QTime &time)
{
    QString text;
    text.reserve(16);
    appendPadded(text, time.hour(), 2);
    text += u':';
    appendPadded(text, time.minute(), 2);
    text += u':';
    appendPadded(text, time.second(), 2);
    text += u'.';
    appendPadded(text, time.msec(), 3);
    return text;
}

int microsecondsWithinMillisecond(core::WallTime time)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    return static_cast<int>((time - milliseconds).count());
}

/// "3:12" or "1:03:12"
QString minutesAndSeconds(qint64 seconds)
{
    QString text;
    const qint64 hours = seconds / 3600;
    const int minutes = static_cast<int>(seconds / 60 % 60);
    if (hours > 0) {
        text += QString::number(hours) + u':';
        appendPadded(text, minutes, 2);
    } else {
        text += QString::number(minutes);
    }
    text += u':';
    appendPadded(text, static_cast<int>(seconds % 60), 2);
    return text;
}

/// Rounded half up in whole numbers, so that 59.996 s is seen to be a minute before the unit is
/// chosen.
constexpr qint64 rounded(qint64 value, qint64 unit)
{
    return (value + unit / 2) / unit;
}

QString magnitude(qint64 microseconds)
{
    if (const qint64 tenths = rounded(microseconds, 100); tenths < 100)
        return QString::number(tenths / 10) + u'.' + QString::number(tenths % 10) + NoBreakSpace +
               u"ms";
    if (const qint64 whole = rounded(microseconds, 1000); whole < 1000)
        return QString::number(whole) + NoBreakSpace + u"ms";
    if (const qint64 hundredths = rounded(microseconds, 10'000); hundredths < 1000) {
        QString text = QString::number(hundredths / 100) + u'.';
        appendPadded(text, static_cast<int>(hundredths % 100), 2);
        return text + NoBreakSpace + u's';
    }
    if (const qint64 tenths = rounded(microseconds, 100'000); tenths < 600)
        return QString::number(tenths / 10) + u'.' + QString::number(tenths % 10) + NoBreakSpace +
               u's';
    return minutesAndSeconds(rounded(microseconds, 1'000'000));
}

} // namespace

QString groupedNumber(quint64 number)
{
    const QString digits = QString::number(number);
    QString text;
    text.reserve(digits.size() + digits.size() / 3);
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            text += NoBreakSpace;
        text += digits[i];
    }
    return text;
}

QString sequenceText(core::EventSequence sequence)
{
    return u'#' + groupedNumber(sequence.value);
}

QString timeOfDay(core::WallTime time, ClockZone zone)
{
    return clockText(inZone(time, zone).time());
}

QString timeOfDayExact(core::WallTime time, ClockZone zone)
{
    QString text = timeOfDay(time, zone) + NoBreakSpace;
    appendPadded(text, microsecondsWithinMillisecond(time), 3);
    return text;
}

QString dayAndTime(core::WallTime time, ClockZone zone)
{
    const QDateTime moment = inZone(time, zone);
    QString text;
    appendPadded(text, moment.date().month(), 2);
    text += u'-';
    appendPadded(text, moment.date().day(), 2);
    return text + u' ' + clockText(moment.time());
}

QString isoTime(core::WallTime time)
{
    const QDateTime moment = inZone(time, ClockZone::Utc);
    QString text = moment.date().toString(Qt::ISODate) + u'T' + clockText(moment.time());
    appendPadded(text, microsecondsWithinMillisecond(time), 3);
    return text + u'Z';
}

QString deltaText(std::chrono::microseconds delta)
{
    const bool back = delta.count() < 0;
    const QString text = magnitude(std::abs(delta.count()));
    return (back ? QString(Minus) : QStringLiteral("+")) + text;
}

QString byteSize(quint64 bytes)
{
    if (bytes < core::KiB)
        return QString::number(bytes) + NoBreakSpace + u'B';
    static constexpr std::array<const char16_t *, 4> Units{u"KiB", u"MiB", u"GiB", u"TiB"};
    double value = static_cast<double>(bytes) / 1024.0;
    std::size_t unit = 0;
    // 1023.6 KiB would round to 1024 KiB: say 1.0 MiB.
    while (std::round(value) >= 1024.0 && unit + 1 < Units.size()) {
        value /= 1024.0;
        ++unit;
    }
    const bool fraction = std::round(value * 10.0) < 100.0;
    return QString::number(value, 'f', fraction ? 1 : 0) + NoBreakSpace + QStringView(Units[unit]);
}

QString rateText(double perSecond)
{
    const double tenths = std::round(perSecond * 10.0);
    if (tenths < 1.0)
        return QStringLiteral("0/s");
    if (tenths < 100.0)
        return QString::number(tenths / 10.0, 'f', 1) + u"/s";
    return groupedNumber(static_cast<quint64>(std::llround(perSecond))) + u"/s";
}

QString oneLine(std::string_view utf8)
{
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    for (QChar &character : text) {
        if (character.unicode() < 0x20)
            character = QChar(static_cast<char16_t>(0x2400 + character.unicode()));
        else if (character.unicode() == 0x7F)
            character = QChar(0x2421);
        else if (character == QChar::LineSeparator || character == QChar::ParagraphSeparator)
            character = QChar(0x2424);
    }
    return text;
}

TypeName typeName(const QString &type)
{
    const qsizetype last = type.lastIndexOf(u'.');
    if (last <= 0)
        return {QString(), type};
    const qsizetype before = type.lastIndexOf(u'.', last - 1);
    if (before < 0)
        return {QString(), type};
    return {type.left(before + 1), type.mid(before + 1)};
}

} // namespace ui
