// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/printingsession.h"

#include <QCoreApplication>

#include <string_view>
#include <utility>

namespace app {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Patience = 3s;
constexpr std::chrono::milliseconds LookAtDemoEvery = 200ms;

bool isLoopback(std::string_view address)
{
    address.remove_prefix(address.find("://") + 3);
    return address.starts_with("127.") || address.starts_with("[::1]");
}

/// Where a program on this machine reaches `address`: who listens on all addresses is not called by that.
std::string sinkOf(std::string address)
{
    for (const auto &[all, one] :
         {std::pair<std::string_view, std::string_view>{"//0.0.0.0:", "//127.0.0.1:"},
          {"//[::]:", "//[::1]:"}}) {
        if (const std::size_t at = address.find(all); at != std::string::npos)
            address.replace(at, all.size(), one);
    }
    return address;
}

} // namespace

Outcome PrintingSession::run(Options options)
{
    PrintingSession session(std::move(options));
    if (const auto started = session.start(); !started)
        return failed(started.error());
    QCoreApplication::exec();
    const Outcome outcome = session.outcome();
    session.m_printerEnded.reset();
    session.m_printer.reset(); // no file of a ring is open any more: what is too many can go
    session.m_status->finish();
    return outcome;
}

PrintingSession::PrintingSession(Options options)
    : m_options(std::move(options))
{
    connect(&m_signals, &SignalWatch::asked, this, &PrintingSession::onSignal);
    connect(&m_timeout, &QTimer::timeout, this, [this] { end(End::Timeout); });
    connect(&m_patience, &QTimer::timeout, this, &PrintingSession::onPatienceOver);
    connect(&m_demoLook, &QTimer::timeout, this, [this] {
        if (m_monitor->hasDemoEnded())
            end(End::Demo);
    });
    m_timeout.setSingleShot(true);
}

PrintingSession::~PrintingSession() = default;

core::Result<void> PrintingSession::start()
{
    core::Monitor::Options options;
    if (m_options.capture) {
        options.capture = *m_options.capture;
    } else {
        auto folder = TemporaryFolder::make();
        if (!folder)
            return tl::unexpected(folder.error());
        m_folder.emplace(std::move(*folder));
        options.capture = m_folder->path() / "evs.eventscope";
    }
    options.listen = m_options.listen;
    options.receiver = m_options.receiver;
    options.log.changeRules = m_options.changeRules;
    auto monitor = core::Monitor::start(std::move(options));
    if (!monitor)
        return tl::unexpected(monitor.error());
    m_monitor = std::move(*monitor);

    startPrinting();
    m_status = std::make_unique<StatusLines>(*m_monitor, m_options.printsRefusals
                                                             ? StatusLines::Refusals::Whole
                                                             : StatusLines::Refusals::InShort);
    for (const core::WebSocketOptions &webSocket : m_options.webSockets)
        m_monitor->addWebSocket(webSocket);
    if (m_options.demo) {
        m_monitor->startDemo(*m_options.demo);
        if (m_options.demo->count)
            m_demoLook.start(LookAtDemoEvery);
    }
    announce();
    if (m_options.timeout)
        m_timeout.start(*m_options.timeout);
    return m_options.sender ? startSender() : core::Result<void>();
}

core::Result<void> PrintingSession::startSender()
{
    m_sender = std::make_unique<SenderProgram>(*m_options.sender);
    connect(m_sender.get(), &SenderProgram::ended, this, [this] { end(End::Sender); });
    return m_sender->start(
        {sinkOf(m_monitor->addresses().front()), m_options.generatedCertificate});
}

void PrintingSession::startPrinting()
{
    if (m_options.isQuiet && !m_options.count && !m_options.where)
        return;
    m_printer = std::make_unique<Printer>(m_monitor->ring(),
                                          Printer::Options{m_options.where, m_options.isQuiet,
                                                           m_options.count, m_options.endsUnread});
    m_printerEnded =
        std::make_unique<QSocketNotifier>(m_printer->endedDescriptor(), QSocketNotifier::Read);
    connect(m_printerEnded.get(), &QSocketNotifier::activated, this,
            &PrintingSession::onPrinterEnded);
}

void PrintingSession::announce() const
{
    const std::vector<std::string> addresses = m_monitor->addresses();
    for (const std::string &address : addresses)
        say("listening on " + address);
    if (m_options.receiver.tls) {
        say("the certificate has the SHA-256 fingerprint " + m_options.receiver.tls->fingerprint());
        if (!m_options.generatedCertificate.empty())
            say("senders trust it by its file: --ca-file " + m_options.generatedCertificate);
    }
    for (const std::string &address : addresses) {
        if (isLoopback(address))
            continue;
        const std::string whoever = "whoever reaches " + address + " over the network ";
        if (m_options.receiver.tokens.isEmpty())
            say(whoever + "can send events to it and read what comes; --token-file keeps it to "
                          "those who have a token");
        else if (address.starts_with("https://"))
            say(whoever + "and has the token can use it");
        else
            say(whoever + "and has the token can use it; the token travels unencrypted");
    }
}

void PrintingSession::onSignal()
{
    if (m_sender && m_sender->isRunning())
        m_sender->stop(); // its end is ours
    else if (m_end == End::None)
        end(End::Signal);
    else if (m_printer)
        m_printer->giveUp();
}

void PrintingSession::end(End why)
{
    if (m_end != End::None)
        return;
    m_end = why;
    m_timeout.stop();
    m_demoLook.stop();
    m_monitor->stopReceiving();
    m_status->look();
    if (!m_printer) {
        QCoreApplication::quit();
        return;
    }
    m_printer->finish();
    m_printedThen = m_printer->printed();
    m_patience.start(Patience);
}

void PrintingSession::onPatienceOver()
{
    if (std::exchange(m_printedThen, m_printer->printed()) == m_printer->printed())
        m_printer->giveUp();
}

void PrintingSession::onPrinterEnded()
{
    m_printerEnded->setEnabled(false);
    m_patience.stop();
    end(End::Printer);
    QCoreApplication::quit();
}

std::uint64_t PrintingSession::printed() const
{
    return m_printer ? m_printer->printed() : m_monitor->ring().newEvents();
}

Outcome PrintingSession::outcome() const
{
    if (m_printer && !m_printer->problem().empty())
        return failed(m_printer->problem());
    if (m_end == End::Signal)
        return ExitCode::Done;
    if (m_end == End::Sender)
        return ExitCode(m_sender->exitCode());
    if (m_end == End::Demo && !m_printer->isCountReached())
        return failed("the demo is over, and only " + std::to_string(printed()) + " of its " +
                      std::to_string(*m_options.count) + " events could be kept");
    if (m_end == End::Printer || m_end == End::Demo)
        return m_printer->isCountReached() ? ExitCode::Done : ExitCode::Failed;
    const std::uint64_t wanted = m_options.count.value_or(1);
    return printed() >= wanted ? ExitCode::Done : ExitCode::No;
}

} // namespace app
