// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/event/refusal.h"
#include "core/http/contentdecoder.h"
#include "core/http/httprequest.h"
#include "core/http/limits.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace core {

class RequestGrammar;

/// Reads the requests of one connection out of its bytes, one at a time (RFC 9112). Pure: the same
/// bytes give the same answer, however they are cut; knows no socket and no clock. The grammar is
/// Boost.Beast's; on top of it stand our limits and the rules that Beast leaves open: folded lines,
/// bare line feeds, Host, transfer codings.
class RequestParser {
public:
    explicit RequestParser(const HttpLimits &limits);
    ~RequestParser();

    enum class State : std::uint8_t { Head, Body, Complete, Failed };

    /// Reads as much of one request as `input` holds into `request` and answers how many bytes of
    /// it are used up. What is left must stand at the start of the next input. Ends with Complete,
    /// Failed, or where more input is needed. Of a compressed body about `decodeAtMost` bytes are decoded at a time; then
    /// hasMore() says so.
    [[nodiscard]] std::size_t consume(std::string_view input, HttpRequest &request,
                                      std::size_t decodeAtMost = SIZE_MAX);
    State state() const { return m_state; }
    /// In the state Body: it can go on without more input.
    bool hasMore() const { return m_hasMore; }
    /// In the state Body: how many bytes it may still get.
    std::uint64_t bodyLeft() const { return m_decoder ? m_decodedLeft : m_bodyLeft; }
    /// What it takes beside the request.
    std::size_t heldBytes() const;
    /// Why, when Failed.
    Rejection &rejection() { return m_rejection; }
    /// The head is whole, the body is not, and the sender waits for "100 Continue" before it sends
    /// it.
    bool wantsContinue() const { return m_wantsContinue; }
    void continued() { m_wantsContinue = false; }

    /// Ready for the next request.
    void reset();

private:
    std::size_t readHead(std::string_view input, HttpRequest &request);
    bool scanLines(std::string_view input);
    std::size_t skipBlankLines();
    bool scanLine(std::string_view input, std::size_t feed);
    void checkStart(std::string_view input);
    void checkFirstBytes(std::string_view bytes, std::size_t line);
    void checkRequestLine(std::string_view input);
    void failAfterRequestLine(std::string_view input, Rejection why);
    void startBody(HttpRequest &request);
    std::size_t readBody(std::string_view input, HttpRequest &request);
    std::size_t readChunks(std::string_view input, HttpRequest &request);
    std::size_t readCoded(std::string_view input, HttpRequest &request, std::size_t most);
    std::size_t readCodedChunks(std::string_view input, HttpRequest &request, std::size_t most);
    std::size_t decode(std::string_view coded, HttpRequest &request, std::size_t most);
    void endCoded(HttpRequest &request);
    ByteRange range(std::size_t begin, std::size_t end) const; ///< within the head
    void fail(Rejection why);

    const HttpLimits &m_limits;
    std::unique_ptr<RequestGrammar> m_grammar;
    State m_state = State::Head;
    bool m_wantsContinue = false;
    bool m_chunked = false;
    bool m_requestLineChecked = false;
    std::size_t m_start = 0;   ///< of the head in the input: empty lines before it are skipped
    std::size_t m_line = 0;    ///< start of the line that is not whole yet
    std::size_t m_scanned = 0; ///< no line feed before it is unseen
    std::size_t m_lines = 0;
    std::size_t m_blankLines = 0;
    std::uint64_t m_bodyLeft = 0;
    // Of a compressed body:
    ContentCoding m_coding = ContentCoding::Identity;
    std::unique_ptr<ContentDecoder> m_decoder;
    std::string m_coded; ///< out of its chunks and not decoded yet
    std::uint64_t m_decodedLeft = 0;
    bool m_isCoded = false;      ///< at least one byte of it came
    bool m_hasLastChunk = false; ///< all of it is in m_coded
    bool m_hasMore = false;
    Rejection m_rejection;
};

} // namespace core
