// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/evsprocess.h"

#include <QDir>
#include <QProcessEnvironment>
#include <QTest>

#include <csignal>

EvsProcess::EvsProcess(const QStringList &arguments, const QString &program)
{
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("TMPDIR"), m_temporary.path());
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    m_process.setProcessEnvironment(environment);
}

EvsProcess::~EvsProcess()
{
    m_process.kill();
    m_process.waitForFinished();
}

void EvsProcess::setVariable(const QString &name, const QString &value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

void EvsProcess::setStandardOutputFile(const QString &file)
{
    m_process.setStandardOutputFile(file, QIODevice::Append);
}

void EvsProcess::setStandardInputFile(const QString &file)
{
    m_process.setStandardInputFile(file);
}

void EvsProcess::start()
{
    m_process.start();
    if (!m_process.waitForStarted())
        qFatal("evs does not start");
}

void EvsProcess::startListening(int addresses)
{
    start();
    if (!QTest::qWaitFor([&] { return errors().count("listening on ") >= addresses; }, 30'000))
        qFatal("evs does not listen: %s", m_errors.constData());
}

bool EvsProcess::startListeningOrDie()
{
    start();
    const auto listens = [this] { return errors().contains("listening on "); };
    if (!QTest::qWaitFor([&] { return listens() || !isRunning(); }, 30'000))
        qFatal("evs neither listens nor ends: %s", m_errors.constData());
    return listens();
}

QString EvsProcess::address(int index) const
{
    for (const QByteArray &line : m_errors.split('\n')) {
        if (line.startsWith("listening on ") && index-- == 0)
            return QString::fromUtf8(line.mid(13));
    }
    return {};
}

std::uint16_t EvsProcess::port(int index) const
{
    return address(index).section(u':', -1).toUShort();
}

void EvsProcess::startWith(const QByteArray &input)
{
    start();
    write(input);
    closeInput();
}

void EvsProcess::write(const QByteArray &input)
{
    m_process.write(input);
}

void EvsProcess::closeInput()
{
    m_process.closeWriteChannel();
}

void EvsProcess::signal(int number)
{
    ::kill(static_cast<pid_t>(m_process.processId()), number);
}

void EvsProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

int EvsProcess::waitForEnd(int milliseconds)
{
    if (!QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, milliseconds))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

bool EvsProcess::wasKilled() const
{
    // For a crash Qt gives the number of the signal as the exit code.
    return m_process.state() == QProcess::NotRunning &&
           m_process.exitStatus() == QProcess::CrashExit && m_process.exitCode() == SIGKILL;
}

QByteArray EvsProcess::output()
{
    m_output += m_process.readAllStandardOutput();
    return m_output;
}

QList<QByteArray> EvsProcess::lines()
{
    QList<QByteArray> found = output().split('\n');
    found.removeLast(); // empty, or not whole yet
    return found;
}

QByteArray EvsProcess::errors()
{
    m_errors += m_process.readAllStandardError();
    return m_errors;
}

bool EvsProcess::isRunning() const
{
    return m_process.state() != QProcess::NotRunning;
}

QStringList EvsProcess::leftovers() const
{
    return QDir(m_temporary.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
}

QByteArray eventLine(int id)
{
    return R"({"specversion":"1.0","id":")" + QByteArray::number(id) +
           R"(","source":"/s","type":"t"})" + '\n';
}

QByteArray eventLines(int last)
{
    QByteArray lines;
    for (int id = 1; id <= last; ++id)
        lines += eventLine(id);
    return lines;
}

std::string eventRequest(const std::string &id, const std::string &data, const std::string &source)
{
    return postRequest("application/json", data,
                       "ce-specversion: 1.0\r\nce-id: " + id + "\r\nce-source: " + source +
                           "\r\nce-type: t\r\n");
}

std::string postRequest(const std::string &contentType, const std::string &body,
                        const std::string &fields)
{
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}
