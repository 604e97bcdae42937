// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/signalwatch.h"
#include "app/commandline/statefolder.h"
#include "app/eventscope/desktoparguments.h"
#include "app/eventscope/owncapture.h"
#include "app/eventscope/settings.h"
#include "ui/redaction/viewredaction.h"
#include "ui/window/mainwindow.h"
#include "ui/window/recentmenu.h"

#include <QApplication>
#include <QIcon>
#include <QSettings>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace app;

int print(const std::string &text)
{
    std::fwrite(text.data(), 1, text.size(), stdout);
    return static_cast<int>(std::fflush(stdout) == 0 ? ExitCode::Done : ExitCode::Failed);
}

int complain(const Failure &failure)
{
    say("eventscope: " + failure.sentence);
    if (failure.code == ExitCode::WrongUsage)
        say("Try: eventscope --help");
    return static_cast<int>(failure.code);
}

/// Qt ends the process without a word that helps when there is no display.
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// Starts the monitor of one window; later ones of the same window get the same connections, but no second demo.
ui::StartMonitor starterOf(const Receiving &receiving)
{
    return [receiving = Receiving(receiving),
            folder = stateFolder()](const std::filesystem::path &file) mutable {
        core::Monitor::Options options;
        options.listen = receiving.listen;
        options.receiver = receiving.receiver;
        options.capture = file;
        options.log.access = core::LogAccess::ReadIfNeeded;
        options.log.changeRules = receiving.changeRules;
        auto started =
            file.empty() ? startOwnCapture(folder, options) : core::Monitor::start(options);
        if (started && !(*started)->log().isReadOnly()) {
            for (const core::WebSocketOptions &webSocket : receiving.webSockets)
                (*started)->addWebSocket(webSocket);
            if (std::exchange(receiving.demo, false))
                (*started)->startDemo({});
        }
        return started;
    };
}

/// The port to say that it was taken; 0 where any was fine.
std::uint16_t wantedPort(const Receiving &receiving)
{
    return receiving.listen.front().orNextFree ? receiving.listen.front().port : 0;
}

int runDesktop(QApplication &application, const DesktopArguments &arguments)
{
    const SignalWatch signalWatch;
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Eventscope"),
                       QStringLiteral("Eventscope"));
    const ui::WindowState state = readSettings(settings);
    ui::Theme theme;
    theme.setMode(state.theme);
    theme.setPointSize(state.pointSize);
    theme.applyTo(application);
    ui::ViewRedaction redaction(state.redaction);

    std::vector<std::filesystem::path> files = arguments.files;
    if (files.empty())
        files.emplace_back();
    std::vector<std::unique_ptr<ui::MainWindow>> windows;
    for (const std::filesystem::path &file : files) {
        windows.push_back(std::make_unique<ui::MainWindow>(
            theme, redaction,
            ui::MainWindow::Setup{starterOf(arguments.receiving), wantedPort(arguments.receiving),
                                  state, stateFolder()}));
        windows.back()->show();
        windows.back()->open(file);
    }
    QObject::connect(&signalWatch, &SignalWatch::asked, &application,
                     &QApplication::closeAllWindows);
    const int code = QApplication::exec();
    ui::WindowState left = windows.front()->state();
    for (const auto &window : windows) {
        const QStringList recent = window->state().recent;
        for (auto file = recent.rbegin(); file != recent.rend(); ++file)
            left.recent = ui::withRecent(left.recent, *file);
    }
    writeSettings(settings, left);
    return code;
}

} // namespace

int main(int count, char **words)
{
    // What stands in the command line is judged before Qt asks for a display.
    const auto arguments =
        parseDesktopArguments(std::vector<std::string>(words + 1, words + count));
    if (!arguments)
        return complain(arguments.error());
    if (const auto *printed = std::get_if<PrintedText>(&*arguments))
        return print(printed->text);
    if (!hasDisplay())
        return complain({ExitCode::Failed,
                         "there is no display here (DISPLAY and WAYLAND_DISPLAY are not set). "
                         "evs does the same in a terminal: evs listen"});
    SignalWatch::block();
    QApplication application(count, words);
    QApplication::setApplicationName(QStringLiteral("Eventscope"));
    QApplication::setApplicationVersion(QStringLiteral(EVENTSCOPE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.eventscope.Eventscope"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/eventscope/icons/eventscope.svg")));
    return runDesktop(application, std::get<DesktopArguments>(*arguments));
}
