// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/rowseek.h"
#include "ui/jump/jumpplace.h"

#include <QObject>

#include <memory>
#include <optional>

namespace ui {

/// Goes to an event of a view: by number, by time, along those of a type, with a finding, with a mark or note. Whoever owns the clock of the window calls advance(); long ways
/// are looked through on the pool.
///
/// Receive times may step back. A time leads to where the clock came to it: the first place in the log at which an event
/// was received then or later and the one before it earlier. There the first event that is shown, in the order of the log, is
/// the one. The same time once more leads to the next such place, where the clock came to it again, once around.
class Jumps : public QObject {
    Q_OBJECT
public:
    /// Both outlive it.
    Jumps(const core::Columns &columns, core::ScanPool &pool, QObject *parent = nullptr);

    void goTo(const JumpPlace &place, const core::LiveFilter &shown);
    /// The next event that is shown and has the type of `from`, or the one before it, once around.
    void goAlongType(core::EventSequence from, bool forwards, const core::LiveFilter &shown);
    /// The same for events with a finding; `from` may be none.
    void goAlongFindings(core::EventSequence from, bool forwards, const core::LiveFilter &shown);
    /// The same for events that are marked or have a note.
    void goAlongMarks(std::shared_ptr<const core::Marks> marks, core::EventSequence from,
                      bool forwards, const core::LiveFilter &shown);
    /// What is sought is not wanted any more.
    void stop() { m_seek.stop(); }
    /// It goes on: the tick may come faster than usual.
    bool isSeeking() const { return m_seek.isSeeking(); }
    /// The tick.
    void advance(const core::LiveFilter &shown);

    /// The day that a time without one means: of `current`, or of the newest event; today where there is none.
    QDate dayOf(core::EventSequence current) const;

signals:
    /// `notice`: what a person should know of it, or empty.
    void arrived(core::EventSequence sequence, const QString &notice);
    /// There is no such event.
    void failed(const QString &notice);

private:
    void goToNumber(core::EventSequence sequence, const core::LiveFilter &shown);
    void goToTime(core::WallTime time);
    void arriveByTime(const core::RowSeek::Answer &answer, const core::LiveFilter &shown);
    enum class Along { Time, Type, Findings, Marks };
    void goAlong(Along what, core::RowSeek::Holds holds, core::EventSequence from, bool forwards,
                 const core::LiveFilter &shown);
    void arriveAlong(const core::RowSeek::Answer &answer);
    QString noOther() const;
    QString wasLast() const;
    QString wasFirst() const;

    const core::Columns &m_columns;
    core::RowSeek m_seek;
    std::optional<core::WallTime> m_time; ///< sought, or found last
    std::optional<quint64> m_timeRow;     ///< where the clock came to it
    Along m_along = Along::Time;
    bool m_isForwards = true;
};

} // namespace ui
