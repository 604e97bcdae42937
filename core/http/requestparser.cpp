// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/requestparser.h"

#include "core/http/requestgrammar.h"
#include "core/http/requestrules.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace core {

namespace {

constexpr std::size_t BlankLinesBefore = 4; // RFC 9112 2.2 asks for at least one
constexpr std::size_t ReservedBody = 256 * KiB;
constexpr char TlsHandshake = '\x16'; // the first byte of a ClientHello record

bool isControl(char character)
{
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7f;
}

} // namespace

RequestParser::RequestParser(const HttpLimits &limits)
    : m_limits(limits)
    , m_grammar(std::make_unique<RequestGrammar>())
{
    reset();
}

RequestParser::~RequestParser() = default;

void RequestParser::reset()
{
    m_grammar->reset(m_limits.bodyBytes);
    m_state = State::Head;
    m_wantsContinue = false;
    m_chunked = false;
    m_requestLineChecked = false;
    m_start = 0;
    m_line = 0;
    m_scanned = 0;
    m_lines = 0;
    m_blankLines = 0;
    m_bodyLeft = 0;
    m_decoder.reset();
    m_coded = {};
    m_isCoded = false;
    m_hasLastChunk = false;
    m_hasMore = false;
}

std::size_t RequestParser::heldBytes() const
{
    return m_decoder ? m_coded.size() + m_decoder->memory(m_limits.bodyBytes - m_decodedLeft) : 0;
}

std::size_t RequestParser::consume(std::string_view input, HttpRequest &request,
                                   std::size_t decodeAtMost)
{
    std::size_t used = 0;
    if (m_state == State::Head)
        used = readHead(input, request);
    if (m_state == State::Body && m_decoder)
        used += m_chunked ? readCodedChunks(input.substr(used), request, decodeAtMost)
                          : readCoded(input.substr(used), request, decodeAtMost);
    else if (m_state == State::Body)
        used += m_chunked ? readChunks(input.substr(used), request)
                          : readBody(input.substr(used), request);
    return used;
}

ByteRange RequestParser::range(std::size_t begin, std::size_t end) const
{
    return {static_cast<std::uint32_t>(begin - m_start), static_cast<std::uint32_t>(end - begin)};
}

void RequestParser::fail(Rejection why)
{
    m_rejection = std::move(why);
    m_state = State::Failed;
}

std::size_t RequestParser::readHead(std::string_view input, HttpRequest &request)
{
    const bool whole = scanLines(input);
    if (m_state == State::Head && !whole) {
        checkStart(input);
        if (m_state == State::Head)
            return skipBlankLines();
    }
    const std::size_t end = whole ? m_scanned : input.size();
    request.head.assign(input.substr(m_start, std::min(end - m_start, m_limits.headBytes)));
    if (m_state == State::Head)
        startBody(request);
    return end;
}

// Empty lines before a request are used up at once, so that they do not look like the start of one.
std::size_t RequestParser::skipBlankLines()
{
    if (m_lines > 0)
        return 0;
    const std::size_t skipped = std::exchange(m_start, 0);
    m_line -= skipped;
    m_scanned -= skipped;
    return skipped;
}

// Finds the end of the head line by line, so that what is wrong is known as soon as it is there; and as the same thing,
// however the bytes are cut.
bool RequestParser::scanLines(std::string_view input)
{
    while (const void *found =
               m_scanned < input.size()
                   ? std::memchr(input.data() + m_scanned, '\n', input.size() - m_scanned)
                   : nullptr) {
        const std::size_t feed =
            static_cast<std::size_t>(static_cast<const char *>(found) - input.data());
        if (!scanLine(input, feed))
            return false;
        const bool blank = feed - m_line == 1;
        m_line = feed + 1;
        m_scanned = feed + 1;
        if (blank && m_lines > 0)
            return true;
        if (!blank)
            ++m_lines;
    }
    m_scanned = input.size();
    return false;
}

