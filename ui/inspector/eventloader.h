// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/log/capturereader.h"
#include "ui/inspector/eventdetails.h"
#include "ui/verbatim/linesource.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace ui {

/// Makes a reader of the capture; called on a pool thread.
using OpenReader = std::function<core::Result<std::unique_ptr<core::CaptureReader>>()>;

/// One event, read and laid out, ready to be shown. Immutable.
struct LoadedEvent {
    core::StoredEvent event;
    quint64 dataSize = 0;
    QString contentType;                    ///< of the data; empty: not said
    std::vector<DetailSection> sections;    ///< with the preview of the data
    std::shared_ptr<const LineSource> wire; ///< head and body, as they came
    std::shared_ptr<const LineSource> json; ///< null: the data is no JSON
    std::shared_ptr<const LineSource> text; ///< null: the event carries no data
    std::shared_ptr<const LineSource> hex;  ///< null: the event carries no data
};

/// What came of a request: an event, nothing (it is not in the log), or an error.
using LoadResult = core::Result<std::shared_ptr<const LoadedEvent>>;

/// Reads whole events from the capture and lays them out, on a thread of its own. The newest request wins: what is
/// asked for while another is read replaces whatever waits.
class EventLoader : public QObject {
    Q_OBJECT

public:
    explicit EventLoader(OpenReader openReader, QObject *parent = nullptr);
    ~EventLoader() override;

    void load(core::EventSequence sequence);
    /// What was asked for is not wanted any more.
    void cancel();
    /// The event as one line of JSON, as `evs export` would write it; comes with jsonReady().
    void writeJson(std::shared_ptr<const LoadedEvent> event);

signals:
    /// Never for a request that another has replaced. Null where the event is not in the log.
    void loaded(core::EventSequence sequence, const ui::LoadResult &result);
    void jsonReady(const QString &json);

private:
    LoadResult read(core::EventSequence sequence);

    OpenReader m_openReader;
    std::unique_ptr<core::CaptureReader> m_reader; ///< pool thread only
    std::atomic<quint64> m_newest{0};              ///< generation of the request that counts
    QThreadPool m_pool;                            ///< one thread; last: ends first
};

/// Lays `event` out. Long work for a large one; any thread.
std::shared_ptr<const LoadedEvent> layOut(core::StoredEvent event);

} // namespace ui
