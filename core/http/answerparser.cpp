// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/answerparser.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <utility>

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace core {

class AnswerParser::Parser final : public http::basic_parser<false> {
public:
    Parser()
    {
        header_limit(HeadLimit);
        body_limit(BodyLimit);
    }

    HttpAnswer answer;

    /// Between two chunks, or behind the last one: what comes next is a line.
    bool isBeforeChunk() const { return is_header_done() && chunked() && m_chunkLeft == 0; }

private:
    void on_request_impl(http::verb, string_view, string_view, int, error_code &) override {}
    void on_response_impl(int status, string_view, int, error_code &) override
    {
        answer.status = status;
    }
    void on_field_impl(http::field, string_view name, string_view value, error_code &) override
    {
        if (!is_header_done()) // later ones are trailers
            answer.fields.emplace_back(std::string(name), std::string(value));
    }
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(string_view piece, error_code &) override
    {
        answer.body.append(piece.data(), piece.size());
        return piece.size();
    }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code &) override
    {
        m_chunkLeft = size;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code &) override
    {
        answer.body.append(piece.data(), piece.size());
        m_chunkLeft -= piece.size();
        return piece.size();
    }
    void on_finish_impl(error_code &) override {}

    std::uint64_t m_chunkLeft = 0;
};

AnswerParser::AnswerParser()
    : m_parser(std::make_unique<Parser>())
{
}

AnswerParser::AnswerParser(AnswerParser &&other) noexcept = default;
AnswerParser &AnswerParser::operator=(AnswerParser &&other) noexcept = default;
AnswerParser::~AnswerParser() = default;

AnswerParser::State AnswerParser::read(std::string &input)
{
    while (!input.empty()) {
        // Beast asserts that it never sees a last chunk of fewer bytes twice.
        constexpr std::size_t ShortestLastChunk = std::string_view("0\r\n\r\n").size();
        if (m_parser->isBeforeChunk() && input.size() < ShortestLastChunk)
            return State::Incomplete;
        error_code error;
        const std::size_t used = m_parser->put({input.data(), input.size()}, error);
        input.erase(0, used);
        if (error && error != http::error::need_more)
            return State::Broken;
        if (m_parser->is_done()) {
            const int status = m_parser->answer.status;
            if (status >= 200 || status == 101)
                return State::Done;
            m_parser = std::make_unique<Parser>();
        } else if (error == http::error::need_more || used == 0) {
            const bool tooLong = m_parser->isBeforeChunk() && input.size() > HeadLimit;
            return tooLong ? State::Broken : State::Incomplete;
        }
    }
    return State::Incomplete;
}

AnswerParser::State AnswerParser::end()
{
    if (!hasBegun())
        return State::Incomplete;
    error_code error;
    m_parser->put_eof(error);
    return error ? State::Broken : State::Done;
}

HttpAnswer AnswerParser::take()
{
    const std::unique_ptr<Parser> parser = std::exchange(m_parser, std::make_unique<Parser>());
    parser->answer.isLast = !parser->keep_alive();
    return std::move(parser->answer);
}

bool AnswerParser::hasBegun() const
{
    return m_parser->got_some();
}

} // namespace core
