// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/receiver/receiver.h"
#include "tests/core/log/logtest.h"
#include "tests/support/rawclient.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <cerrno>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/// A receiver on a free port of 127.0.0.1 that writes into a capture, and whoever reads it there.
struct StreamDesk {
    explicit StreamDesk(core::ReceiverOptions options = {}, core::EventLog::Options logOptions = {},
                        core::Clock clock = {})
        : log(logtest::openLog(logtest::captureIn(folder), std::move(logOptions)))
        , sender(*log)
        , receiver(std::make_unique<core::Receiver>(log->intake(), std::move(options),
                                                    std::move(clock), *log))
    {
        const std::string address = receiver->bind({{"127.0.0.1", 0, false}}).value().front();
        port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }

    /// Commits events with the ids `first` to `last`.
    void append(std::uint64_t first, std::uint64_t last, const std::string &data = "{\"total\":1}")
    {
        std::vector<core::Message> messages;
        for (std::uint64_t number = first; number <= last; ++number)
            messages.push_back(logtest::binaryMessage(number, data));
        sender.send(std::move(messages));
    }

    /// Events have left, and no more will before others come.
    bool hasEvicted() const
    {
        return log->ledger().evicted > 10 && log->state().usedBytes <= log->rules().limitBytes;
    }

    const QTemporaryDir folder;
    std::unique_ptr<core::EventLog> log;
    logtest::Sender sender;
    std::unique_ptr<core::Receiver> receiver;
    std::uint16_t port = 0;
};

inline std::string getRequest(const std::string &target, const std::string &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n";
}

/// One event of an event stream, as a browser would hand it over.
struct StreamedEvent {
    std::string name; ///< empty: message
    std::string id;
    std::string data;
};

/// A text/event-stream as far as it came.
class StreamText {
public:
    /// `received` grows, and outlives it.
    explicit StreamText(const std::string &received)
        : m_received(received)
    {
    }

    std::string head() const
    {
        const std::size_t end = m_received.find("\r\n\r\n");
        return end == std::string::npos ? std::string() : m_received.substr(0, end + 4);
    }
    std::string body() const { return m_received.substr(head().size()); }

    /// Whole events so far, those of the log and notices.
    const std::vector<StreamedEvent> &events()
    {
        const std::size_t begin = head().size();
        if (begin == 0)
            return m_events;
        m_read = std::max(m_read, begin);
        const std::string_view all = m_received;
        for (;;) {
            const std::size_t end = all.find("\n\n", m_read);
            if (end == std::string_view::npos)
                return m_events;
            take(all.substr(m_read, end - m_read));
            m_read = end + 2;
        }
    }
    std::vector<StreamedEvent> notices()
    {
        std::vector<StreamedEvent> found = events();
        std::erase_if(found, [](const StreamedEvent &event) { return event.name.empty(); });
        return found;
    }
    /// "1 2 3", with the names of notices: "evicted:3 4".
    std::string ids()
    {
        std::string text;
        for (const StreamedEvent &event : events())
            text +=
                (text.empty() ? "" : " ") + (event.name.empty() ? "" : event.name + ":") + event.id;
        return text;
    }
    /// Without notices.
    std::string eventIds()
    {
        std::string text;
        for (const StreamedEvent &event : events()) {
            if (event.name.empty())
                text += (text.empty() ? "" : " ") + event.id;
        }
        return text;
    }

private:
    void take(std::string_view block)
    {
        StreamedEvent event;
        bool hasData = false;
        while (!block.empty()) {
            const std::size_t end = std::min(block.find('\n'), block.size());
            const std::string_view line = block.substr(0, end);
            if (line.starts_with("event: ")) {
                event.name = line.substr(7);
            } else if (line.starts_with("id: ")) {
                event.id = line.substr(4);
            } else if (line.starts_with("data: ")) {
                event.data = line.substr(6);
                hasData = true;
            }
            block.remove_prefix(std::min(end + 1, block.size()));
        }
        if (hasData)
            m_events.push_back(std::move(event));
    }

    const std::string &m_received;
    std::size_t m_read = 0;
    std::vector<StreamedEvent> m_events;
};

/// Reads a stream as it comes.
class StreamClient {
public:
    StreamClient(std::uint16_t port, const std::string &target, const std::string &fields = {})
        : m_client(port)
        , m_text(m_client.received())
    {
        m_client.send(getRequest(target, "Accept: text/event-stream\r\n" + fields));
    }

    RawClient &raw() { return m_client; }
    StreamText *operator->() { return &m_text; }

private:
    RawClient m_client;
    StreamText m_text;
};

/// Fetches something only when it is told to, and has little room for what it has not fetched.
class SlowClient {
public:
    SlowClient(std::uint16_t port, const std::string &request)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
        , m_text(m_received)
    {
        const int room = 4096;
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isConnected =
            ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
        send(request);
    }
    ~SlowClient() { ::close(m_socket); }
    SlowClient(const SlowClient &) = delete;
    SlowClient &operator=(const SlowClient &) = delete;

    bool isConnected() const { return m_isConnected; }
    void send(std::string_view bytes)
    {
        [[maybe_unused]] const auto sent =
            ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    }
    /// As much of `bytes` as the operating system takes now.
    void sendNow(std::string_view bytes)
    {
        [[maybe_unused]] const auto sent =
            ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    /// What is there now; answers whether the server has not ended.
    bool fetch()
    {
        std::vector<char> bytes(1 << 20);
        for (;;) {
            const auto count = ::recv(m_socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (count <= 0)
                return count < 0 && errno == EAGAIN;
            m_received.append(bytes.data(), static_cast<std::size_t>(count));
        }
    }
    const std::string &received() const { return m_received; }
    StreamText *operator->() { return &m_text; }

private:
    const int m_socket;
    bool m_isConnected = false;
    std::string m_received;
    StreamText m_text;
};
