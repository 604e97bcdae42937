// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/numberedbatch.h"

#include "tests/bench/client.h"
#include "tests/bench/traffic.h"

namespace bench {

namespace {

constexpr std::string_view IdMark = R"("id":")";

} // namespace

NumberedBatch::NumberedBatch(std::uint64_t events, std::size_t dataBytes)
{
    std::string body = "[";
    for (std::uint64_t number = 0; number < events; ++number) {
        std::string event = eventText(number, dataBytes);
        const std::size_t at = event.find(IdMark) + IdMark.size();
        event.replace(at, event.find('"', at) - at, IdLength, '0');
        body += event + ',';
    }
    body.back() = ']';
    m_request = postRequest("application/cloudevents-batch+json", body);
    for (std::size_t at = m_request.find(IdMark); at != std::string::npos;
         at = m_request.find(IdMark, at + 1))
        m_ids.push_back(at + IdMark.size());
}

void NumberedBatch::renumber(std::uint64_t first)
{
    for (std::size_t at = 0; at < m_ids.size(); ++at) {
        std::uint64_t number = first + at;
        for (std::size_t digit = IdLength; digit-- > 0; number /= 10)
            m_request[m_ids[at] + digit] = static_cast<char>('0' + number % 10);
    }
}

std::string_view NumberedBatch::id(std::size_t at) const
{
    return std::string_view(m_request).substr(m_ids[at], IdLength);
}

} // namespace bench
