// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"
#include "core/query/livefilter.h"
#include "core/redaction/redaction.h"
#include "ui/models/eventcolumns.h"
#include "ui/models/eventtext.h"

#include <QAbstractTableModel>

#include <optional>
#include <string>
#include <string_view>

namespace ui {

class RowTexts;

/// The events that one view shows, as a Qt model: the columns of the log seen through a live
/// filter, formatted on demand. Holds no events. Whoever owns the clock of the window calls
/// advance(); between two calls nothing changes. data() looks up and formats, it never reads the
/// capture.
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// All outlive it. `stored`: see core::LiveFilter. `texts` are shown where the dictionaries had no room for a value.
    EventTableModel(const core::Columns &columns, core::ScanPool &pool,
                    core::StoredValues *stored = nullptr, RowTexts *texts = nullptr,
                    QObject *parent = nullptr);

    void setFilter(core::EventFilter filter);
    const core::EventFilter &filter() const { return m_rows.filter(); }
    /// Hides what is older than now in this view; nothing leaves the log.
    void clear();
    void undoClear();
    const core::LiveFilter &rows() const { return m_rows; }

    /// The tick: announces what left the log and what came since the last one, at most one removal
    /// and one insertion or reset. Bounded work.
    void advance();
    /// While held (pause), new rows wait; they come with the first advance() afterwards. A changed
    /// filter still shows, and what leaves the log leaves.
    void setHeld(bool held) { m_held = held; }
    /// Rows that wait, as of the last advance().
    quint64 waiting() const { return m_waiting; }

    void setZone(ClockZone zone);
    /// Every role answers as if the events were redacted so.
    void setRedaction(core::Redaction redaction);
    /// What a filter is made of, whatever is redacted: the type or source as it was sent. Nothing where it is not known
    /// yet, or `sequence` is not in the log any more.
    std::optional<std::string> value(core::EventSequence sequence, EventColumn column) const;

    /// Where `sequence` is shown, or -1.
    int rowOf(core::EventSequence sequence) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void waitingChanged(quint64 rows);

private:
    struct Shown {
        quint64 position = 0;
        core::EventSequence sequence;
        core::Row row;
    };
    Shown shown(int position) const;
    QVariant display(const Shown &event, EventColumn column) const;
    QVariant raw(const Shown &event, EventColumn column) const;
    QString shownText(const Shown &event, EventColumn column) const;
    QString rawText(const Shown &event, EventColumn column) const;
    std::optional<std::string_view> textOf(const Shown &event, EventColumn column) const;
    std::optional<QString> standInFor(const Shown &event, EventColumn column) const;
    core::ValueCode codeOf(const Shown &event, EventColumn column) const;
    void showTexts(core::EventSequence first, core::EventSequence last);
    QString sentence(const Shown &event) const;
    QString time(const Shown &event) const;
    std::optional<std::chrono::microseconds> delta(const Shown &event) const;
    void removeLeft(quint64 count);
    void noticeDays();
    void setWaiting(quint64 rows);

    const core::Columns &m_columns;
    core::LiveFilter m_rows;
    RowTexts *m_texts;
    core::Redaction m_redaction;
    ClockZone m_zone = ClockZone::Local;
    bool m_spansDays = false;
    bool m_held = false;
    quint64 m_waiting = 0;
};

} // namespace ui
