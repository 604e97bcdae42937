// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

/// A whole answer, as a client needs it.
struct HttpAnswer {
    int status = 0;
    std::string body;
    bool isLast = false; ///< the connection ends after it
    std::vector<std::pair<std::string, std::string>>
        fields{}; ///< names and values of the head, as they came
    bool isSuccess() const { return status >= 200 && status < 300; }
    bool operator==(const HttpAnswer &) const = default;
};

/// Bytes → answers of HTTP/1.1, for requests that are not HEAD; interim answers (1xx) are passed over. Pure. Nothing
/// else of a client includes Beast: its templates take seconds to compile, hence the pointer.
class AnswerParser {
public:
    static constexpr std::uint32_t HeadLimit =
        64 * 1024; ///< also of a chunk's size line, and of the trailers
    static constexpr std::size_t BodyLimit = 1024 * 1024;

    AnswerParser();
    AnswerParser(AnswerParser &&other) noexcept;
    AnswerParser &operator=(AnswerParser &&other) noexcept;
    ~AnswerParser();

    enum class State : std::uint8_t { Incomplete, Done, Broken };
    /// Reads from the start of `input` to the end of one answer at most; what it read is taken away.
    [[nodiscard]] State read(std::string &input);
    /// The peer has ended: an answer without a length is whole now.
    [[nodiscard]] State end();
    /// Once Done: the answer; the next one may be read.
    [[nodiscard]] HttpAnswer take();

    /// Something of an answer has been read that is not whole yet.
    bool hasBegun() const;

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace core
