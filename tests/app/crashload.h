// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSet>
#include <QTcpSocket>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

/// A few connections that post single events, batches and broken requests as fast as they are answered, each id once,
/// and remember which ids were acknowledged. On the thread of the test, while its event loop turns.
class CrashLoad {
public:
    struct Options {
        QByteArray name;              ///< begins every id
        std::uint16_t port = 0;       ///< of 127.0.0.1
        std::size_t paddingBytes = 0; ///< of data, in every event
        bool hasRefusals = true;      ///< some requests are no event
    };
    explicit CrashLoad(Options options);
    ~CrashLoad();

    /// Ids whose sender was told that they are kept.
    qsizetype acknowledged() const;
    QSet<QByteArray> acknowledgedIds() const;
    QSet<QByteArray> sentIds() const;
    /// Someone was told to come again: then it sent no more.
    bool wasTurnedAway() const;
    /// Every connection has ended.
    bool isEnded() const;

private:
    class Sender;
    const Options m_options;
    std::vector<std::unique_ptr<Sender>> m_senders;
};
