// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/senderprogram.h"

#include "core/codec/jsonstring.h"

#include <QFile>
#include <QProcessEnvironment>

#include <csignal>
#include <string_view>

#include <unistd.h>

namespace app {

SenderProgram::SenderProgram(Options options)
    : m_options(std::move(options))
{
    connect(&m_process, &QProcess::finished, this, &SenderProgram::ended);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.setInputChannelMode(QProcess::ForwardedInputChannel);
    // Runs between fork and exec: our signals are blocked, theirs must not be.
    m_process.setChildProcessModifier([] {
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::dup2(STDERR_FILENO, STDOUT_FILENO);
    });
}

SenderProgram::~SenderProgram()
{
    // Nobody is told any more; QProcess itself kills what still runs.
    disconnect(&m_process, nullptr, this, nullptr);
}

core::Result<void> SenderProgram::start(const Sink &sink)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto set = [&](const char *name, const std::string &value) {
        environment.insert(QString::fromLatin1(name), QString::fromStdString(value));
    };
    set("K_SINK", sink.url);
    set("SINK", sink.url);
    set("K_CE_OVERRIDES", overridesText(m_options.overrides));
    environment.remove(QStringLiteral("K_CA_CERTS"));
    if (!sink.certificateFile.empty()) {
        QFile file(QFile::decodeName(sink.certificateFile.c_str()));
        if (!file.open(QIODevice::ReadOnly))
            return core::fail(core::Error::Kind::Io, sink.certificateFile + " cannot be read: " +
                                                         file.errorString().toStdString());
        environment.insert(QStringLiteral("K_CA_CERTS"), QString::fromUtf8(file.readAll()));
    }
    m_process.setProcessEnvironment(environment);
    QStringList words;
    for (const std::string &word : m_options.words)
        words << QString::fromStdString(word);
    const QString program = words.takeFirst();
    m_process.start(program, words);
    if (m_process.waitForStarted(-1))
        return {};
    return core::fail(core::Error::Kind::NotFound, program.toStdString() + " cannot be started: " +
                                                       m_process.errorString().toStdString());
}

void SenderProgram::stop()
{
    if (m_isAsked)
        m_process.kill();
    else
        m_process.terminate();
    m_isAsked = true;
}

int SenderProgram::exitCode() const
{
    // Of a crash QProcess gives the signal as the code.
    return m_process.exitStatus() == QProcess::CrashExit ? 128 + m_process.exitCode()
                                                         : m_process.exitCode();
}

std::string overridesText(const std::vector<std::pair<std::string, std::string>> &overrides)
{
    if (overrides.empty())
        return {};
    std::string text = R"({"extensions":)";
    char before = '{';
    for (const auto &[name, value] : overrides) {
        text += before;
        core::appendJsonString(text, name);
        text += ':';
        core::appendJsonString(text, value);
        before = ',';
    }
    return text + "}}";
}

} // namespace app
