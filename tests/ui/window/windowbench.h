// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/eventtable/eventtableview.h"
#include "ui/redaction/viewredaction.h"
#include "ui/statusline/statusline.h"
#include "ui/window/captureview.h"
#include "ui/window/mainwindow.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

/// Starts monitors that listen on a free port, with `log` as the options of their logs.
inline ui::StartMonitor startWith(const core::EventLog::Options &log)
{
    return [log](const std::filesystem::path &file) {
        core::Monitor::Options options;
        options.capture = file;
        options.listen = {{"127.0.0.1", 0, false}};
        options.log = log;
        return core::Monitor::start(std::move(options));
    };
}

inline core::Result<std::unique_ptr<core::Monitor>>
startOnLoopback(const std::filesystem::path &file)
{
    core::EventLog::Options options;
    options.access = core::LogAccess::ReadIfNeeded;
    return startWith(options)(file);
}

inline std::string eventRequest(int number, const char *type, const char *source)
{
    const std::string body = "{\"number\":" + std::to_string(number) + "}";
    return "POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
           "application/json\r\nce-specversion: 1.0\r\nce-id: " +
           std::to_string(number) + "\r\nce-type: " + type + "\r\nce-source: " + source +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

/// A window with a capture, and a sender.
struct Bench {
    Bench(ui::Theme &theme, const QTemporaryDir &folder, ui::WindowState state = {},
          ui::StartMonitor start = startOnLoopback)
        : file(folder.filePath(QStringLiteral("test.eventscope")).toStdString())
        , redaction(state.redaction)
        , window(theme, redaction, {std::move(start), 0, std::move(state)})
    {
        QSignalSpy shown(&window, &ui::MainWindow::captureShown);
        window.resize(1280, 800);
        window.show();
        window.open(file);
        if (!shown.wait(10'000)) {
            qFatal("no capture was shown");
        }
        const std::vector<std::string> addresses = window.monitor()->addresses();
        if (!addresses.empty()) { // a capture that is only read has none
            const std::string &address = addresses.front();
            port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
        }
    }
    QAbstractItemModel &rows() const { return *window.view()->table()->model(); }
    ui::StatusLine &status() { return *window.findChild<ui::StatusLine *>(); }
    QString statusText() { return status().text().replace(QChar(0x00A0), u' ').simplified(); }

    std::filesystem::path file;
    ui::ViewRedaction redaction;
    ui::MainWindow window;
    std::uint16_t port = 0;
};
