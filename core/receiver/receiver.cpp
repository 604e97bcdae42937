// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/receiver.h"

#include "core/event/asciitext.h"
#include "core/event/readertext.h"
#include "core/http/contentdecoder.h"
#include "core/http/credentials.h"
#include "core/http/requestrules.h"
#include "core/receiver/bearertokens.h"
#include "core/receiver/browserguard.h"
#include "core/receiver/methods.h"
#include "core/receiver/problemjson.h"
#include "core/receiver/webhookhandshake.h"
#include "core/stream/streamreader.h"

#include <algorithm>
#include <utility>

namespace core {

namespace {

Rejection tooManyRequests(std::uint32_t perMinute, std::chrono::seconds wait)
{
    return {429,
            "too-many-requests",
            "More requests came than may come from one address",
            "One address may make " + std::to_string(perMinute) +
                (perMinute == 1 ? " request a minute." : " requests a minute."),
            "Send it again after " + std::to_string(wait.count()) +
                " s, as Retry-After says; a batch is one request.",
            "RFC 6585 4; HTTP 1.1 Web Hooks for Event Delivery 2.2",
            {}};
}

/// Compressed bodies are decoded while they are read. What is left is in a coding that nobody here knows; taking it for
/// data would keep what nobody can read.
std::optional<Rejection> refuseCoding(const HttpRequest &request)
{
    if (contentCodingOf(request) != ContentCoding::Other)
        return std::nullopt;
    return rules::unknownCoding(request, *request.find("content-encoding"));
}

} // namespace

Receiver::Receiver(Intake &intake, ReceiverOptions options, Clock clock,
                   std::optional<ServedLog> log, QObject *parent)
    : QObject(parent)
    , m_intake(intake)
    , m_options(std::move(options))
    , m_clock(std::move(clock))
    , m_started(m_clock.wall())
    , m_receipts(std::make_shared<Receipts>())
    , m_figures(log ? std::make_unique<FiguresReader>(*log, m_clock) : nullptr)
    , m_server(*this, m_options.limits, m_clock)
    , m_streams(log ? std::make_unique<EventStreams>(m_server, static_cast<StreamPort &>(*this),
                                                     std::move(*log), m_options.streams, m_clock)
                    : nullptr)
    , m_receiptNotifier(m_receipts->descriptor(), QSocketNotifier::Read)
    , m_success{m_options.okStatus, {}, {}, {}, false}
    , m_rate(m_options.requestsPerMinute)
{
    connect(&m_receiptNotifier, &QSocketNotifier::activated, this, &Receiver::takeReceipts);
    if (m_figures) {
        m_figuresNotifier =
            std::make_unique<QSocketNotifier>(m_figures->descriptor(), QSocketNotifier::Read);
        connect(m_figuresNotifier.get(), &QSocketNotifier::activated, this, &Receiver::takeFigures);
    }
    if (m_streams) {
        connect(
            m_streams.get(), &EventStreams::readersChanged, this,
            [this] {
                m_reading.store(m_streams->readers(), std::memory_order_relaxed);
                endIfIdle();
            },
            Qt::QueuedConnection);
    }
    connect(&m_server, &HttpServer::openConnectionsChanged, this, [this] {
        m_open.store(m_server.openConnections(), std::memory_order_relaxed);
        endIfIdle();
    });
    m_nextLook.setSingleShot(true);
    m_nextLook.setInterval(1); // no queued call: such calls come before sockets and timers
    connect(&m_nextLook, &QTimer::timeout, this, &Receiver::endIfIdle);
    m_drainTimer.setSingleShot(true);
    m_drainTimer.setInterval(m_options.drainTime);
    connect(&m_drainTimer, &QTimer::timeout, this, [this] {
        m_waiting.clear();
        m_isStopped = true;
        emit stopped();
    });
}

Receiver::~Receiver() = default;

Receiver::Counters Receiver::counters() const
{
    return {m_kept.load(std::memory_order_relaxed), m_refused.load(std::memory_order_relaxed),
            m_open.load(std::memory_order_relaxed), m_strangers.load(std::memory_order_relaxed),
            m_reading.load(std::memory_order_relaxed)};
}

void Receiver::handle(HttpRequest &request)
{
    if (m_isStopped) { // the rest of it came too late: nobody would see that it is in the log
        refuseUnwritten({request.connection, request.number}, "The receiver has stopped.");
        return;
    }
    const std::string_view method = request.methodText();
    if (method == "OPTIONS") {
        answerOptions(request);
        return;
    }
    const bool reads = method == "GET" || method == "HEAD";
    if (reads && isHealthPath(pathOf(request.targetText()))) {
        answerGet(request);
        return;
    }
    if (auto why = refuseBrowser(request, m_options)) {
        refuse(request, std::move(*why));
        return;
    }
    allowOrigin(request);
    if (const auto why = refuseStranger(request, m_options.tokens)) {
        if (reads && asksForPage(request)) // it tells of no event, but how to send one
            answerPage(request);
        else
            turnAway(request, *why);
        return;
    }
    if (bringsEvent(request))
        receiveEvent(request);
    else if (reads)
        answerGet(request);
    else
        refuse(request, wrongMethod(request));
}

// Whom `handle` will turn away whatever comes makes us read and hold nothing.
bool Receiver::wantsBody(HttpRequest &request)
{
    if (refuseStranger(request, m_options.tokens) || refuseBrowser(request, m_options))
        return false;
    return !bringsEvent(request) || (!refuseWebhook(request, m_options) && !waitOf(request));
}

std::optional<std::chrono::seconds> Receiver::waitOf(HttpRequest &request)
{
    if (request.isCounted)
        return std::nullopt;
    const auto wait = m_rate.take(request.ends->remote, m_clock.steady());
    // Its turn may have come since its head was looked at, but its body is gone.
    if (request.isCut && !wait)
        return std::chrono::seconds(1);
    request.isCounted = !wait;
    return wait;
}

bool Receiver::isHeldBack(HttpRequest &request)
{
    if (auto why = refuseWebhook(request, m_options)) {
        refuse(request, std::move(*why));
        return true;
    }
    if (const auto wait = waitOf(request)) {
        refuse(request, tooManyRequests(*m_options.requestsPerMinute, *wait), wait);
        return true;
    }
    if (auto why = m_options.signature.refuse(request)) {
        refuse(request, std::move(*why));
        return true;
    }
    return false;
}

std::optional<Rejection> Receiver::holdBackMessage(const WebSocketOrigin &origin)
{
    if (const auto wait = m_rate.take(origin.ends.remote, m_clock.steady()))
        return tooManyRequests(*m_options.requestsPerMinute, *wait);
    if (m_options.signature.isAsked())
        return Rejection{
            401,
            "unsigned-message",
            "The event is not signed",
            "Events must be signed here, and a message on a WebSocket has no place for "
            "a signature.",
            "Send the event by POST, signed.",
            "RFC 9110 15.5.2",
            {}};
    return std::nullopt;
}

void Receiver::receiveEvent(HttpRequest &request)
{
    if (isHeldBack(request))
        return;
    if (auto why = refuseCoding(request)) {
        refuse(request, std::move(*why));
        return;
    }
    if (carriesTokenInQuery(request)) // HTTP 1.1 Web Hooks 3.2: caches keep nothing of it
        m_server.addFields(request.connection, request.number, "Cache-Control: private\r\n");
    removeCredentials(request);
    m_fields.clear();
    for (const HttpField &field : request.fields)
        m_fields.push_back({request.text(field.name), request.text(field.value), field.line});
    auto decoded = decodeHttp(m_fields, request.body, m_options.decoding);
    if (!decoded) {
        keepRefusal(request, std::move(decoded.error()));
        return;
    }
    const ReceiptAddress address{request.connection, request.number};
    AppendMessage append = messageFrom(*request.ends, std::string(request.targetText()));
    append.address = address;
    Message &message = append.message;
    message.origin = OriginKind::Http;
    message.mode = decoded->mode;
    message.format = decoded->format;
    message.head = std::move(request.head);
    message.body = decoded->body ? std::move(*decoded->body) : std::move(request.body);
    message.events = std::move(decoded->events);
    push(std::move(append), address, std::nullopt);
}

void Receiver::refuse(HttpRequest &request, Rejection &&why)
{
    refuse(request, std::move(why), std::nullopt);
}

void Receiver::refuse(HttpRequest &request, Rejection &&why,
                      std::optional<std::chrono::seconds> retryAfter)
{
    // What somebody sends who may not come in is no evidence of anything: it could fill the problems.
    if (refuseStranger(request, m_options.tokens)) {
        turnAway(request, why);
        return;
    }
    removeCredentials(request, why.place.bytes && why.place.part != Place::Part::Body
                                   ? &*why.place.bytes
                                   : nullptr);
    keepRefusal(request, std::move(why), retryAfter);
}

void Receiver::turnAway(const HttpRequest &request, const Rejection &why)
{
    m_strangers.fetch_add(1, std::memory_order_relaxed);
    HttpResponse response = problem(why);
    if (why.status == 401)
        response.fields += challengeLine(why);
    if (why.status == 405)
        response.fields += allowLine(request.targetText());
    respond({request.connection, request.number}, response);
}

void Receiver::keepRefusal(HttpRequest &request, Rejection &&why,
                           std::optional<std::chrono::seconds> retryAfter)
{
    HttpResponse response = problem(why, retryAfter);
    if (why.status == 405)
        response.fields += allowLine(request.targetText());
    if (why.status == 401)
        response.fields += m_options.signature.challengeLine();
    if (contentCodingOf(request) == ContentCoding::Other) // RFC 9110 15.5.16
        response.fields += "Accept-Encoding: " + std::string(DecodedCodings) + "\r\n";

    AppendRefusal append = refusalFrom(
        *request.ends, request.head, request.body,
        std::max<std::uint64_t>(request.bodyBytes, request.body.size()), std::move(why));
    append.refusal.cut = append.refusal.cut || request.isCut;
    push(std::move(append), {request.connection, request.number}, std::move(response));
}

/// What every message has from where it came.
AppendMessage Receiver::messageFrom(const HttpEnds &ends, std::string target) const
{
    AppendMessage append;
    append.receipts = m_receipts;
    Message &message = append.message;
    message.received = m_clock.wall();
    message.connection = ends.listener;
    message.remote = ends.remote;
    message.local = ends.local;
    message.target = std::move(target);
    return append;
}

/// Counts it, and keeps of its evidence what may be kept.
AppendRefusal Receiver::refusalFrom(const HttpEnds &ends, std::string_view head,
                                    std::string_view body, std::uint64_t bodyBytes, Rejection &&why)
{
    countRefusal(why.rule);
    AppendRefusal append;
    append.receipts = m_receipts; // address 0 is no connection's: nobody waits for the receipt
    Refusal &refusal = append.refusal;
    refusal.received = m_clock.wall();
    refusal.connection = ends.listener;
    refusal.remote = ends.remote;
    refusal.local = ends.local;
    refusal.bodyBytes = bodyBytes;
    refusal.head = head.substr(0, m_options.refusalHeadBytes);
    refusal.body = body.substr(0, m_options.refusalBodyBytes);
    refusal.cut = refusal.head.size() < head.size() || !head.ends_with("\r\n\r\n") ||
                  refusal.body.size() < bodyBytes;
    refusal.why = std::move(why);
    return append;
}

void Receiver::push(LogCommand &&command, ReceiptAddress address,
                    std::optional<HttpResponse> answer)
{
    const auto pushed = m_waiting.empty() ? m_intake.push(std::move(command))
                                          : Intake::Pushed::Full; // those that wait come first
    switch (pushed) {
    case Intake::Pushed::Taken:
        ++m_undecided;
        if (answer)
            respond(address, *answer);
        break;
    case Intake::Pushed::Closed:
        if (answer)
            respond(address, *answer);
        else
            answerClosed(address);
        break;
    case Intake::Pushed::Full:
        m_server.pause(address.connection);
        // Connections that break off and come again may wait many times: then only the row is kept.
        if (auto *append = std::get_if<AppendRefusal>(&command);
            append && m_waiting.size() >= m_options.limits.connections) {
            append->refusal.head = {};
            append->refusal.body = {};
            append->refusal.cut = true;
        }
        m_waiting.push_back({std::move(command), address, std::move(answer)});
        break;
    }
}

void Receiver::pushWaiting()
{
    while (!m_waiting.empty()) {
        Waiting &first = m_waiting.front();
        const auto pushed = m_intake.push(std::move(first.command));
        if (pushed == Intake::Pushed::Full)
            return;
        if (pushed == Intake::Pushed::Taken)
            ++m_undecided;
        if (first.answer)
            respond(first.address, *first.answer);
        else if (pushed == Intake::Pushed::Closed)
            answerClosed(first.address);
        m_server.resume(first.address.connection);
        m_waiting.pop_front();
    }
}

void Receiver::takeReceipts()
{
    for (const Receipt &receipt : m_receipts->take())
        answerReceipt(receipt);
    pushWaiting();
    m_server.flush();
    endIfIdle();
}

void Receiver::answerReceipt(const Receipt &receipt)
{
    --m_undecided;
    m_isWritable = receipt.outcome == Receipt::Outcome::Committed;
    if (receipt.address.connection == 0) {
        m_isAsking = false;
        return;
    }
    if (receipt.outcome == Receipt::Outcome::Committed) {
        if (receipt.first)
            m_kept.fetch_add(receipt.last.value - receipt.first.value + 1,
                             std::memory_order_relaxed);
        respond(receipt.address, m_success);
    } else {
        refuseUnwritten(receipt.address, receipt.reason);
    }
}

void Receiver::answerClosed(ReceiptAddress address)
{
    m_isWritable = false;
    refuseUnwritten(address, "The log is being closed.");
}

void Receiver::refuseUnwritten(ReceiptAddress address, std::string reason)
{
    const Rejection why = unavailable(std::move(reason));
    countRefusal(why.rule);
    respond(address, problem(why));
}

void Receiver::countRefusal(const std::string &rule)
{
    m_refused.fetch_add(1, std::memory_order_relaxed);
    ++m_refusals[rule];
}

Rejection Receiver::unavailable(std::string detail)
{
    return {503,
            "cannot-write",
            "The event cannot be kept now",
            std::move(detail),
            "Send it again after the time in Retry-After.",
            "RFC 9110 15.6.4",
            {}};
}

HttpResponse Receiver::problem(const Rejection &why,
                               std::optional<std::chrono::seconds> retryAfter) const
{
    HttpResponse response;
    response.status = why.status;
    response.contentType = "application/problem+json";
    response.body = problemJson(why);
    if (why.status == 503 || why.status == 429)
        response.fields =
            "Retry-After: " + std::to_string(retryAfter.value_or(m_options.retryAfter).count()) +
            "\r\n";
    return response;
}

void Receiver::respond(ReceiptAddress address, const HttpResponse &response)
{
    if (!m_streams || !m_streams->hasSocket(address.connection))
        m_server.respond(address.connection, address.request, response);
    else if (response.status >= 400) // on a WebSocket nobody is told of success
        m_streams->tellRefused(address.connection, response.body);
}

// Whatever the answer will be, the page that asked may read it.
void Receiver::allowOrigin(const HttpRequest &request)
{
    if (m_options.allowedOrigins.empty())
        return;
    const HttpField *origin = request.find("origin");
    if (!origin || !isAllowedOrigin(request.text(origin->value), m_options))
        return;
    m_server.addFields(request.connection, request.number,
                       "Access-Control-Allow-Origin: " + std::string(request.text(origin->value)) +
                           "\r\nVary: Origin\r\n");
}

void Receiver::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_drainTimer.start();
    m_server.finish();
    if (m_streams)
        m_streams->stop();
    QMetaObject::invokeMethod(this, &Receiver::endIfIdle, Qt::QueuedConnection);
}

void Receiver::endIfIdle()
{
    if (!m_isStopping || m_isStopped || !m_waiting.empty() || m_undecided > 0 ||
        m_server.waitingConnections() > 0 || (m_streams && !m_streams->isEmpty()))
        return;
    if (m_server.hasUnhandled()) { // a turn of the server may leave nothing that calls us again
        m_nextLook.start();
        return;
    }
    m_isStopped = true;
    m_drainTimer.stop();
    emit stopped();
}

} // namespace core