bool RequestParser::scanLine(std::string_view input, std::size_t feed)
{
    const std::string_view line = input.substr(m_line, feed - m_line);
    const bool blank = line == "\r";
    if (m_lines == 0 && !blank)
        checkFirstBytes(input.substr(m_start, feed + 1 - m_start), line.size());
    if (m_state == State::Failed)
        return false;
    if (m_lines > 0 && feed + 1 - m_start > m_limits.headBytes) {
        failAfterRequestLine(input, rules::headTooLarge(m_limits));
    } else if (line.empty() || line.back() != '\r') {
        failAfterRequestLine(input, rules::bareLineFeed(range(m_line, feed)));
    } else if (blank && m_lines == 0) {
        m_start = feed + 1;
        if (++m_blankLines > BlankLinesBefore)
            fail(rules::noRequestLine());
    } else if (m_lines > 0 && (line.front() == ' ' || line.front() == '\t')) {
        failAfterRequestLine(input, rules::foldedField(range(m_line, feed)));
    } else if (!blank && m_lines > m_limits.headerFields) {
        failAfterRequestLine(input, rules::tooManyFields(m_limits));
    }
    return m_state != State::Failed;
}

// `bytes` of the request line, whole or not; the first `line` of them without its line feed.
void RequestParser::checkFirstBytes(std::string_view bytes, std::size_t line)
{
    const std::size_t most = std::min(line, m_limits.requestLineBytes);
    const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(most);
    const auto control = std::find_if(bytes.begin(), end, isControl);
    const bool isLineEnd = control != end && *control == '\r' &&
                           control + 1 == bytes.begin() + static_cast<std::ptrdiff_t>(line);
    if (control != end && !isLineEnd)
        fail(bytes.front() == TlsHandshake ? rules::tlsOnPlainPort()
                                           : rules::controlInRequestLine());
    else if (bytes.size() > m_limits.requestLineBytes)
        fail(rules::requestLineTooLong(m_limits));
}

// A head that is not whole yet: refuses at once what can never become one.
void RequestParser::checkStart(std::string_view input)
{
    if (m_lines == 0) {
        const std::string_view bytes = input.substr(m_start);
        checkFirstBytes(bytes, bytes.size());
        return;
    }
    checkRequestLine(input);
    if (m_state == State::Head && input.size() - m_start > m_limits.headBytes)
        fail(rules::headTooLarge(m_limits));
}

void RequestParser::checkRequestLine(std::string_view input)
{
    if (std::exchange(m_requestLineChecked, true))
        return;
    HttpRequest probe;
    const std::string_view line = input.substr(m_start, input.find('\n', m_start) + 1 - m_start);
    const RequestGrammar::Fault fault = m_grammar->readHead(line, probe);
    m_grammar->reset(m_limits.bodyBytes);
    if (fault != RequestGrammar::Fault::Incomplete)
        fail(rules::grammarRejection(fault, line, 0, m_limits));
}

// What is wrong with the request line comes first, even if it was not looked at yet.
void RequestParser::failAfterRequestLine(std::string_view input, Rejection why)
{
    if (m_lines > 0)
        checkRequestLine(input);
    if (m_state != State::Failed)
        fail(std::move(why));
}

void RequestParser::startBody(HttpRequest &request)
{
    const RequestGrammar::Fault fault = m_grammar->readHead(request.head, request);
    if (fault != RequestGrammar::Fault::None) {
        fail(rules::grammarRejection(fault, request.head, m_grammar->headBytesRead(), m_limits));
        return;
    }
    if (auto why = rules::checkHead(request, m_grammar->chunked())) {
        fail(std::move(*why));
        return;
    }
    m_chunked = m_grammar->chunked();
    m_bodyLeft = m_grammar->contentLength().value_or(0);
    request.bodyBytes = m_bodyLeft;
    if (!m_chunked && m_bodyLeft == 0) {
        m_state = State::Complete;
        return;
    }
    m_state = State::Body;
    if (m_chunked)
        m_bodyLeft = m_limits.bodyBytes;
    m_coding = contentCodingOf(request);
    if (isDecoded(m_coding)) {
        m_decoder = std::make_unique<ContentDecoder>(m_coding, m_limits);
        m_decodedLeft = m_limits.bodyBytes;
    }
    const std::string_view expected = request.value("expect");
    m_wantsContinue = !expected.empty() && request.version >= 11;
}

