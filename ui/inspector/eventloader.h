// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/redaction/redaction.h"
#include "core/text/textquery.h"
#include "ui/inspector/eventdetails.h"
#include "ui/reading/readingthread.h"
#include "ui/verbatim/linesource.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace ui {

/// One event, read and laid out, ready to be shown. Immutable.
struct LoadedEvent {
    std::shared_ptr<const core::StoredEvent> kept; ///< as it is in the capture
    std::shared_ptr<const core::StoredEvent>
        event;  ///< as it may be shown; the same where nothing is redacted
    Bytes data; ///< null: the event carries none
    quint64 dataSize = 0;
    QString contentType;                    ///< of the data; empty: not said
    std::vector<DetailSection> sections;    ///< with the preview of the data
    std::shared_ptr<const LineSource> wire; ///< head and body, as they came
    std::shared_ptr<const LineSource> json; ///< null: the data is no JSON
    std::shared_ptr<const LineSource> text; ///< null: the event carries no data
    std::shared_ptr<const LineSource> hex;  ///< null: the event carries no data
};

struct FoundInEvent;

/// What came of a request: an event, nothing (it is not in the log), or an error.
using LoadResult = core::Result<std::shared_ptr<const LoadedEvent>>;

/// Reads whole events from the capture and lays them out, on a thread of its own. The newest request wins: what is
/// asked for while another is read replaces whatever waits.
class EventLoader : public QObject {
    Q_OBJECT

public:
    explicit EventLoader(OpenReader openReader, QObject *parent = nullptr);

    void load(core::EventSequence sequence, const core::Redaction &redaction = {});
    /// Lays an event that was read before out anew; as if it were loaded again.
    void layOutAgain(std::shared_ptr<const core::StoredEvent> kept,
                     const core::Redaction &redaction);
    /// What was asked for is not wanted any more.
    void cancel();
    /// The event as one line of JSON, as `evs export` would write it; comes with jsonReady().
    void writeJson(const std::shared_ptr<const LoadedEvent> &event);
    /// Where the text of `query` is in the event; comes with found(), but for what was asked for before.
    void find(const std::shared_ptr<const LoadedEvent> &event, const core::TextQuery &query);
    void cancelFind() { ++m_newestFind; }

signals:
    /// Never for a request that another has replaced. Null where the event is not in the log.
    void loaded(core::EventSequence sequence, const ui::LoadResult &result);
    void jsonReady(const std::shared_ptr<const ui::LoadedEvent> &event, const QString &json);
    void found(const std::shared_ptr<const ui::LoadedEvent> &event,
               const std::shared_ptr<const ui::FoundInEvent> &found);

private:
    std::atomic<quint64> m_newestFind{0};
    ReadingThread m_thread;
};

/// Lays an event out as far as it may be shown. Long work for a large one; any thread. Damaged: nobody can tell what of
/// it must not be seen.
LoadResult layOut(std::shared_ptr<const core::StoredEvent> kept,
                  const core::Redaction &redaction = {});

} // namespace ui
