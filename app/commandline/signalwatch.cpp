// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/signalwatch.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace app {

namespace {

sigset_t watched()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    struct sigaction hangUp {};
    if (::sigaction(SIGHUP, nullptr, &hangUp) == 0 && hangUp.sa_handler != SIG_IGN) // nohup
        sigaddset(&set, SIGHUP);
    return set;
}

int watchSignals()
{
    SignalWatch::block();
    const sigset_t set = watched();
    return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace

SignalWatch::SignalWatch(QObject *parent)
    : QObject(parent)
    , m_descriptor(watchSignals())
    , m_notifier(m_descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        signalfd_siginfo info{};
        while (::read(m_descriptor, &info, sizeof info) == sizeof info)
            emit asked();
    });
}

void SignalWatch::block()
{
    const sigset_t set = watched();
    ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

SignalWatch::~SignalWatch()
{
    m_notifier.setEnabled(false);
    ::close(m_descriptor);
}

} // namespace app
