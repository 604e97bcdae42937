// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/secretfile.h"
#include "app/evs/command.h"
#include "app/evs/eventposter.h"
#include "app/evs/webhookconsent.h"
#include "core/event/asciitext.h"
#include "core/http/fieldname.h"
#include "core/receiver/bearertokens.h"

#include <QSslCertificate>
#include <QUrl>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace app {

namespace {

constexpr std::array options{
    Option{"--mode", "binary|structured|batch",
           "how an event is carried: attributes as header fields (default), one event\n"
           "in a body, or up to 1000 events in one"},
    Option{"--format", "json|protobuf|xml|avro",
           "how events are written in a body (default: json); without --mode each has\n"
           "a body of its own"},
    Option{"--token-file", "FILE", "send its first line as \"Authorization: Bearer …\""},
    Option{"--ca-file", "FILE",
           "trust the certificates of this file, and not those of this machine (https)"},
    Option{"--hmac-key-file", "FILE", "sign each body with this key (HMAC-SHA256)"},
    Option{"--hmac-header", "NAME",
           "the header that carries the signature (default: X-Hub-Signature-256)"},
    Option{"--webhook-origin", "NAME",
           "send as a system of web hooks with this DNS name: first ask for consent\n"
           "(by OPTIONS), name it with each request, keep to the rate that is allowed"},
    Option{"--header", "\"NAME: VALUE\"",
           "a further header of each request that does not have it already", true},
};

OrFailure<core::EventFormat> formatOf(const std::string &text)
{
    for (const core::EventFormat format : {core::EventFormat::Json, core::EventFormat::Protobuf,
                                           core::EventFormat::Xml, core::EventFormat::Avro}) {
        if (core::eventFormatText(format) == text)
            return format;
    }
    return wrongUsage("--format \"" + text + "\": json, protobuf, xml or avro is wanted");
}

/// A format needs a body to write events in.
OrFailure<void> checkFormat(const PostOptions &post)
{
    const std::string name(core::eventFormatText(post.format));
    if (post.mode == core::ContentMode::Binary)
        return wrongUsage("--format " + name +
                          ": in binary mode an event has no format; leave out one of --mode "
                          "binary and --format");
    if (post.mode == core::ContentMode::Batch && !core::hasBatch(post.format))
        return wrongUsage("--format " + name +
                          ": this format has no batches; use --mode structured");
    return {};
}

OrFailure<core::ContentMode> modeOf(const std::string *text)
{
    for (const core::ContentMode mode :
         {core::ContentMode::Binary, core::ContentMode::Structured, core::ContentMode::Batch}) {
        if (core::contentModeText(mode) == (text ? *text : "binary"))
            return mode;
    }
    return wrongUsage("--mode \"" + *text + "\": binary, structured or batch is wanted");
}

/// User info in the URL goes out as Authorization, and is not repeated in any sentence.
OrFailure<PostOptions> destination(const std::string &text)
{
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    const bool isHttps = url.scheme() == u"https";
    if (!url.isValid() || (url.scheme() != u"http" && !isHttps) || url.host().isEmpty())
        return wrongUsage("the URL must be a whole one, such as http://127.0.0.1:8080/");
    constexpr int HttpPort = 80;
    constexpr int HttpsPort = 443;
    PostOptions post;
    post.peer.host = url.host(QUrl::FullyEncoded).toStdString();
    if (post.peer.host.starts_with('[') && post.peer.host.ends_with(']'))
        post.peer.host = post.peer.host.substr(1, post.peer.host.size() - 2);
    post.peer.port = static_cast<std::uint16_t>(url.port(isHttps ? HttpsPort : HttpPort));
    post.peer.tls = isHttps;
    const QString path = url.path(QUrl::FullyEncoded);
    post.target = (path.isEmpty() ? QStringLiteral("/") : path).toStdString();
    if (url.hasQuery())
        post.target += '?' + url.query(QUrl::FullyEncoded).toStdString();
    post.fields = "User-Agent: evs/" EVENTSCOPE_VERSION "\r\n";
    if (!url.userInfo().isEmpty()) {
        const QString user =
            url.userName(QUrl::FullyDecoded) + u':' + url.password(QUrl::FullyDecoded);
        post.fields += "Authorization: Basic " + user.toUtf8().toBase64().toStdString() + "\r\n";
    }
    return post;
}

OrFailure<std::string> trustedCertificates(const std::string &file, const PostOptions &post)
{
    if (!post.peer.tls)
        return wrongUsage("--ca-file is for https:// alone");
    const auto text = secretIn("--ca-file", file);
    if (!text)
        return tl::unexpected(text.error());
    std::string pem(text->view());
    if (QSslCertificate::fromData(QByteArray::fromStdString(pem)).isEmpty())
        return wrongUsage(
            "--ca-file " + file +
            ": there is no certificate in PEM form in it (-----BEGIN CERTIFICATE-----)");
    return pem;
}

OrFailure<std::string> authorization(const std::string &tokenFile, const PostOptions &post)
{
    if (post.fields.find("Authorization:") != std::string::npos)
        return wrongUsage("the URL names a user, and --token-file a token: only one of them can "
                          "be sent");
    const auto text = secretIn("--token-file", tokenFile);
    if (!text)
        return tl::unexpected(text.error());
    const auto token = core::BearerTokens::firstIn(text->view());
    if (!token)
        return wrongUsage("--token-file " + tokenFile + ": " + token.error().detail);
    return "Authorization: Bearer " + std::string(*token) + "\r\n";
}

/// Those that the program, its other options or the events say.
constexpr std::array OwnHeaders{"connection",
                                "content-length",
                                "content-type",
                                "expect",
                                "host",
                                "te",
                                "trailer",
                                "transfer-encoding",
                                "upgrade",
                                "user-agent",
                                "webhook-request-origin"};

OrFailure<void> takeHeaders(const std::vector<std::string> &texts, PostOptions &post)
{
    for (const std::string &text : texts) {
        const std::size_t colon = text.find(':');
        const std::string name = text.substr(0, std::min(colon, text.size()));
        const std::size_t start = text.find_first_not_of(" \t", name.size() + 1);
        const std::string value = start < text.size() ? text.substr(start) : std::string();
        // What stands in it may be a secret: it is not repeated.
        if (colon == std::string::npos || !core::isFieldName(name) ||
            std::any_of(value.begin(), value.end(), [](char letter) {
                return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') ||
                       letter == 0x7f;
            }))
            return wrongUsage("--header: \"NAME: VALUE\" is wanted, on one line");
        const auto isSame = [&name](std::string_view other) {
            return core::equalsFolded(name, other);
        };
        if (std::any_of(OwnHeaders.begin(), OwnHeaders.end(), isSame))
            return wrongUsage("--header " + name + ": evs says this one itself");
        if (isSame("authorization") && post.fields.find("Authorization:") != std::string::npos)
            return wrongUsage("--header " + name + ": the URL or --token-file says this one");
        post.headers.emplace_back(name, value);
    }
    return {};
}

OrFailure<void> takeWebhookOrigin(const std::string &name, PostOptions &post)
{
    const bool isName = !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
        return letter > 0x20 && letter < 0x7f &&
               std::string_view(",/:").find(letter) == std::string_view::npos;
    });
    if (!isName)
        return wrongUsage("--webhook-origin \"" + name +
                          "\": a name alone is wanted, such as events.example.org");
    post.webhookOrigin = name;
    post.fields += webhookOriginLine(name);
    return {};
}

