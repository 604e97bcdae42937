// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/streamcrowd.h"

#include "tests/bench/measure.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace bench {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds Patience = 60s;
constexpr int HangingRoom = 4096; // so that what hangs waits in the receiver

std::uint64_t numberAt(std::string_view text)
{
    return std::strtoull(std::string(text.substr(0, 20)).c_str(), nullptr, 10);
}

} // namespace

/// One connection. Frames and lines are found in what was received, and thrown away when they are whole.
class StreamCrowd::Reader {
public:
    Reader(std::uint16_t port, bool isWebSocket, Pace pace)
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
        , m_isWebSocket(isWebSocket)
    {
        if (pace == Pace::Hanging)
            ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &HangingRoom, sizeof HangingRoom);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(port);
        const std::string request =
            isWebSocket ? "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                        : "GET /events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                          "Accept: text/event-stream\r\n\r\n";
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
            ::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL) !=
                static_cast<ssize_t>(request.size()))
            giveUp("cannot connect a reader");
    }
    ~Reader() { ::close(m_socket); }
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    int socket() const { return m_socket; }

    void waitForHead()
    {
        while (m_input.find("\r\n\r\n") == std::string::npos) {
            if (!fetch(0))
                giveUp("a reader was turned away: " + m_input);
        }
        if (!m_input.starts_with(m_isWebSocket ? "HTTP/1.1 101 " : "HTTP/1.1 200 "))
            giveUp("a reader was turned away: " + m_input);
        m_input.erase(0, m_input.find("\r\n\r\n") + 4);
    }

    /// Fetches what is there; answers how many events it brought.
    std::uint64_t fetchEvents()
    {
        while (fetch(MSG_DONTWAIT)) {
        }
        const std::uint64_t before = m_last;
        m_input.erase(0, m_isWebSocket ? takeFrames() : takeLines());
        return m_last - before;
    }

private:
    /// False: there is nothing.
    bool fetch(int flags)
    {
        thread_local std::array<char, 256 * 1024> buffer;
        const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), flags);
        if (count == 0)
            giveUp("a stream has ended after event " + std::to_string(m_last));
        if (count < 0)
            return false;
        m_input.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    void take(std::uint64_t number)
    {
        if (number != m_last + 1)
            giveUp("event " + std::to_string(number) + " came after " + std::to_string(m_last));
        m_last = number;
    }

    /// Whole lines: "id: 17", then "data: …", and notices, whose id comes behind "event: …".
    std::size_t takeLines()
    {
        std::string_view rest = m_input;
        for (std::size_t end = rest.find('\n'); end != std::string_view::npos;
             end = rest.find('\n')) {
            if (rest.starts_with("id: "))
                take(numberAt(rest.substr(4)));
            rest.remove_prefix(end + 1);
        }
        return m_input.size() - rest.size();
    }

    /// Whole frames. Ids of events are numbers from 0, those of notices are none.
    std::size_t takeFrames()
    {
        std::string_view rest = m_input;
        while (rest.size() >= 2) {
            const auto byte = [rest](std::size_t at) {
                return static_cast<unsigned char>(rest[at]);
            };
            std::size_t length = byte(1);
            std::size_t head = 2;
            const std::size_t more = length == 127 ? 8 : length == 126 ? 2 : 0;
            if (rest.size() < head + more)
                break;
            for (std::size_t at = 0; at < more; ++at)
                length = (at == 0 ? 0 : length << 8) | byte(head + at);
            head += more;
            if (rest.size() < head + length)
                break;
            constexpr std::string_view IdMark = R"("id":")";
            const std::string_view payload = rest.substr(head, length);
            const std::size_t id = payload.find(IdMark);
            if (byte(0) == 0x81 && payload.find("eventscope.stream.") == std::string_view::npos)
                take(numberAt(payload.substr(id + IdMark.size())) + 1);
            rest.remove_prefix(head + length);
        }
        return m_input.size() - rest.size();
    }

    const int m_socket;
    const bool m_isWebSocket;
    std::string m_input;
    std::uint64_t m_last = 0; ///< number of the last event
};

StreamCrowd::StreamCrowd(const std::string &url, std::size_t eventStreams, std::size_t webSockets,
                         Pace pace)
    : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    const auto port = static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
    for (std::size_t number = 0; number < eventStreams + webSockets; ++number) {
        m_readers.push_back(std::make_unique<Reader>(port, number >= eventStreams, pace));
        m_readers.back()->waitForHead();
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = number;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_readers.back()->socket(), &event);
    }
    if (pace == Pace::Fetching)
        m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

StreamCrowd::~StreamCrowd()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    ::close(m_epoll);
}

void StreamCrowd::run(const std::stop_token &stop)
{
    std::array<epoll_event, 64> events{};
    while (!stop.stop_requested()) {
        const int count = ::epoll_wait(m_epoll, events.data(), events.size(), 10);
        for (int at = 0; at < count; ++at)
            m_received +=
                m_readers[events.at(static_cast<std::size_t>(at)).data.u64]->fetchEvents();
    }
}

void StreamCrowd::waitFor(std::uint64_t last) const
{
    const auto until = std::chrono::steady_clock::now() + Patience;
    while (m_received < last * m_readers.size()) {
        if (std::chrono::steady_clock::now() > until)
            giveUp("readers got " + std::to_string(m_received) + " events of " +
                   std::to_string(last * m_readers.size()));
        std::this_thread::sleep_for(1ms);
    }
}

} // namespace bench
