// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <zlib.h>
#include <zstd.h>

/// Bodies as senders compress them. Each is whole, and as small as its coding makes it.

inline std::string deflated(std::string_view text, int window)
{
    z_stream stream{};
    ::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY);
    std::string coded(::deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(coded.data());
    stream.avail_out = static_cast<uInt>(coded.size());
    ::deflate(&stream, Z_FINISH);
    coded.resize(stream.total_out);
    ::deflateEnd(&stream);
    return coded;
}

inline std::string gzipOf(std::string_view text)
{
    return deflated(text, 15 + 16);
}

/// RFC 1950, what HTTP calls deflate.
inline std::string zlibOf(std::string_view text)
{
    return deflated(text, 15);
}

/// RFC 1951, what some senders take it for.
inline std::string rawDeflateOf(std::string_view text)
{
    return deflated(text, -15);
}

/// In a stream, so that its frame does not tell the length; a window of 2^windowLog bytes.
inline std::string zstdOf(std::string_view text, int windowLog = 17)
{
    ZSTD_CCtx *context = ::ZSTD_createCCtx();
    ::ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
    std::string coded(::ZSTD_compressBound(text.size()) + 64, '\0');
    ZSTD_inBuffer none{"", 0, 0};
    ZSTD_inBuffer input{text.data(), text.size(), 0};
    ZSTD_outBuffer output{coded.data(), coded.size(), 0};
    ::ZSTD_compressStream2(context, &output, &none,
                           ZSTD_e_flush); // now it cannot know how much comes
    ::ZSTD_compressStream2(context, &output, &input, ZSTD_e_end);
    ::ZSTD_freeCCtx(context);
    coded.resize(output.pos);
    return coded;
}
