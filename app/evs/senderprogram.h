// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QProcess>

#include <string>
#include <utility>
#include <vector>

namespace app {

/// Somebody else's program that sends events to us, started as Knative starts a source (SinkBinding, ContainerSource):
/// the environment says where to (`K_SINK`, and `SINK` as of old), what to add to each event (`K_CE_OVERRIDES`) and whom to
/// trust (`K_CA_CERTS`). What it prints goes to our standard error: standard output has events and nothing else. Lives on
/// the main thread; killed with this object.
class SenderProgram : public QObject {
    Q_OBJECT
public:
    struct Options {
        std::vector<std::string> words; ///< the program and its arguments
        std::vector<std::pair<std::string, std::string>> overrides; ///< extensions for each event
    };
    /// Where it sends to.
    struct Sink {
        std::string url;
        std::string certificateFile; ///< PEM; empty: none needs to be trusted
    };

    explicit SenderProgram(Options options);
    ~SenderProgram() override;

    /// Errors: NotFound, Denied, Io.
    [[nodiscard]] core::Result<void> start(const Sink &sink);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Asks it to end (SIGTERM), the second time leaves it no choice.
    void stop();
    /// After it has ended: its own, or 128 and the number of the signal, as shells say it.
    int exitCode() const;

signals:
    void ended();

private:
    const Options m_options;
    QProcess m_process;
    bool m_isAsked = false; ///< to end
};

/// The value of K_CE_OVERRIDES: `{"extensions":{"region":"eu"}}`; empty without any.
[[nodiscard]] std::string
overridesText(const std::vector<std::pair<std::string, std::string>> &overrides);

} // namespace app
