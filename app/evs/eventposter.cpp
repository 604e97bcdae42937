// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/eventposter.h"

#include "app/evs/webhookconsent.h"
#include "core/base/clock.h"
#include "core/codec/jsonformat.h"
#include "core/event/asciitext.h"
#include "core/http/retryafter.h"
#include "core/http/socketaddress.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace app {

namespace {

constexpr std::size_t ShownBytes = 300; ///< of an answer that is not ours

std::string onOneLine(std::string text)
{
    if (text.size() > ShownBytes)
        text = text.substr(0, ShownBytes) + "…";
    std::replace_if(
        text.begin(), text.end(),
        [](char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; },
        ' ');
    return text;
}

/// What a refusal says: RFC 9457, or whatever there is.
std::string reasonIn(const std::string &body)
{
    const QJsonObject problem = QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
    std::string reason;
    for (const char *member : {"title", "detail", "fix"}) {
        const std::string sentence = problem.value(QLatin1String(member)).toString().toStdString();
        if (!sentence.empty())
            reason += (reason.empty() ? "" : " ") + sentence + (sentence.ends_with('.') ? "" : ".");
    }
    return onOneLine(reason.empty() ? body : reason);
}

/// How long an answer asks to wait; nothing if it does not say.
std::optional<std::chrono::seconds> waitIn(const core::HttpAnswer &answer)
{
    const auto field =
        std::find_if(answer.fields.begin(), answer.fields.end(), [](const auto &each) {
            return core::equalsFolded(each.first, "retry-after");
        });
    return field == answer.fields.end() ? std::nullopt
                                        : core::waitAskedFor(field->second, core::Clock().wall());
}

bool isBlank(const std::string &line)
{
    return line.find_first_not_of(" \t") == std::string::npos;
}

} // namespace

EventPoster::EventPoster(LineInput input, PostOptions options)
    : m_input(std::move(input))
    , m_options(std::move(options))
    , m_client(m_options.peer)
{
    connect(&m_client, &core::HttpClient::answered, this, &EventPoster::onAnswered);
    connect(&m_client, &core::HttpClient::failed, this, [this](const core::Error &error) {
        end(failed(
            (m_isAsking ? "consent to web hooks not asked for: " : lineNames() + " not sent: ") +
            error.detail));
    });
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &EventPoster::postNext);
}

Outcome EventPoster::run()
{
    QTimer::singleShot(0, this,
                       m_options.webhookOrigin.empty() ? &EventPoster::postNext
                                                       : &EventPoster::askForConsent);
    QCoreApplication::exec();
    std::string summary = "sent " + std::to_string(m_accepted) + " events";
    if (m_refused > 0)
        summary += ", " + std::to_string(m_refused) + " were refused";
    if (m_unreadable > 0)
        summary += ", " + std::to_string(m_unreadable) + " lines were no events";
    say(summary);
    return m_outcome;
}

void EventPoster::askForConsent()
{
    m_isAsking = true;
    m_client.send(core::optionsRequest(m_options.peer, m_options.target, fieldsWith()));
}

void EventPoster::takeConsent(const core::HttpAnswer &answer)
{
    m_isAsking = false;
    const auto pause = consentIn(answer, m_options.webhookOrigin);
    if (!pause) {
        const std::string reason = reasonIn(answer.body);
        say(core::hostAndPort(m_options.peer.host, m_options.peer.port) +
            " does not consent to web hooks of " + m_options.webhookOrigin + ": " + pause.error() +
            " (status " + std::to_string(answer.status) + (reason.empty() ? ")" : "): " + reason));
        end(ExitCode::No);
        return;
    }
    m_pause = *pause;
    postNext();
}

void EventPoster::postNext()
{
    auto lines = nextLines();
    if (!lines) {
        end(tl::unexpected(lines.error()));
        return;
    }
    m_posted = std::move(*lines);
    m_outage = std::chrono::seconds(0);
    if (m_posted.empty()) {
        end(m_refused + m_unreadable == 0 ? ExitCode::Done : ExitCode::No);
        return;
    }
    const core::HttpContent content = encode(m_posted);
    std::string fields = fieldsWith(content.fields);
    if (m_options.signature.isAsked())
        fields += m_options.signature.lineFor(content.body);
    m_request = core::postRequest(m_options.peer, m_options.target, fields, content.body);
    sendRequest();
}

void EventPoster::sendRequest()
{
    m_client.send(m_request);
    m_sinceRequest.start();
}

OrFailure<std::vector<EventPoster::Line>> EventPoster::nextLines()
{
    std::vector<Line> lines;
    std::size_t bytes = 0;
    const std::size_t most = m_options.mode == core::ContentMode::Batch ? BatchEvents : 1;
    while (lines.size() < most) {
        auto line = nextEvent(lines.empty()); // a batch does not wait for what is not written yet
        if (!line)
            return tl::unexpected(line.error());
        if (!*line)
            break;
        bytes += (*line)->text.size();
        // A batch has one specversion (JSON format 4.1).
        if (!lines.empty() &&
            (bytes > BatchBytes || (*line)->event.specVersion != lines.front().event.specVersion)) {
            m_leftOver = std::move(*line);
            break;
        }
        lines.push_back(std::move(**line));
    }
    return lines;
}

