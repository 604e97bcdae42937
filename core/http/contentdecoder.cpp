// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/http/contentdecoder.h"

#include "core/event/asciitext.h"

#include <algorithm>
#include <limits>
#include <optional>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace core {

namespace {

constexpr std::size_t StepBytes = 64 * KiB; // of output
constexpr int WindowLog = 23;               // 8 MiB, RFC 9659 3
constexpr int DeflateWindow = 15;           // 32 KiB, the largest there is
constexpr int GzipHeader = 16; // asks zlib for the frame of RFC 1952 instead of RFC 1950
constexpr std::size_t InflateBytes = 48 * KiB;
constexpr std::size_t ZstdBytes = 256 * KiB; // without its window

} // namespace

ContentCoding contentCodingOf(std::string_view value)
{
    if (value.empty() || equalsFolded(value, "identity"))
        return ContentCoding::Identity;
    if (equalsFolded(value, "gzip") || equalsFolded(value, "x-gzip"))
        return ContentCoding::Gzip;
    if (equalsFolded(value, "deflate"))
        return ContentCoding::Deflate;
    if (equalsFolded(value, "zstd"))
        return ContentCoding::Zstd;
    return ContentCoding::Other;
}

ContentCoding contentCodingOf(const HttpRequest &request)
{
    const HttpField *found = nullptr;
    for (const HttpField &field : request.fields) {
        if (!equalsFolded(request.text(field.name), "content-encoding"))
            continue;
        if (found) // two fields are one list (RFC 9110 5.3)
            return ContentCoding::Other;
        found = &field;
    }
    return found ? contentCodingOf(request.text(found->value)) : ContentCoding::Identity;
}

ContentCoding contentCodingOfHead(std::string_view head)
{
    std::optional<std::string_view> found;
    for (std::size_t end = head.find("\r\n"); end != std::string_view::npos;
         end = head.find("\r\n")) {
        head.remove_prefix(end + 2);
        const std::string_view line = head.substr(0, head.find("\r\n"));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos ||
            !equalsFolded(line.substr(0, colon), "content-encoding"))
            continue;
        if (found)
            return ContentCoding::Other;
        found = withoutBlanks(line.substr(colon + 1));
    }
    return found ? contentCodingOf(*found) : ContentCoding::Identity;
}

bool isDecoded(ContentCoding coding)
{
    return coding == ContentCoding::Gzip || coding == ContentCoding::Deflate ||
           coding == ContentCoding::Zstd;
}

std::string_view contentCodingText(ContentCoding coding)
{
    switch (coding) {
    case ContentCoding::Identity:
        return "identity";
    case ContentCoding::Gzip:
        return "gzip";
    case ContentCoding::Deflate:
        return "deflate";
    case ContentCoding::Zstd:
        return "zstd";
    case ContentCoding::Other:
        break;
    }
    return "other";
}

/// One step of a decoder: as much as fits into the output.
class ContentDecoder::Algorithm {
public:
    virtual ~Algorithm() = default;
    struct Step {
        std::size_t used = 0;
        std::size_t made = 0;
        Fault fault = Fault::None;
        bool isWhole = false; ///< what was coded ends here
    };
    virtual Step step(std::string_view coded, char *out, std::size_t room) = 0;
    virtual std::size_t memory(std::size_t decoded) const = 0;
};

class ContentDecoder::Inflate final : public Algorithm {
public:
    explicit Inflate(bool isGzip)
        : m_isGzip(isGzip)
    {
        m_hasStarted = ::inflateInit2(&m_stream, DeflateWindow + (isGzip ? GzipHeader : 0)) == Z_OK;
    }
    ~Inflate() override { ::inflateEnd(&m_stream); }
    Inflate(const Inflate &) = delete;
    Inflate &operator=(const Inflate &) = delete;

