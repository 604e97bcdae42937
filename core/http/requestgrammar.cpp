// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestgrammar.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <algorithm>

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace core {

class RequestGrammar::Parser final : public http::basic_parser<true> {
public:
    void begin(std::uint64_t bodyLimit)
    {
        *this = Parser(); // Beast's parsers have no reset
        body_limit(bodyLimit);
        header_limit(UINT32_MAX); // ours is checked before
    }

    void readInto(std::string_view head, HttpRequest *request)
    {
        m_head = head;
        m_request = request;
    }
    void readInto(std::string *body) { m_body = body; }
    bool isInsideChunk() const { return m_chunkLeft > 0; }

private:
    ByteRange range(string_view text) const
    {
        return {static_cast<std::uint32_t>(text.data() - m_head.data()),
                static_cast<std::uint32_t>(text.size())};
    }

    void on_request_impl(http::verb, string_view method, string_view target, int version,
                         error_code &) override
    {
        m_request->method = range(method);
        m_request->target = range(target);
        m_request->version = version;
    }

    void on_field_impl(http::field, string_view name, string_view value, error_code &fault) override
    {
        if (!m_request) // trailers mean nothing to us
            return;
        HttpField field;
        field.name = range(name);
        const bool copied = value.data() < m_head.data() ||
                            value.data() + value.size() > m_head.data() + m_head.size();
        // Beast joins folded lines in a buffer of its own, or skips an empty first line.
        const char *afterName = name.data() + name.size();
        if (copied ||
            std::string_view(afterName, static_cast<std::size_t>(value.data() - afterName))
                    .find('\n') != std::string_view::npos) {
            fault = http::error::bad_obs_fold;
            return;
        }
        field.value = range(value);
        const std::size_t end = m_head.find('\r', field.value.offset + field.value.length);
        field.line = {field.name.offset, static_cast<std::uint32_t>(end) - field.name.offset};
        m_request->fields.push_back(field);
    }

    void on_header_impl(error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(string_view piece, error_code &) override { return piece.size(); }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code &) override
    {
        m_chunkLeft = size;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view piece, error_code &) override
    {
        m_body->append(piece.data(), piece.size());
        m_chunkLeft -= piece.size();
        return piece.size();
    }
    void on_finish_impl(error_code &) override {}
    void on_response_impl(int, string_view, int, error_code &) override {}

    std::string_view m_head;
    HttpRequest *m_request = nullptr;
    std::string *m_body = nullptr;
    std::uint64_t m_chunkLeft = 0;
};

namespace {

constexpr std::size_t ShortestLastChunk = std::string_view("0\r\n\r\n").size();

/// The line with the size of a chunk, behind the end of the chunk before it; empty while it is not whole.
std::string_view sizeLine(std::string_view rest)
{
    if (rest.starts_with("\r\n"))
        rest.remove_prefix(2);
    return rest.substr(0, rest.find('\n') + 1);
}

/// What follows `line`, which is a part of `rest`.
std::string_view behind(std::string_view rest, std::string_view line)
{
    return rest.substr(static_cast<std::size_t>(line.data() - rest.data()) + line.size());
}

bool hasFoldedTrailer(std::string_view trailers)
{
    const auto isBlank = [](char first) { return first == ' ' || first == '\t'; };
    while (!trailers.empty() && !trailers.starts_with("\r\n")) {
        if (isBlank(trailers.front()))
            return true;
        trailers.remove_prefix(std::min(trailers.find('\n'), trailers.size() - 1) + 1);
    }
    return false;
}

bool hasOpenQuote(std::string_view line)
{
    bool inside = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '"')
            inside = !inside;
        else if (inside && line[at] == '\\')
            ++at;
    }
    return inside;
}

RequestGrammar::Fault faultOf(const error_code &error)
{
    using Fault = RequestGrammar::Fault;
    if (!error)
        return Fault::None;
    if (error == http::error::need_more)
        return Fault::Incomplete;
    if (error == http::error::bad_method)
        return Fault::Method;
    if (error == http::error::bad_target)
        return Fault::Target;
    if (error == http::error::bad_version)
        return Fault::Version;
    if (error == http::error::bad_field)
        return Fault::FieldName;
    if (error == http::error::bad_line_ending)
        return Fault::LineEnding;
    if (error == http::error::bad_content_length)
        return Fault::ContentLength;
    if (error == http::error::bad_transfer_encoding)
        return Fault::TransferEncoding;
    if (error == http::error::body_limit)
        return Fault::BodyTooLarge;
    if (error == http::error::bad_chunk || error == http::error::bad_chunk_extension)
        return Fault::Chunk;
    if (error == http::error::bad_obs_fold || error == http::error::header_limit)
        return Fault::FoldedLine; // the only header limit left is that of Beast's buffer for them
    return Fault::FieldValue;
}

} // namespace

RequestGrammar::RequestGrammar()
    : m_parser(std::make_unique<Parser>())
{
}

RequestGrammar::~RequestGrammar() = default;

void RequestGrammar::reset(std::uint64_t bodyLimit)
{
    m_parser->begin(bodyLimit);
    m_headBytesRead = 0;
}

RequestGrammar::Fault RequestGrammar::readHead(std::string_view head, HttpRequest &request)
{
    error_code error;
    m_parser->readInto(head, &request);
    m_headBytesRead = m_parser->put(boost::asio::const_buffer(head.data(), head.size()), error);
    m_parser->readInto({}, nullptr);
    if (m_parser->is_header_done())
        request.keepAlive = m_parser->keep_alive();
    return faultOf(error);
}

std::size_t RequestGrammar::headBytesRead() const
{
    return m_headBytesRead;
}

bool RequestGrammar::chunked() const
{
    return m_parser->chunked();
}

std::optional<std::uint64_t> RequestGrammar::contentLength() const
{
    const auto length = m_parser->content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

RequestGrammar::Piece RequestGrammar::readChunks(std::string_view input, std::size_t lineLimit,
                                                 std::string &body)
{
    m_parser->readInto(&body);
    Piece piece;
    while (!m_parser->is_done()) {
        std::string_view rest = input.substr(piece.used);
        // Beast asserts that it never sees a last chunk of fewer bytes twice; the shortest whole one has as many.
        if (rest.size() < (m_parser->isInsideChunk() ? 1 : ShortestLastChunk))
            return {piece.used, Fault::Incomplete};
        if (!m_parser->isInsideChunk()) {
            // A line that is too long is that however much of it is there.
            rest = rest.substr(0, lineLimit + 1);
            // Beast would look for the end of a quote behind the line, and count the chunk each time it looks.
            const std::string_view line = sizeLine(rest);
            if (line.empty())
                return {piece.used,
                        rest.size() > lineLimit ? Fault::ChunkLineTooLong : Fault::Incomplete};
            if (hasOpenQuote(line))
                return {piece.used, Fault::Chunk};
        }
        error_code error;
        const std::size_t used =
            m_parser->put(boost::asio::const_buffer(rest.data(), rest.size()), error);
        piece.used += used;
        piece.fault = faultOf(error);
        if (piece.fault == Fault::Incomplete && rest.size() > lineLimit)
            piece.fault = Fault::ChunkLineTooLong;
        const std::string_view read = rest.substr(0, used);
        if (m_parser->is_done() && hasFoldedTrailer(behind(read, sizeLine(read))))
            piece.fault = Fault::FoldedLine; // Beast has joined them
        if (piece.fault != Fault::None)
            return piece;
    }
    return piece;
}

} // namespace core
