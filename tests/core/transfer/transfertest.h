// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/eventlog.h"
#include "core/transfer/exporter.h"

#include <QByteArray>
#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <vector>

/// What the tests of transfers share: captures filled as their senders would, and files.
namespace transfertest {

/// An HTTP request as a receiver would hand it to the log: read, decoded and kept whole. Aborts if it is no event.
core::Message received(const std::string &request);
/// A request in binary mode with these fields (each ended by CRLF) and body.
std::string binaryRequest(const std::string &fields, const std::string &body = {});
/// A request in structured mode.
std::string structuredRequest(const std::string &event);
/// A batch.
std::string batchRequest(const std::string &array);

/// One of each kind: both versions and all modes, unicode, quotes and line breaks, bytes, typed extensions, no data, a raw
/// frame.
std::vector<core::Message> everyKind();

/// A new capture in `folder` that holds `messages`, closed.
std::filesystem::path capture(const QTemporaryDir &folder, const QString &name,
                              std::vector<core::Message> messages);
/// Its events, and without what tells them apart by their capture: number, seal, receive time, connection and origin.
std::vector<core::StoredEvent> eventsOf(const std::filesystem::path &file);
/// The events alone, rid of where their data lay: with the data as bytes behind each as "data:…".
std::vector<std::string> contentOf(const std::filesystem::path &file);

/// The export of a capture as bytes.
QByteArray exported(const std::filesystem::path &file, core::ExportOptions options);
QByteArray exported(const std::filesystem::path &file, core::ExportFormat format);

QByteArray bytesOf(const std::filesystem::path &file);
void writeFile(const std::filesystem::path &file, const QByteArray &bytes);

/// A sink that keeps what it gets.
class MemorySink final : public core::ByteSink {
public:
    core::Result<bool> write(std::string_view bytes) override;
    QByteArray bytes;
    int writes = 0;
};

} // namespace transfertest