    Step step(std::string_view coded, char *out, std::size_t room) override
    {
        if (!m_hasStarted)
            return {0, 0, Fault::Broken, false};
        if (m_isAtEnd) {
            if (coded.empty())
                return {0, 0, Fault::None, true};
            // A file of gzip may have several members (RFC 1952 2.2), each with its magic number.
            if (!m_isGzip || coded.front() != '\x1f' || ::inflateReset(&m_stream) != Z_OK)
                return {0, 0, Fault::Trailing, false};
            m_isAtEnd = false;
        }
        constexpr std::size_t Most = std::numeric_limits<uInt>::max();
        const auto input = static_cast<uInt>(std::min(coded.size(), Most));
        const auto output = static_cast<uInt>(std::min(room, Most));
        // zlib does not write to it.
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(coded.data()));
        m_stream.avail_in = input;
        m_stream.next_out = reinterpret_cast<Bytef *>(out);
        m_stream.avail_out = output;
        const int result = ::inflate(&m_stream, Z_NO_FLUSH);
        m_isAtEnd = result == Z_STREAM_END;
        const bool isFine = m_isAtEnd || result == Z_OK || result == Z_BUF_ERROR;
        return {input - m_stream.avail_in, output - m_stream.avail_out,
                isFine ? Fault::None : Fault::Broken, m_isAtEnd};
    }

    std::size_t memory(std::size_t /*decoded*/) const override { return InflateBytes; }

private:
    const bool m_isGzip;
    z_stream m_stream{};
    bool m_hasStarted = false;
    bool m_isAtEnd = false;
};

class ContentDecoder::Zstd final : public Algorithm {
public:
    Zstd()
        : m_context(::ZSTD_createDCtx())
    {
        ::ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, WindowLog);
    }
    ~Zstd() override { ::ZSTD_freeDCtx(m_context); }
    Zstd(const Zstd &) = delete;
    Zstd &operator=(const Zstd &) = delete;

    Step step(std::string_view coded, char *out, std::size_t room) override
    {
        ZSTD_inBuffer input{coded.data(), coded.size(), 0};
        ZSTD_outBuffer output{out, room, 0};
        const std::size_t result = ::ZSTD_decompressStream(m_context, &output, &input);
        Step step{input.pos, output.pos, Fault::None, m_isAtEnd};
        if (::ZSTD_isError(result)) {
            step.fault = faultOf(::ZSTD_getErrorCode(result));
        } else if (input.pos > 0 || output.pos > 0) {
            m_isAtEnd = result == 0; // of a frame; another may follow (RFC 8878 3.1)
            m_hasFrame = m_hasFrame || m_isAtEnd;
            step.isWhole = m_isAtEnd;
        }
        return step;
    }

    // Its window fills as it is decoded; until then it is only promised.
    std::size_t memory(std::size_t decoded) const override
    {
        return std::min(::ZSTD_sizeof_DCtx(m_context), ZstdBytes + decoded);
    }

private:
    Fault faultOf(ZSTD_ErrorCode error) const
    {
        if (error == ZSTD_error_frameParameter_windowTooLarge)
            return Fault::Window;
        if (error == ZSTD_error_prefix_unknown && m_hasFrame)
            return Fault::Trailing;
        return Fault::Broken;
    }

    ZSTD_DCtx *m_context;
    bool m_isAtEnd = false;
    bool m_hasFrame = false;
};

ContentDecoder::ContentDecoder(ContentCoding coding, const HttpLimits &limits)
    : m_limits(limits)
{
    if (coding == ContentCoding::Zstd)
        m_algorithm = std::make_unique<Zstd>();
    else
        m_algorithm = std::make_unique<Inflate>(coding == ContentCoding::Gzip);
}

ContentDecoder::~ContentDecoder() = default;

std::size_t ContentDecoder::memory(std::size_t decoded) const
{
    return m_algorithm->memory(decoded);
}

std::size_t ContentDecoder::decode(std::string_view coded, std::string &out, std::size_t most)
{
    std::size_t used = 0;
    std::size_t made = 0;
    while (m_fault == Fault::None && made < most && (used < coded.size() || m_hasOutput)) {
        // One byte above the limit is enough to know.
        const std::size_t before = out.size();
        const std::size_t room =
            std::min({StepBytes, most - made, m_limits.bodyBytes + 1 - before});
        out.resize(before + room);
        const Algorithm::Step step =
            m_algorithm->step(coded.substr(used), out.data() + before, room);
        out.resize(before + step.made);
        used += step.used;
        made += step.made;
        m_used += step.used;
        m_fault = step.fault;
        m_isWhole = step.isWhole;
        m_hasOutput = step.made == room && !step.isWhole;
        check(out);
        if (step.used == 0 && step.made == 0)
            break;
    }
    return used;
}

void ContentDecoder::check(std::string &out)
{
    if (out.size() > m_limits.bodyBytes) {
        out.resize(m_limits.bodyBytes);
        m_fault = Fault::TooLarge;
    } else if (out.size() > RatioFrom && out.size() > m_limits.decodedRatio * m_used) {
        m_fault = Fault::Ratio;
    }
}

} // namespace core
