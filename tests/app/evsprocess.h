// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <cstdint>
#include <string>

/// The program `evs`, started with arguments of the test; killed with the object if it still runs. Its temporary files
/// go into a folder of its own.
class EvsProcess {
public:
    explicit EvsProcess(const QStringList &arguments,
                        const QString &program = QStringLiteral(EVS_PROGRAM));
    ~EvsProcess();

    /// In its environment. Before start().
    void setVariable(const QString &name, const QString &value);
    /// Instead of a pipe that is read. Before start().
    void setStandardOutputFile(const QString &file);
    /// Instead of a pipe that is written. Before start().
    void setStandardInputFile(const QString &file);
    void start();
    /// start(), and waits for `addresses` lines "listening on …".
    void startListening(int addresses = 1);
    /// start(), and waits for such a line or its end: true if it listens.
    bool startListeningOrDie();
    /// "http://127.0.0.1:43210" of the line number `index`.
    QString address(int index = 0) const;
    std::uint16_t port(int index = 0) const;

    /// start(), and `input` is all that it can read.
    void startWith(const QByteArray &input);
    void write(const QByteArray &input);
    void closeInput();
    void signal(int number);
    void kill();
    /// Waits until it has ended by itself; answers its exit code, or -1 when it crashed or never ended.
    int waitForEnd(int milliseconds = 30'000);
    /// It ended by SIGKILL.
    bool wasKilled() const;

    /// What it printed so far.
    QByteArray output();
    QList<QByteArray> lines();
    QByteArray errors();
    bool isRunning() const;
    qint64 processId() const { return m_process.processId(); }
    /// Temporary files that are there now.
    QStringList leftovers() const;

private:
    QTemporaryDir m_temporary;
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};

/// An event with this number as id, as a line of JSON.
QByteArray eventLine(int id);
/// Those with the numbers from 1 to `last`.
QByteArray eventLines(int last);
/// A whole request that posts one event in binary mode with JSON data.
std::string eventRequest(const std::string &id, const std::string &data = "{}",
                         const std::string &source = "/test");
/// A whole request with that content type and body.
std::string postRequest(const std::string &contentType, const std::string &body,
                        const std::string &fields = {});