Outcome sendEvents(const Arguments &arguments)
{
    const std::vector<std::string> &operands = arguments.operands();
    if (operands.empty() || operands.size() > 2)
        return wrongUsage("a URL is wanted, and the name of one file if it is not standard input");
    auto post = destination(operands[0]);
    if (!post)
        return tl::unexpected(post.error());
    const auto mode = modeOf(arguments.value("--mode"));
    if (!mode)
        return tl::unexpected(mode.error());
    post->mode = *mode;
    if (const std::string *name = arguments.value("--format")) {
        const auto format = formatOf(*name);
        if (!format)
            return tl::unexpected(format.error());
        post->format = *format;
        if (!arguments.value("--mode"))
            post->mode = core::ContentMode::Structured;
        if (const auto right = checkFormat(*post); !right)
            return tl::unexpected(right.error());
    }
    if (const std::string *file = arguments.value("--ca-file")) {
        auto trusted = trustedCertificates(*file, *post);
        if (!trusted)
            return tl::unexpected(trusted.error());
        post->peer.trusted = std::move(*trusted);
    }
    if (const std::string *file = arguments.value("--token-file")) {
        auto fields = authorization(*file, *post);
        if (!fields)
            return tl::unexpected(fields.error());
        post->fields += *fields;
    }
    if (const auto taken = takeHeaders(arguments.values("--header"), *post); !taken)
        return tl::unexpected(taken.error());
    if (const std::string *name = arguments.value("--webhook-origin")) {
        if (const auto taken = takeWebhookOrigin(*name, *post); !taken)
            return tl::unexpected(taken.error());
    }
    auto signature = signatureOf(arguments);
    if (!signature)
        return tl::unexpected(signature.error());
    post->signature = std::move(*signature);
    auto input = LineInput::open(operands.size() == 2 ? operands[1] : "-");
    if (!input)
        return tl::unexpected(input.error());
    return EventPoster(std::move(*input), std::move(*post)).run();
}

constexpr Command command{
    "send",
    "URL [FILE]",
    "send events, one JSON object a line, to a receiver",
    "Reads standard input without FILE, or with -. Ends with 0 if every line was an event and got "
    "a\n"
    "2xx, with 1 if not; lines at fault are named by number, and the others are sent.",
    options,
    sendEvents,
};

} // namespace

const Command &sendCommand()
{
    return command;
}

} // namespace app
