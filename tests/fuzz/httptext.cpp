// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/httptext.h"

#include "tests/fuzz/property.h"

#include <string>

using namespace core;

std::vector<HeaderField> headerFields(const HttpRequest &request)
{
    std::vector<HeaderField> fields;
    for (const HttpField &field : request.fields)
        fields.push_back({request.text(field.name), request.text(field.value), field.line});
    return fields;
}

MessageText::MessageText(const HttpContent &content)
{
    std::string text = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    for (const auto &[name, value] : content.fields)
        text.append(name).append(": ").append(value).append("\r\n");
    text += "Content-Length: " + std::to_string(content.body.size()) + "\r\n\r\n" + content.body;
    HttpLimits limits;
    limits.headBytes = text.size();
    limits.headerFields = content.fields.size() + 2;
    RequestParser parser(limits);
    const std::size_t used = parser.consume(text, m_request);
    require(parser.state() == RequestParser::State::Complete && used == text.size(),
            "what we send is one HTTP request");
    require(m_request.fields.size() == content.fields.size() + 2,
            "no value of an event adds a header field");
}
