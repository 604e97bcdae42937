// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// The whole HTTP request of a batch whose ids are of one width, so that they can be written over: every sending has
/// new ones, and costs the sender next to nothing.
class NumberedBatch {
public:
    NumberedBatch(std::uint64_t events, std::size_t dataBytes);

    /// Gives its events the ids `first` and on.
    void renumber(std::uint64_t first);
    const std::string &request() const { return m_request; }
    /// Id of its event number `at`, from 0.
    std::string_view id(std::size_t at) const;

private:
    static constexpr std::size_t IdLength = 12;
    std::string m_request;
    std::vector<std::size_t> m_ids; ///< where they begin in m_request
};

} // namespace bench
