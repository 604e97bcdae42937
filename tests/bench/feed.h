// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <thread>

namespace bench {

/// A WebSocket server for one client on a free port of 127.0.0.1, on a thread of its own: answers
/// the handshake, sends `messages` numbered text messages as fast as they are taken, and closes. It
/// costs as little as a server can: whole buffers of frames that were made before.
class Feed {
public:
    Feed(std::uint64_t messages, std::size_t messageBytes);
    ~Feed();
    Feed(const Feed &) = delete;
    Feed &operator=(const Feed &) = delete;

    std::string url() const;

private:
    void serve();

    const std::uint64_t m_messages;
    const std::string m_frames; ///< FramesAtOnce of them
    int m_listener = -1;
    int m_port = 0;
    std::thread m_thread;
};

} // namespace bench
