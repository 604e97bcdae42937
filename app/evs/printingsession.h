// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/commandline/outcome.h"
#include "app/commandline/signalwatch.h"
#include "app/evs/printer.h"
#include "app/evs/senderprogram.h"
#include "app/evs/statuslines.h"
#include "app/evs/temporaryfolder.h"
#include "core/cesql/expression.h"
#include "core/monitor/monitor.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace app {

/// What `listen`, `run` and `demo` do, in one: receive into a capture and print it until something ends that. Lives on the
/// main thread, which has a QCoreApplication.
class PrintingSession : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::optional<std::filesystem::path> capture; ///< absent: a temporary one
        std::vector<core::ListenAddress> listen;      ///< empty: no port
        core::ReceiverOptions receiver;
        std::string generatedCertificate; ///< its file, to be told; empty: there is none
        std::vector<core::WebSocketOptions> webSockets;
        std::function<void(core::CaptureRules &)> changeRules; ///< absent: those of the capture
        std::optional<core::DemoOptions> demo;
        std::optional<core::cesql::Expression> where; ///< what is printed and counted
        bool isQuiet = false;
        bool printsRefusals = false;        ///< each of them, on standard error
        std::optional<std::uint64_t> count; ///< events, then it ends
        std::optional<std::chrono::milliseconds> timeout;
        std::optional<SenderProgram::Options>
            sender; ///< started when we listen; ends us when it has ended
        /// When nobody reads standard output any more: end, or receive on.
        bool endsUnread = false;
    };

    /// Runs until the end.
    [[nodiscard]] static Outcome run(Options options);
    ~PrintingSession() override;

private:
    enum class End { None, Signal, Timeout, Demo, Printer, Sender };

    explicit PrintingSession(Options options);
    [[nodiscard]] core::Result<void> start();
    void startPrinting();
    [[nodiscard]] core::Result<void> startSender();
    void announce() const;
    void onSignal();
    void onPrinterEnded();
    void onPatienceOver();
    /// Receives nothing more and prints the rest.
    void end(End why);
    std::uint64_t printed() const;
    Outcome outcome() const;

    const Options m_options;
    SignalWatch m_signals; ///< before all threads
    std::optional<TemporaryFolder> m_folder;
    std::unique_ptr<core::Monitor> m_monitor;
    std::unique_ptr<StatusLines> m_status;
    std::unique_ptr<SenderProgram> m_sender;
    std::unique_ptr<Printer> m_printer;
    std::unique_ptr<QSocketNotifier> m_printerEnded;
    QTimer m_timeout;
    QTimer m_demoLook; ///< whether the demo has ended: its count may be more than could be kept
    QTimer m_patience; ///< with the reader of standard output, at the end
    std::uint64_t m_printedThen = 0; ///< when m_patience last looked
    End m_end = End::None;
};

} // namespace app
