// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/sessionoptions.h"

#include <utility>

namespace app {

OrFailure<PrintingSession::Options> sessionOf(const Arguments &arguments)
{
    PrintingSession::Options session;
    auto receiving = receivingOf(arguments);
    if (!receiving)
        return tl::unexpected(receiving.error());
    session.receiver = std::move(receiving->receiver);
    session.listen = std::move(receiving->listen);
    session.generatedCertificate = std::move(receiving->generatedCertificate);
    session.webSockets = std::move(receiving->webSockets);
    session.changeRules = std::move(receiving->changeRules);
    if (receiving->demo)
        session.demo.emplace();
    if (const std::string *file = arguments.value("--log"))
        session.capture = *file;
    else if (arguments.has("--ring-size") || arguments.has("--ring-time") ||
             arguments.has("--ring-files"))
        return wrongUsage("a ring needs --log FILE, after which its files are called");
    session.isQuiet = arguments.has("--quiet");
    session.printsRefusals = arguments.has("--refused");
    auto where = whereOf(arguments);
    if (!where)
        return tl::unexpected(std::move(where.error()));
    session.where = std::move(*where);
    return session;
}

} // namespace app
