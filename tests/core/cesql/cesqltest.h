// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cesql/cloudeventcontext.h"
#include "core/cesql/evaluator.h"
#include "core/cesql/parser.h"
#include "core/codec/jsonformat.h"

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

#include <string>
#include <string_view>
#include <utility>

/// What the tests of the language share: events as JSON, values as text.
namespace cesqltest {

/// An event with the text that it was decoded from.
class JsonEvent {
public:
    /// `json` must be an event.
    explicit JsonEvent(std::string json)
        : m_json(std::move(json))
    {
        auto event = core::decodeJsonEvent(m_json);
        if (!event)
            qFatal("no event: %s", m_json.c_str());
        m_event = std::move(*event);
    }
    core::EventView view() const { return {m_event, m_json}; }

private:
    std::string m_json;
    core::CloudEvent m_event;
};

/// With the required attributes, and `members` (", \"x\": 1" and so on).
inline JsonEvent minimalEvent(std::string_view members = {})
{
    return JsonEvent(R"({"specversion": "1.0", "id": "1", "source": "/s", "type": "t")" +
                     std::string(members) + "}");
}

/// `TRUE`, `-5`, `'text'`, `1.5`, `NULL`.
inline QByteArray valueText(const core::cesql::Value &value)
{
    using Kind = core::cesql::Value::Kind;
    switch (value.kind()) {
    case Kind::Boolean:
        return value.asBoolean() ? "TRUE" : "FALSE";
    case Kind::Integer:
        return QByteArray::number(value.asInteger());
    case Kind::String:
        return QByteArray::fromStdString("'" + std::string(value.asText()) + "'");
    case Kind::Number:
        return QByteArray::fromStdString(value.asNumber().text());
    case Kind::Null:
        break;
    }
    return "NULL";
}

/// `FALSE cast`: the value, and the words of what went wrong.
inline QByteArray evaluationText(const core::cesql::Evaluation &evaluation)
{
    QByteArray text = valueText(evaluation.value);
    for (const core::cesql::ErrorKind kind : core::cesql::AllErrorKinds) {
        if (evaluation.errors.contains(kind)) {
            const std::string_view word = core::cesql::errorWord(kind);
            text += ' ';
            text.append(word.data(), qsizetype(word.size()));
        }
    }
    return text;
}

/// The same of `text` over `event`; `parse` and why if it is no expression.
inline QByteArray evaluated(std::string_view text, const JsonEvent &event)
{
    const auto expression = core::cesql::parse(text);
    if (!expression)
        return QByteArray::fromStdString("parse: " + expression.error().message());
    const core::cesql::CloudEventContext context(event.view());
    return evaluationText(core::cesql::evaluate(*expression, context));
}

} // namespace cesqltest
