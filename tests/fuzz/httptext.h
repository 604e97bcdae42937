// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/codec/httpencode.h"
#include "core/codec/httpmessage.h"
#include "core/http/requestparser.h"

#include <string_view>
#include <vector>

/// The fields of a head as the codec wants them. Views into the request.
std::vector<core::HeaderField> headerFields(const core::HttpRequest &request);

/// Content on its way through a whole HTTP request and our own parser: what a receiver sees of it.
/// Requires that nothing is added to the head or taken from it.
class MessageText {
public:
    explicit MessageText(const core::HttpContent &content);

    std::vector<core::HeaderField> fields() const { return headerFields(m_request); }
    std::string_view body() const { return m_request.body; }

private:
    core::HttpRequest m_request;
};
