// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/browserguard.h"
#include "core/receiver/friendlypage.h"
#include "core/receiver/methods.h"
#include "core/receiver/metricspage.h"
#include "core/receiver/prometheustext.h"
#include "core/receiver/receiver.h"
#include "core/receiver/webhookhandshake.h"
#include "core/stream/streamreader.h"

#include <utility>

namespace core {

void Receiver::answerOptions(HttpRequest &request)
{
    if (auto why = refuseBrowser(request, m_options)) {
        refuse(request, std::move(*why));
        return;
    }
    const HttpField *origin = request.find("origin");
    if (origin && request.find("access-control-request-method") &&
        isAllowedOrigin(request.text(origin->value), m_options)) {
        HttpResponse response;
        response.status = 204;
        response.fields = "Access-Control-Allow-Methods: GET, HEAD, OPTIONS, POST, PUT\r\n"
                          "Access-Control-Max-Age: 600\r\n";
        if (const HttpField *headers = request.find("access-control-request-headers")) {
            response.fields += "Access-Control-Allow-Headers: ";
            response.fields += request.text(headers->value);
            response.fields += "\r\n";
        }
        if (request.find("access-control-request-private-network"))
            response.fields += "Access-Control-Allow-Private-Network: true\r\n";
        allowOrigin(request);
        respond({request.connection, request.number}, response);
        return;
    }
    auto answer = answerHandshake(request, m_options);
    if (!answer) {
        refuse(request, std::move(answer.error()));
        return;
    }
    respond({request.connection, request.number}, *answer);
}

void Receiver::answerGet(HttpRequest &request)
{
    const std::string_view path = pathOf(request.targetText());
    if (path == "/healthz") {
        answerHealth(request, true);
    } else if (path == "/readyz") {
        if (!m_isWritable)
            askLog();
        answerHealth(request, m_isWritable && !m_isStopping);
    } else if (path == MetricsPath) {
        answerMetrics(request);
    } else if (m_streams && isStreamPath(path) &&
               (path != EventStreamPath || acceptsEventStream(request))) {
        answerStream(request);
    } else if (asksForPage(request)) {
        answerPage(request);
    } else if (m_streams && path == EventStreamPath) {
        refuse(request, notAcceptable(request));
    } else {
        refuse(request, wrongMethod(request));
    }
}

void Receiver::answerPage(const HttpRequest &request)
{
    HttpResponse response;
    const bool isStream = m_streams && pathOf(request.targetText()) == EventStreamPath;
    response.status = isStream ? 406 : 405; // GET is allowed there, but not for a page
    response.fields = allowLine(request.targetText());
    response.contentType = "text/html; charset=utf-8";
    response.body = friendlyPage(request.ends->listener, !m_options.tokens.isEmpty());
    respond({request.connection, request.number}, response);
}

void Receiver::answerHealth(const HttpRequest &request, bool isHealthy)
{
    HttpResponse response;
    response.status = 204;
    if (!isHealthy)
        response = problem(unavailable("The log cannot be written."));
    response.fields += "Cache-Control: no-store\r\n";
    respond({request.connection, request.number}, response);
}

// The log tells only those who send, and nobody sends to who is not ready: a message without events asks it.
void Receiver::askLog()
{
    if (m_isAsking)
        return;
    AppendMessage question;
    question.receipts = m_receipts;
    m_isAsking = m_intake.push(std::move(question)) == Intake::Pushed::Taken;
    if (m_isAsking)
        ++m_undecided;
}

// While its figures are read nothing more of the connection is handled: who asks often and fetches nothing holds one
// page, not hundreds.
void Receiver::answerMetrics(const HttpRequest &request)
{
    const ReceiptAddress address{request.connection, request.number};
    if (!m_figures) {
        respondMetrics(address, std::nullopt);
        return;
    }
    m_server.pause(address.connection);
    m_figures->ask(address);
}

void Receiver::takeFigures()
{
    for (FiguresReader::Answer &answer : m_figures->take()) {
        const std::optional<LogFigures> log = std::move(answer.figures);
        for (const ReceiptAddress &address : answer.whom) {
            respondMetrics(address, log);
            m_server.resume(address.connection);
        }
    }
    m_server.flush();
    endIfIdle();
}

void Receiver::respondMetrics(ReceiptAddress address, const std::optional<LogFigures> &log)
{
    HttpResponse response;
    response.contentType = PrometheusText::ContentType;
    response.fields = "Cache-Control: no-store\r\n";
    Figures figures;
    figures.started = m_started;
    figures.connections = m_open.load(std::memory_order_relaxed);
    figures.strangers = m_strangers.load(std::memory_order_relaxed);
    figures.tlsFailures = tlsFailures().count;
    figures.refusals = m_refusals;
    if (m_streams)
        figures.readers = m_streams->figures();
    figures.readersRefused = m_readersRefused;
    figures.log = log;
    response.body = metricsPage(figures);
    respond(address, response);
}

} // namespace core