OrFailure<std::optional<EventPoster::Line>> EventPoster::nextEvent(bool mayWait)
{
    if (m_leftOver)
        return std::exchange(m_leftOver, std::nullopt);
    for (;;) {
        if (!mayWait && m_input.wouldWait())
            return std::nullopt;
        auto text = m_input.next();
        if (!text)
            return tl::unexpected(text.error());
        if (!*text)
            return std::nullopt;
        if (isBlank(**text))
            continue;
        auto event = core::decodeJsonEvent(**text);
        if (event && m_options.mode != core::ContentMode::Binary &&
            !core::canEncode(m_options.format, event->specVersion)) {
            ++m_unreadable;
            say("line " + std::to_string(m_input.number()) + " not sent: the format " +
                std::string(core::eventFormatText(m_options.format)) +
                " is defined for CloudEvents 1.0, and this is one of " +
                std::string(core::specVersionText(event->specVersion)) +
                ". Send it with --format json or --mode binary.");
            continue;
        }
        if (event)
            return Line{m_input.number(), std::move(**text), std::move(*event)};
        ++m_unreadable;
        say("line " + std::to_string(m_input.number()) + " is no event: " + event.error().title +
            ". " + event.error().detail + " " + event.error().fix);
    }
}

core::HttpContent EventPoster::encode(const std::vector<Line> &lines) const
{
    const core::EventView first{lines.front().event, lines.front().text};
    switch (m_options.mode) {
    case core::ContentMode::Structured:
        return core::encodeStructured(first, m_options.format);
    case core::ContentMode::Batch: {
        std::vector<core::EventView> views;
        for (const Line &line : lines)
            views.push_back({line.event, line.text});
        return core::encodeBatch(views, m_options.format);
    }
    case core::ContentMode::Binary:
    case core::ContentMode::Raw:
        break;
    }
    return core::encodeBinary(first);
}

std::string
EventPoster::fieldsWith(const std::vector<std::pair<std::string, std::string>> &own) const
{
    std::string lines = m_options.fields;
    const auto append = [&lines](const auto &field) {
        lines += field.first + ": " + field.second + "\r\n";
    };
    std::for_each(own.begin(), own.end(), append);
    for (const auto &field : m_options.headers) {
        if (std::none_of(own.begin(), own.end(), [&field](const auto &other) {
                return core::isSameFolded(other.first, field.first);
            }))
            append(field);
    }
    return lines;
}

void EventPoster::onAnswered(const core::HttpAnswer &answer)
{
    if (m_isAsking) {
        takeConsent(answer);
        return;
    }
    constexpr int Gone = 410;
    constexpr int TooManyRequests = 429;
    constexpr int Unavailable = 503;
    const auto wait = waitIn(answer);
    if (wait && answer.status == TooManyRequests) {
        onTooFast(*wait);
        return;
    }
    if (wait && answer.status == Unavailable && m_outage + *wait <= LongestOutage) {
        m_outage += std::max(*wait, std::chrono::seconds(1)); // 0 must not be for ever
        const std::string reason = reasonIn(answer.body);
        sendAgain("503: " + (reason.empty() ? "nothing can be taken now." : reason), *wait);
        return;
    }
    if (answer.isSuccess()) {
        m_accepted += m_posted.size();
    } else {
        m_refused += m_posted.size();
        const std::string reason = reasonIn(answer.body);
        say(lineNames() + " refused with " + std::to_string(answer.status) +
            (reason.empty() ? "" : ": " + reason));
    }
    if (answer.status == Gone) {
        say("the other side takes nothing any more; what is left was not sent");
        end(ExitCode::No);
        return;
    }
    const std::chrono::milliseconds waited(m_sinceRequest.elapsed());
    if (waited < m_pause)
        m_next.start(m_pause - waited);
    else
        postNext();
}

void EventPoster::onTooFast(std::chrono::seconds wait)
{
    if (wait > LongestWait) {
        end(failed(lineNames() + " not sent: too many requests, and asked to wait " +
                   std::to_string(wait.count()) + " s."));
        return;
    }
    sendAgain("429: too many requests.", wait);
}

void EventPoster::sendAgain(const std::string &refusal, std::chrono::seconds wait)
{
    std::string words = lineNames() + " refused with " + refusal;
    words += " It is sent again after the wait that was asked for, ";
    words += std::to_string(wait.count()) + " s";
    say(words);
    // A coarse timer may be early.
    QTimer::singleShot(std::max<std::chrono::milliseconds>(wait, m_pause), Qt::PreciseTimer, this,
                       &EventPoster::sendRequest);
}

void EventPoster::end(Outcome outcome)
{
    m_outcome = std::move(outcome);
    m_client.stop();
    QCoreApplication::quit();
}

std::string EventPoster::lineNames() const
{
    const std::string first = std::to_string(m_posted.front().number);
    return m_posted.size() == 1
               ? "line " + first
               : "lines " + first + " to " + std::to_string(m_posted.back().number);
}

} // namespace app
