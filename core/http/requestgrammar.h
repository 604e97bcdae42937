// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/httprequest.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace core {

/// The grammar of HTTP/1.1 requests, by Boost.Beast's parser on bytes. Nothing else includes Beast:
/// its templates take ten seconds to compile, hence the pointer.
class RequestGrammar {
public:
    RequestGrammar();
    ~RequestGrammar();

    enum class Fault : std::uint8_t {
        None,
        Incomplete, ///< nothing wrong so far, but there must be more
        Method,
        Target,
        Version,
        FieldName,
        FieldValue,
        LineEnding,
        ContentLength,
        TransferEncoding,
        BodyTooLarge,
        Chunk,
        ChunkLineTooLong,
        FoldedLine,
    };

    /// Forgets the last request.
    void reset(std::uint64_t bodyLimit);
    /// Reads a head, or the start of one, into method, target, version, fields and keepAlive of
    /// `request`.
    [[nodiscard]] Fault readHead(std::string_view head, HttpRequest &request);
    /// How far readHead came: where the line starts that is at fault.
    std::size_t headBytesRead() const;
    bool chunked() const;
    std::optional<std::uint64_t> contentLength() const;

    struct Piece {
        std::size_t used = 0;
        Fault fault = Fault::None; ///< Incomplete: needs more input
    };
    /// Appends the content of the chunks at the start of `input` to `body`. None: the last chunk and its trailers are
    /// read. What was not used must come again at the start of the next input. A size line, or the last chunk with its
    /// trailers, may have `lineLimit` bytes.
    [[nodiscard]] Piece readChunks(std::string_view input, std::size_t lineLimit,
                                   std::string &body);

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
    std::size_t m_headBytesRead = 0;
};

} // namespace core
