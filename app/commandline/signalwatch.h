// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace app {

/// SIGINT and SIGTERM (and SIGHUP, where it is not ignored) as a Qt signal. Blocks them in the calling thread: made
/// before any other thread, so that all inherit that; where Qt makes threads of its own, block() comes first.
class SignalWatch : public QObject {
    Q_OBJECT
public:
    explicit SignalWatch(QObject *parent = nullptr);
    ~SignalWatch() override;

    /// From now on, for this thread and those that it makes. Needs no Qt.
    static void block();

signals:
    void asked(); ///< to end; once per signal

private:
    const int m_descriptor; ///< signalfd
    QSocketNotifier m_notifier;
};

} // namespace app