std::size_t RequestParser::readBody(std::string_view input, HttpRequest &request)
{
    const std::size_t used =
        static_cast<std::size_t>(std::min<std::uint64_t>(m_bodyLeft, input.size()));
    // A body is announced before it is there: nobody may make us take the memory for it by announcing alone.
    if (request.body.empty())
        request.body.reserve(
            static_cast<std::size_t>(std::min<std::uint64_t>(m_bodyLeft, ReservedBody)));
    request.body.append(input.substr(0, used));
    m_bodyLeft -= used;
    if (m_bodyLeft == 0)
        m_state = State::Complete;
    return used;
}

std::size_t RequestParser::readChunks(std::string_view input, HttpRequest &request)
{
    const RequestGrammar::Piece piece =
        m_grammar->readChunks(input, m_limits.chunkLineBytes, request.body);
    request.bodyBytes = request.body.size();
    m_bodyLeft = m_limits.bodyBytes - request.body.size();
    if (piece.fault == RequestGrammar::Fault::None) {
        m_state = State::Complete;
    } else if (piece.fault != RequestGrammar::Fault::Incomplete) {
        fail(rules::grammarRejection(piece.fault, {}, 0, m_limits));
    }
    return piece.used;
}

// The four below read a compressed body: what came is decoded at once and not kept.

std::size_t RequestParser::readCoded(std::string_view input, HttpRequest &request, std::size_t most)
{
    const std::string_view coded = input.substr(
        0, static_cast<std::size_t>(std::min<std::uint64_t>(m_bodyLeft, input.size())));
    const std::size_t used = decode(coded, request, most);
    m_bodyLeft -= used;
    if (m_state == State::Body && m_bodyLeft == 0 && !m_hasMore)
        endCoded(request);
    return used;
}

std::size_t RequestParser::readCodedChunks(std::string_view input, HttpRequest &request,
                                           std::size_t most)
{
    std::size_t used = 0;
    for (;;) {
        const std::size_t decodedBefore = request.body.size();
        m_coded.erase(0, decode(m_coded, request, most));
        if (m_state == State::Failed || m_hasMore)
            return used;
        most -= request.body.size() - decodedBefore;
        if (m_hasLastChunk) {
            endCoded(request);
            return used;
        }
        const RequestGrammar::Piece piece =
            m_grammar->readChunks(input.substr(used), m_limits.chunkLineBytes, m_coded);
        used += piece.used;
        m_hasLastChunk = piece.fault == RequestGrammar::Fault::None;
        if (!m_hasLastChunk && piece.fault != RequestGrammar::Fault::Incomplete) {
            fail(rules::grammarRejection(piece.fault, {}, 0, m_limits));
            return used;
        }
        if (m_coded.empty() && !m_hasLastChunk)
            return used;
    }
}

std::size_t RequestParser::decode(std::string_view coded, HttpRequest &request, std::size_t most)
{
    m_isCoded = m_isCoded || !coded.empty();
    const std::size_t used = m_decoder->decode(coded, request.body, most);
    request.bodyBytes = request.body.size();
    m_decodedLeft = m_limits.bodyBytes - request.body.size();
    m_hasMore = m_decoder->hasOutput() || used < coded.size();
    if (m_decoder->fault() != ContentDecoder::Fault::None)
        fail(rules::codingRejection(m_decoder->fault(), m_coding, m_limits));
    return used;
}

// A body without a byte is none: there is nothing that could be decoded.
void RequestParser::endCoded(HttpRequest &request)
{
    request.bodyBytes = request.body.size();
    if (m_isCoded && !m_decoder->isWhole()) {
        fail(rules::codingEndsEarly(m_coding));
        return;
    }
    m_decoder.reset();
    m_state = State::Complete;
}

} // namespace core
