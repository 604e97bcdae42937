// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace core {

/// What went wrong outside the program (input, network, files, user), for one person to read.
/// `kind` lets the reader of the error choose what to do; `detail` says what was tried, on what, and how to mend it.
struct Error {
    enum class Kind {
        InvalidInput,  ///< bytes from outside that break a rule
        NotFound,      ///< a file, address or row that is not there
        InUse,         ///< a file, port or lock that somebody else holds
        Denied,        ///< no permission
        Full,          ///< no space left (disk, limit)
        Damaged,       ///< a file that cannot be what it says it is
        Unsupported,   ///< understood, but not by this version
        Io,            ///< the operating system said no for another reason
        Network,       ///< a peer that is away or does not answer as it should
        Cancelled,     ///< whoever asked for it does not want it any more
    };
    Kind kind = Kind::Io;
    std::string detail;

    bool operator==(const Error &) const = default;
};

template<typename T>
using Result = tl::expected<T, Error>;

/// `return fail(Error::Kind::Io, "…")` in a function that returns any Result.
[[nodiscard]] inline tl::unexpected<Error> fail(Error::Kind kind, std::string detail)
{
    return tl::unexpected<Error>(Error{kind, std::move(detail)});
}

} // namespace core
