// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/monitor/monitor.h"
#include "ui/filterbar/filterclause.h"
#include "ui/window/captureopener.h"
#include "ui/window/notewatch.h"
#include "ui/window/ringwatch.h"
#include "ui/window/windowactions.h"
#include "ui/window/windowstate.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <optional>

namespace ui {

class CaptureBadge;
class CaptureDialogs;
class CaptureFiles;
class CaptureView;
class ColourOrders;
class SearchOrders;
class StatusLine;
class ViewOrders;
class ViewRedaction;
class WindowDocks;
class WindowPanels;
class WindowTools;

/// The window: tool bar, one CaptureView, docks, status line. Arranges them and passes on what a person orders;
/// decides nothing. Owns the monitor of the capture it shows.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    struct Setup {
        StartMonitor start;
        std::uint16_t wantedPort = 0; ///< 0: any was fine
        WindowState state;
        std::filesystem::path ownFolder{}; ///< of captures that nobody named; empty: there are none
    };
    /// `theme` and `redaction`, which all windows share, outlive it. Shows no capture until open().
    MainWindow(Theme &theme, ViewRedaction &redaction, Setup setup, QWidget *parent = nullptr);
    /// Returns when everything that was received is decided and the capture is closed.
    ~MainWindow() override;

    /// Closes the capture that is open and opens `file` (empty: the user's own) in the background.
    void open(const std::filesystem::path &file);
    /// As it would be restored.
    WindowState state() const;

    CaptureView *view() const { return m_view; }
    core::Monitor *monitor() const { return m_monitor.get(); }
    const WindowActions &actions() const { return m_actions; }
    const ColourOrders &colours() const { return *m_colours; }

signals:
    /// A capture is on the screen.
    void captureShown();

protected:
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void connectPanels();
    void connectActions();
    void connectFiles();
    void connectView();
    void takeOpened(const std::shared_ptr<OpenedCapture> &opened);
    void takeLooked(const std::shared_ptr<OpenedLog> &opened);
    void makeView();
    void dropView();
    void lookAtRing();
    void showFile(const std::filesystem::path &file);
    void showLog(std::shared_ptr<core::EventLog> log);
    void showWords(const QString &words);
    void showCapture(const QString &path, std::optional<core::WallTime> since, quint64 seals);

    void sayFilter();
    void addClause(const FilterClause &clause, FilterUse use);
    void tick();
    void followNote();
    void closeNote();
    void addWebSocket();
    void toggleDemo(bool play);
    void movePane(int step);
    void redact();

    Theme &m_theme;
    ViewRedaction &m_redaction;
    Setup m_setup;
    QStringList m_recent;
    FilterMemory m_filters;
    WindowActions m_actions;
    CaptureOpener m_opener;
    std::unique_ptr<core::Monitor> m_monitor;
    CaptureView *m_view = nullptr; ///< child; null while there is no capture
    ViewState m_viewState;         ///< of the view that was there last
    NoteWatch m_notes;
    RingWatch m_ringWatch;

    CaptureBadge *m_badge = nullptr;
    int m_badgeWidth = 0; ///< for which the menu bar has made room
    StatusLine *m_status = nullptr;
    ViewOrders *m_orders = nullptr;
    ColourOrders *m_colours = nullptr;
    CaptureFiles *m_files = nullptr;
    CaptureDialogs *m_dialogs = nullptr;
    WindowTools *m_tools = nullptr;
    SearchOrders *m_search = nullptr;
    WindowDocks *m_docks = nullptr;
    WindowPanels *m_panels = nullptr;
    QTimer m_timer;
};

} // namespace ui
