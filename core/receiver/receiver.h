// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/codec/httpmessage.h"
#include "core/http/httphandler.h"
#include "core/http/server.h"
#include "core/log/intake.h"
#include "core/log/receipts.h"
#include "core/receiver/figuresreader.h"
#include "core/receiver/receiveroptions.h"
#include "core/receiver/requestrate.h"
#include "core/stream/eventstreams.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// What the HTTP port means: takes events, answers them when they are in the log, refuses with reasons, answers
/// handshakes, health probes and metrics, and streams what is in the log to its readers. Made, used and destroyed on one I/O thread with an event loop; `counters` may be
/// called from any thread.
///
/// An event goes: bytes → HttpServer → decodeHttp → Intake → (writer commits) → Receipts → answer. While the intake is
/// full, the connections that have something for it are not read. Refusals go the same way, as rows of the log; they
/// are answered as soon as the intake has them.
class Receiver final : public QObject, private HttpHandler, private StreamPort {
    Q_OBJECT

public:
    /// GET /metrics tells of `log`, too, and readers get its events, if it is given; what that reads outlives it, as the intake does.
    Receiver(Intake &intake, ReceiverOptions options, Clock clock = {},
             std::optional<ServedLog> log = {}, QObject *parent = nullptr);
    ~Receiver() override;

    /// Listens on all of `addresses` or on none; answers what was bound: "http://127.0.0.1:8080". A loopback address
    /// with `orNextFree` that this machine has not (no IPv6) is left out if another one is there.
    /// Errors: InvalidInput, InUse, Denied, NotFound, Network.
    [[nodiscard]] Result<std::vector<std::string>>
    bind(const std::vector<ListenAddress> &addresses);

    struct Counters {
        std::uint64_t kept = 0;        ///< events, answered with success
        std::uint64_t refused = 0;     ///< requests
        std::uint64_t connections = 0; ///< open now
        std::uint64_t strangers = 0;   ///< requests without the token: answered, in no other sum
        std::uint64_t readers = 0;     ///< connections that read the log
        bool operator==(const Counters &) const = default;
    };
    Counters counters() const;
    /// Handshakes that failed. On its thread.
    const TlsFailures &tlsFailures() const { return m_server.tlsFailures(); }
    /// Empty: nothing of it speaks TLS.
    std::string certificateFingerprint() const
    {
        return m_options.tls ? m_options.tls->fingerprint() : std::string();
    }
    /// Any thread.
    bool asksForToken() const { return !m_options.tokens.isEmpty(); }
    /// Who reads the log now. On the thread of the receiver.
    std::vector<StreamReaderState> readers() const;

    /// Accepts and reads nothing more; `stopped` is emitted when everything that came is answered and written, refusals
    /// too, at the latest after ReceiverOptions::drainTime. Then it may be destroyed. The intake must still be served
    /// meanwhile.
    void stop();

signals:
    void stopped();

private:
    /// Something for the intake that was full.
    struct Waiting {
        LogCommand command;
        ReceiptAddress address;
        std::optional<HttpResponse> answer; ///< of a refusal: due when it is taken
    };

