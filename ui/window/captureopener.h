// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"

#include <QObject>
#include <QThreadPool>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace ui {

/// Starts a monitor of `file`; an empty path means the user's own capture. Called on a pool thread.
using StartMonitor =
    std::function<core::Result<std::unique_ptr<core::Monitor>>(const std::filesystem::path &file)>;

/// What came of opening.
struct OpenedCapture {
    std::unique_ptr<core::Monitor> monitor; ///< null: there is none now
    std::filesystem::path wanted;
    std::optional<core::Error> problem; ///< why `wanted` is not what `monitor` has
};

/// What came of opening another file of a ring.
struct OpenedLog {
    std::shared_ptr<core::EventLog> log; ///< null: it could not be opened
    std::optional<core::Error> problem;
};

/// Changes the capture of a window without holding the window up: closes the one before (its port must be free again),
/// starts the next; if that fails, the one before once more.
class CaptureOpener : public QObject {
    Q_OBJECT
public:
    explicit CaptureOpener(StartMonitor start, QObject *parent = nullptr);
    /// Waits for what is going on.
    ~CaptureOpener() override;

    /// `before` may be null; nobody may read from it any more. One at a time: isBusy().
    void open(std::unique_ptr<core::Monitor> before, const std::filesystem::path &file);
    /// Opens `file` for reading while the capture that it is a file of is written on. Likewise one at a time.
    void look(const std::filesystem::path &file);
    /// Closes it away from the GUI thread.
    void letGo(std::shared_ptr<core::EventLog> log);
    bool isBusy() const { return m_isBusy; }

signals:
    /// The receiver takes the monitor out of it.
    void opened(const std::shared_ptr<ui::OpenedCapture> &capture);
    void looked(const std::shared_ptr<ui::OpenedLog> &log);

private:
    StartMonitor m_start;
    bool m_isBusy = false;
    QThreadPool m_pool; ///< last: ends first
};

} // namespace ui
