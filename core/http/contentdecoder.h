// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/http/httprequest.h"
#include "core/http/limits.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace core {

/// How a body was made smaller (RFC 9110 8.4.1). Other: nothing that is decoded here, or several.
enum class ContentCoding : std::uint8_t { Identity, Gzip, Deflate, Zstd, Other };

/// What `request` says. "x-gzip" is gzip (RFC 9110 8.4.1.3).
ContentCoding contentCodingOf(const HttpRequest &request);
/// What a head that was kept says, from its request line on.
ContentCoding contentCodingOfHead(std::string_view head);
/// The same of one value of Content-Encoding.
ContentCoding contentCodingOf(std::string_view value);
/// Bodies in it are decoded before anybody sees them.
bool isDecoded(ContentCoding coding);
std::string_view contentCodingText(ContentCoding coding); ///< "gzip"
/// For Accept-Encoding.
constexpr std::string_view DecodedCodings = "gzip, zstd, deflate";

/// Undoes one content coding, piece by piece: never holds more than the window that the coding needs (32 KiB; zstd 8 MiB,
/// RFC 9659). The same bytes give the same answer however they are cut, except near the limit of the ratio, which is
/// looked at as they come.
class ContentDecoder {
public:
    enum class Fault : std::uint8_t {
        None,
        Broken,   ///< not what the coding says
        Trailing, ///< something else comes after its end
        Window,   ///< zstd: needs more memory than RFC 9659 allows
        TooLarge, ///< above HttpLimits::bodyBytes when decoded
        Ratio,    ///< above HttpLimits::decodedRatio
    };
    /// Less is decoded, whatever it came from.
    static constexpr std::size_t RatioFrom = 1 * MiB;

    /// `coding` is one that isDecoded().
    ContentDecoder(ContentCoding coding, const HttpLimits &limits);
    ~ContentDecoder();

    /// Appends to `out` what `coded` means, at most `most` bytes, and answers how much of `coded` is used up: all of it,
    /// unless there was a fault or `most` was reached. `out` holds nothing but what was decoded before.
    [[nodiscard]] std::size_t decode(std::string_view coded, std::string &out, std::size_t most);
    Fault fault() const { return m_fault; }
    /// There may be more to append without another byte.
    bool hasOutput() const { return m_hasOutput; }
    /// It may end here.
    bool isWhole() const { return m_isWhole; }
    /// What it takes itself, at most.
    std::size_t memory(std::size_t decoded) const;

private:
    class Algorithm;
    class Inflate;
    class Zstd;
    void check(std::string &out);

    const HttpLimits &m_limits;
    std::unique_ptr<Algorithm> m_algorithm;
    std::uint64_t m_used = 0; ///< coded bytes
    Fault m_fault = Fault::None;
    bool m_hasOutput = false;
    bool m_isWhole = false;
};

} // namespace core
