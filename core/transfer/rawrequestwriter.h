// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpmessage.h"
#include "core/http/httprequest.h"
#include "core/http/requestparser.h"
#include "core/transfer/eventwriter.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

/// Writes the HTTP requests that brought the events, verbatim but for what frames them (README.md tells the format). An
/// event without a head, or whose head and body would not be read as this event, becomes a request in structured mode.
class RawRequestWriter final : public EventWriter {
public:
    /// A batch is written when this much of it is there.
    static constexpr std::size_t MaxBatchBytes = 16 * MiB;

    RawRequestWriter();

    void append(std::string &out, StoredEvent &&stored) override;
    void end(std::string &out) override;

private:
    [[nodiscard]] bool belongsToBatch(const StoredEvent &stored) const;
    void writeBatch(std::string &out);
    /// Whether `head` and `body` were written: they are read as `events`.
    [[nodiscard]] bool write(std::string &out, std::string_view head, std::string_view body,
                             const std::vector<StoredEvent> &events);
    void writeStructured(std::string &out, const StoredEvent &stored) const;
    [[nodiscard]] bool parseHead(std::string_view head);
    void appendFramedHead(std::string &out, std::size_t bodyBytes) const;

    const HttpLimits m_limits;
    RequestParser m_parser;
    HttpRequest m_request; ///< the head that was parsed last
    std::vector<HeaderField> m_fields;
    std::vector<StoredEvent> m_batch; ///< of one message
    std::size_t m_batchBytes = 0;     ///< of its body
    std::size_t m_announced = 0;      ///< as its Content-Length says; 0: not said
};

} // namespace core