    void handle(HttpRequest &request) override;
    bool wantsBody(HttpRequest &request) override;
    void refuse(HttpRequest &request, Rejection &&why) override;
    void refuse(HttpRequest &request, Rejection &&why,
                std::optional<std::chrono::seconds> retryAfter);
    /// Answers and counts it; nothing of it is kept.
    void turnAway(const HttpRequest &request, const Rejection &why);
    /// Credentials are removed already.
    void keepRefusal(HttpRequest &request, Rejection &&why,
                     std::optional<std::chrono::seconds> retryAfter = {});
    /// Why it may not bring an event, whatever that is. Answered already if it says true.
    bool isHeldBack(HttpRequest &request);
    /// How long its sender must wait, who is above its rate. Counts each request once.
    std::optional<std::chrono::seconds> waitOf(HttpRequest &request);
    void receiveEvent(HttpRequest &request);
    AppendMessage messageFrom(const HttpEnds &ends, std::string target) const;
    AppendRefusal refusalFrom(const HttpEnds &ends, std::string_view head, std::string_view body,
                              std::uint64_t bodyBytes, Rejection &&why);
    // What brings no event: answers.cpp.
    void answerOptions(HttpRequest &request);
    void answerGet(HttpRequest &request);
    void answerPage(const HttpRequest &request);
    void answerHealth(const HttpRequest &request, bool isHealthy);
    void askLog();
    void answerMetrics(const HttpRequest &request);
    void takeFigures();
    void respondMetrics(ReceiptAddress address, const std::optional<LogFigures> &log);
    // What core/stream asks and is told: streaming.cpp.
    void peerEnded(std::uint64_t connection) override;
    std::size_t received(std::uint64_t connection, std::string_view bytes) override;
    void drained(std::uint64_t connection) override;
    void ended(std::uint64_t connection) override;
    bool receiveMessage(const WebSocketOrigin &origin, bool isText, std::string bytes) override;
    bool refuseMessage(const WebSocketOrigin &origin, Rejection &&why, std::string bytes) override;
    void failQuery(ReceiptAddress address, const std::string &problem) override;
    /// Why a message is no event for us though it may be one: what isHeldBack() is for requests.
    std::optional<Rejection> holdBackMessage(const WebSocketOrigin &origin);
    void answerStream(HttpRequest &request);
    void openEventStream(HttpRequest &request);
    void openWebSocket(HttpRequest &request);
    void answerQuery(HttpRequest &request);
    bool pushMessage(LogCommand &&command, std::uint64_t connection,
                     std::optional<HttpResponse> answer);
    void push(LogCommand &&command, ReceiptAddress address, std::optional<HttpResponse> answer);
    void pushWaiting();
    void takeReceipts();
    void answerReceipt(const Receipt &receipt);
    void answerClosed(ReceiptAddress address);
    void refuseUnwritten(ReceiptAddress address, std::string reason);
    static Rejection unavailable(std::string detail);
    void countRefusal(const std::string &rule);
    HttpResponse problem(const Rejection &why,
                         std::optional<std::chrono::seconds> retryAfter = {}) const;
    void respond(ReceiptAddress address, const HttpResponse &response);
    void allowOrigin(const HttpRequest &request);
    void endIfIdle();

    Result<std::vector<std::string>> bindOnce(const std::vector<ListenAddress> &addresses,
                                              std::uint16_t offset);

    Intake &m_intake;
    const ReceiverOptions m_options;
    const Clock m_clock;
    const WallTime m_started;
    const std::shared_ptr<Receipts> m_receipts;
    const std::unique_ptr<FiguresReader> m_figures; ///< null: no log to tell of
    HttpServer m_server;
    const std::unique_ptr<EventStreams> m_streams; ///< null: no log to read
    QSocketNotifier m_receiptNotifier;
    std::unique_ptr<QSocketNotifier> m_figuresNotifier;
    QTimer m_drainTimer;
    QTimer m_nextLook;
    const HttpResponse m_success;
    RequestRate m_rate;
    std::deque<Waiting> m_waiting;
    std::map<std::string, std::uint64_t> m_refusals; ///< by rule
    std::uint64_t m_readersRefused = 0;
    std::size_t m_undecided = 0;       ///< taken by the intake, and no receipt yet
    std::vector<HeaderField> m_fields; ///< of the request at hand; kept to save the allocation
    bool m_isAsking = false;           ///< a message without events waits for its receipt
    bool m_isWritable = true;          ///< the last thing that was written could be
    bool m_isStopping = false;
    bool m_isStopped = false;
    std::atomic<std::uint64_t> m_kept = 0;
    std::atomic<std::uint64_t> m_refused = 0;
    std::atomic<std::uint64_t> m_open = 0;
    std::atomic<std::uint64_t> m_strangers = 0;
    std::atomic<std::uint64_t> m_reading = 0;
};

} // namespace core
