// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/jump/jumps.h"

#include "ui/models/eventtext.h"

#include <QDateTime>

namespace ui {
namespace {

core::WallTime receivedOf(const core::Columns &columns, quint64 row)
{
    return core::WallTime(std::chrono::microseconds(columns.row(row).received));
}

QString clockText(core::WallTime time)
{
    return dayAndTime(time, ClockZone::Local);
}

} // namespace

Jumps::Jumps(const core::Columns &columns, core::ScanPool &pool, QObject *parent)
    : QObject(parent)
    , m_columns(columns)
    , m_seek(columns, pool)
{
}

QDate Jumps::dayOf(core::EventSequence current) const
{
    const quint64 end = m_columns.published();
    if (end == m_columns.first())
        return QDate::currentDate();
    const quint64 row =
        current.value > m_columns.first() && current.value <= end ? current.value - 1 : end - 1;
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(
        receivedOf(m_columns, row).time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(millis.count()).date();
}

void Jumps::goTo(const JumpPlace &place, const core::LiveFilter &shown)
{
    m_seek.stop();
    if (const auto *sequence = std::get_if<core::EventSequence>(&place)) {
        goToNumber(*sequence, shown);
    } else {
        goToTime(std::get<core::WallTime>(place));
        advance(shown);
    }
}

void Jumps::goToNumber(core::EventSequence sequence, const core::LiveFilter &shown)
{
    const QString name = sequenceText(sequence);
    const quint64 first = m_columns.first();
    const quint64 end = m_columns.published();
    if (end == first)
        emit failed(tr("No event is kept yet."));
    else if (sequence.value > end)
        emit failed(
            tr("There is no event %1 yet. The newest is %2.").arg(name, sequenceText({end})));
    else if (sequence.value <= first)
        emit failed(tr("Event %1 has left the capture. The oldest is %2.")
                        .arg(name, sequenceText({first + 1})));
    else if (shown.count() == 0)
        emit failed(tr("Event %1 is kept, but nothing is shown.").arg(name));
    else if (shown.positionOf(sequence.value - 1))
        emit arrived(sequence, {});
    else if (const quint64 position = shown.positionsBefore(sequence.value);
             position < shown.count())
        emit arrived({shown.rowAt(position) + 1},
                     tr("Event %1 is not shown. This is the next that is.").arg(name));
    else
        emit arrived({shown.rowAt(shown.count() - 1) + 1},
                     tr("Event %1 is not shown. This is the last that is.").arg(name));
}

void Jumps::goToTime(core::WallTime time)
{
    const bool isAgain = m_time == time && m_timeRow && *m_timeRow >= m_columns.first();
    if (!isAgain)
        m_timeRow.reset();
    m_time = time;
    m_along = Along::Time;
    m_seek.start(
        core::RowSeek::reaches(
            std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count()),
        isAgain ? m_timeRow : std::nullopt, core::RowSeek::Direction::Forwards);
}

void Jumps::goAlongType(core::EventSequence from, bool forwards, const core::LiveFilter &shown)
{
    m_seek.stop();
    if (from.value <= m_columns.first() || from.value > m_columns.published())
        return emit failed(tr("Select an event first: this goes along its type."));
    const core::ValueCode type = m_columns.row(from.value - 1).type;
    if (type == core::OtherCode)
        return emit failed(tr("This capture has too many types to go along this one."));
    goAlong(Along::Type, core::RowSeek::hasType(type), from, forwards, shown);
}

void Jumps::goAlongFindings(core::EventSequence from, bool forwards, const core::LiveFilter &shown)
{
    goAlong(Along::Findings, core::RowSeek::hasFinding(), from, forwards, shown);
}

void Jumps::goAlongMarks(std::shared_ptr<const core::Marks> marks, core::EventSequence from,
                         bool forwards, const core::LiveFilter &shown)
{
    goAlong(Along::Marks, core::RowSeek::hasMark(std::move(marks)), from, forwards, shown);
}

void Jumps::goAlong(Along what, core::RowSeek::Holds holds, core::EventSequence from, bool forwards,
                    const core::LiveFilter &shown)
{
    m_seek.stop();
    m_along = what;
    m_isForwards = forwards;
    m_seek.start(std::move(holds), from ? std::optional(from.value - 1) : std::nullopt,
                 forwards ? core::RowSeek::Direction::Forwards
                          : core::RowSeek::Direction::Backwards);
    advance(shown);
}

void Jumps::advance(const core::LiveFilter &shown)
{
    const auto answer = m_seek.advance(m_along == Along::Time ? nullptr : &shown);
    if (!answer)
        return;
    if (m_along == Along::Time)
        arriveByTime(*answer, shown);
    else
        arriveAlong(*answer);
}

void Jumps::arriveAlong(const core::RowSeek::Answer &answer)
{
    if (!answer.row)
        emit failed(noOther());
    else if (!answer.hasWrapped)
        emit arrived({*answer.row + 1}, {});
    else
        emit arrived({*answer.row + 1}, m_isForwards ? wasLast() : wasFirst());
}

QString Jumps::noOther() const
{
    return m_along == Along::Type       ? tr("No other event of this type is shown.")
           : m_along == Along::Findings ? tr("No other event with a finding is shown.")
                                        : tr("No other event with a mark or note is shown.");
}

QString Jumps::wasLast() const
{
    return m_along == Along::Type       ? tr("This was the last of its type: here is the first.")
           : m_along == Along::Findings ? tr("That was the last finding: here is the first.")
                                        : tr("That was the last mark: here is the first.");
}

QString Jumps::wasFirst() const
{
    return m_along == Along::Type       ? tr("This was the first of its type: here is the last.")
           : m_along == Along::Findings ? tr("That was the first finding: here is the last.")
                                        : tr("That was the first mark: here is the last.");
}

void Jumps::arriveByTime(const core::RowSeek::Answer &answer, const core::LiveFilter &shown)
{
    const bool isOnlyPlace = !answer.row && m_timeRow; // asked for once more
    if (!answer.row && !isOnlyPlace) {
        const quint64 end = m_columns.published();
        return emit failed(
            end == m_columns.first()
                ? tr("No event is kept yet.")
                : tr("No event was received at %1 or later. The newest came at %2.")
                      .arg(clockText(*m_time), clockText(receivedOf(m_columns, end - 1))));
    }
    const bool isNextPlace = answer.row && m_timeRow && *answer.row != *m_timeRow;
    if (answer.row)
        m_timeRow = answer.row;
    const quint64 position = shown.positionsBefore(*m_timeRow);
    if (shown.count() == 0)
        emit failed(tr("Nothing is shown."));
    else if (position == shown.count())
        emit arrived({shown.rowAt(position - 1) + 1},
                     tr("Nothing that is shown came at %1 or later. This is the last.")
                         .arg(clockText(*m_time)));
    else
        emit arrived({shown.rowAt(position) + 1},
                     isNextPlace ? tr("The clock was set back: it came to %1 more than once.")
                                       .arg(clockText(*m_time))
                                 : QString());
}

} // namespace ui
