// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/receiver/bearertokens.h"

#include "core/event/asciitext.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <string>

namespace core {

namespace {

constexpr std::string_view Scheme = "bearer ";
constexpr std::string_view Parameter = "access_token=";
constexpr const char *MissingRule = "token-missing";

std::array<std::uint8_t, 32> digestOf(std::string_view token)
{
    std::array<std::uint8_t, 32> digest{};
    EVP_Digest(token.data(), token.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return digest;
}

/// Visible ASCII: what arrives in a header as it was sent.
bool isToken(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char character) { return character > 0x20 && character < 0x7f; });
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (line.ends_with('\r') || line.ends_with(' '))
            line.remove_suffix(1);
        if (!line.empty())
            lines.push_back(line);
    }
    return lines;
}

Result<std::vector<std::string_view>> tokensIn(std::string_view text)
{
    const std::vector<std::string_view> tokens = linesOf(text);
    if (tokens.empty())
        return fail(Error::Kind::InvalidInput, "there is no token in it, only empty lines");
    if (tokens.size() > BearerTokens::MostTokens)
        return fail(Error::Kind::InvalidInput, "one token a line is wanted, at most " +
                                                   std::to_string(BearerTokens::MostTokens));
    for (std::size_t number = 1; number <= tokens.size(); ++number) {
        const std::string_view token = tokens[number - 1];
        const std::string which = "token " + std::to_string(number) + " in it ";
        if (token.size() > BearerTokens::MostBytes)
            return fail(Error::Kind::InvalidInput, which + "has more than " +
                                                       std::to_string(BearerTokens::MostBytes) +
                                                       " bytes");
        if (!isToken(token))
            return fail(Error::Kind::InvalidInput,
                        which + "has a character other than the visible ones of ASCII");
    }
    return tokens;
}

std::optional<std::string> tokenInQuery(std::string_view target)
{
    const std::size_t mark = target.find('?');
    if (mark == std::string_view::npos)
        return std::nullopt;
    std::string_view query = target.substr(mark + 1);
    query = query.substr(0, query.find('#'));
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view parameter = query.substr(0, end);
        if (parameter.starts_with(Parameter))
            // What is no escape is no token of ours either.
            return percentDecoded(parameter.substr(Parameter.size()));
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return std::nullopt;
}

Rejection unauthorized(const char *rule, const char *title, std::string detail, Place place)
{
    return {401,
            rule,
            title,
            std::move(detail),
            "Send \"Authorization: Bearer\" and the token that the receiver was started with "
            "(--token-file).",
            "RFC 6750 2.1, 3",
            std::move(place)};
}

Rejection missing(std::string detail)
{
    return unauthorized(MissingRule, "A token is needed here", std::move(detail), {});
}

} // namespace

Result<BearerTokens> BearerTokens::fromText(std::string_view text)
{
    const auto found = tokensIn(text);
    if (!found)
        return tl::unexpected(found.error());
    BearerTokens tokens;
    for (const std::string_view token : *found)
        tokens.m_digests.push_back(digestOf(token));
    return tokens;
}

Result<std::string_view> BearerTokens::firstIn(std::string_view text)
{
    const auto found = tokensIn(text);
    if (!found)
        return tl::unexpected(found.error());
    return found->front();
}

bool BearerTokens::contains(std::string_view token) const
{
    const Digest sent = digestOf(token);
    bool found = false;
    for (const Digest &digest : m_digests) // all of them: the time must not tell which one it was
        found |= CRYPTO_memcmp(digest.data(), sent.data(), sent.size()) == 0;
    return found;
}

std::optional<Rejection> refuseStranger(const HttpRequest &request, const BearerTokens &tokens)
{
    if (tokens.isEmpty())
        return std::nullopt;
    if (request.findAgain("authorization"))
        return missing("The request carries Authorization more than once.");
    const HttpField *field = request.find("authorization");
    if (!field) {
        const std::optional<std::string> token = tokenInQuery(request.targetText());
        if (!token)
            return missing("The request carries no Authorization field.");
        if (tokens.contains(*token))
            return std::nullopt;
        return unauthorized("token-wrong", "This token does not open the port",
                            "access_token is none of the tokens of this receiver.",
                            {Place::Part::RequestLine, "access_token", std::nullopt});
    }
    const std::string_view value = request.text(field->value);
    if (value.size() <= Scheme.size() || !startsWithFolded(value, Scheme))
        return missing("Authorization is not of the scheme Bearer, or has no token.");
    const std::size_t begin = value.find_first_not_of(' ', Scheme.size());
    if (tokens.contains(value.substr(std::min(begin, value.size()))))
        return std::nullopt;
    return unauthorized("token-wrong", "This token does not open the port",
                        "Authorization carries none of the tokens of this receiver.",
                        {Place::Part::Header, "Authorization", std::nullopt});
}

bool carriesTokenInQuery(const HttpRequest &request)
{
    return request.targetText().find(Parameter) != std::string_view::npos;
}

std::string_view challengeLine(const Rejection &why)
{
    return why.rule == MissingRule
               ? "WWW-Authenticate: Bearer realm=\"eventscope\"\r\n"
               : "WWW-Authenticate: Bearer realm=\"eventscope\", error=\"invalid_token\"\r\n";
}

} // namespace core
