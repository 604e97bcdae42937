// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"

#include <QTemporaryDir>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// What the tests of the log share: messages of every mode, and a sender that waits for its receipts.
namespace logtest {

/// A message with one binary event, telling apart by `number`.
core::Message binaryMessage(std::uint64_t number, const std::string &data = "{\"total\":1}");
core::Message structuredMessage(std::uint64_t number);
core::Message batchMessage(std::uint64_t number, std::size_t count);
core::Message rawMessage(std::uint64_t number);
core::Refusal refusal(std::uint64_t number, std::size_t bodyBytes = 100);

/// What reading `message` back must give, with its first event at `first` and `seal`.
std::vector<core::StoredEvent> expected(const core::Message &message, core::EventSequence first,
                                        std::uint64_t seal);

/// Pushes and waits, like a connection.
class Sender {
public:
    explicit Sender(core::EventLog &log);
    explicit Sender(core::Intake &intake);
    core::Receipt send(core::Message message);
    core::Receipt send(core::Refusal refusal);
    /// All at once, then waits for all; receipts in the order of the messages.
    std::vector<core::Receipt> send(std::vector<core::Message> messages);

private:
    std::vector<core::Receipt> wait(std::size_t count);

    core::Intake &m_intake;
    std::shared_ptr<core::Receipts> m_receipts;
    std::uint64_t m_request = 0;
};

/// The path of a new file in `folder`.
std::filesystem::path captureIn(const QTemporaryDir &folder);
/// Opens or fails the program: tests that look at errors call EventLog::open themselves.
std::unique_ptr<core::EventLog> openLog(const std::filesystem::path &file,
                                        core::EventLog::Options options = {});
/// Every event, page by page.
std::vector<core::StoredEvent> readAll(const core::EventLog &log);
/// Runs `sql` on another connection; rows as "a|b" lines, or "error: …".
std::string query(const std::filesystem::path &file, const std::string &sql);

/// What verifycapture.py, made of FORMAT.md and Python's standard library alone, says of a capture.
std::string secondOpinion(const std::filesystem::path &file);

} // namespace logtest
