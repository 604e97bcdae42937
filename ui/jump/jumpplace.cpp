// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jump/jumpplace.h"

#include "core/event/timestamp.h"

#include <QDateTime>
#include <QRegularExpression>

namespace ui {
namespace {

/// Digits, grouped by any spaces, so that what stands on the screen can be pasted.
std::optional<core::EventSequence> number(QString text)
{
    static const QRegularExpression spaces(QStringLiteral("[\\s\u00A0\u202F]"));
    text.remove(spaces);
    if (text.startsWith(u'#'))
        text.remove(0, 1);
    bool isNumber = false;
    const quint64 value = text.toULongLong(&isNumber);
    const bool isPlain = !text.isEmpty() && text.front().isDigit();
    return isNumber && isPlain && value > 0 ? std::optional(core::EventSequence{value})
                                            : std::nullopt;
}

std::optional<core::WallTime> localTime(const QString &text, QDate day)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:(\\d{4}-\\d\\d-\\d\\d)[ tT])?(\\d\\d?:\\d\\d(?::\\d\\d)?)"
                       "(?:[.,](\\d{1,9}))?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString clock = match.captured(2);
    const bool hasSeconds = clock.count(u':') == 2;
    const QTime time =
        QTime::fromString(clock, hasSeconds ? QStringLiteral("H:mm:ss") : QStringLiteral("H:mm"));
    const QDate date =
        match.capturedLength(1) > 0 ? QDate::fromString(match.captured(1), Qt::ISODate) : day;
    const bool hasFraction = match.capturedLength(3) > 0;
    if (!time.isValid() || !date.isValid() || (hasFraction && !hasSeconds))
        return std::nullopt;
    const qint64 micros = match.captured(3).leftJustified(6, u'0', true).toLongLong();
    return core::WallTime(std::chrono::milliseconds(QDateTime(date, time).toMSecsSinceEpoch()) +
                          std::chrono::microseconds(micros));
}

} // namespace

std::optional<JumpPlace> jumpPlace(const QString &text, QDate day)
{
    const QString words = text.trimmed();
    if (const auto sequence = number(words))
        return *sequence;
    if (const auto time = localTime(words, day))
        return *time;
    if (const auto time = core::parseTimestamp(words.toStdString()))
        return core::WallTime(*time);
    return std::nullopt;
}

} // namespace ui
