// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cesql/functions.h"

#include <algorithm>
#include <array>

namespace core::cesql {

namespace {

using Kind = Value::Kind;

constexpr std::array Signatures{
    Signature{"ABS", Function::Abs, 1, 1, Kind::Integer, false, "ABS(number)"},
    Signature{"BOOL", Function::Bool, 1, 1, Kind::Boolean, false, "BOOL(value)"},
    Signature{"CONCAT", Function::Concat, 0, AnyNumber, Kind::String, false, "CONCAT(text, …)"},
    Signature{"CONCAT_WS", Function::ConcatWs, 1, AnyNumber, Kind::String, false,
              "CONCAT_WS(separator, text, …)"},
    Signature{"DATA", Function::Data, 1, 1, Kind::Boolean, true, "DATA('/json/pointer')", true},
    Signature{"FINDING", Function::Finding, 1, 1, Kind::Boolean, true, "FINDING('duplicate')",
              true},
    Signature{"INT", Function::Int, 1, 1, Kind::Integer, false, "INT(value)"},
    Signature{"IS_BOOL", Function::IsBool, 1, 1, Kind::Boolean, false, "IS_BOOL(value)"},
    Signature{"IS_INT", Function::IsInt, 1, 1, Kind::Boolean, false, "IS_INT(value)"},
    Signature{"LEFT", Function::Left, 2, 2, Kind::String, false, "LEFT(text, count)"},
    Signature{"LENGTH", Function::Length, 1, 1, Kind::Integer, false, "LENGTH(text)"},
    Signature{"LOWER", Function::Lower, 1, 1, Kind::String, false, "LOWER(text)"},
    Signature{"MARKED", Function::Marked, 0, 0, Kind::Boolean, true, "MARKED()"},
    Signature{"NOTE", Function::Note, 0, 0, Kind::String, true, "NOTE()"},
    Signature{"NULL", Function::Null, 0, 0, Kind::Null, true, "NULL()"},
    Signature{"ORIGIN", Function::Origin, 0, 0, Kind::String, true, "ORIGIN()"},
    Signature{"RECEIVED", Function::Received, 0, 0, Kind::Number, true, "RECEIVED()"},
    Signature{"RIGHT", Function::Right, 2, 2, Kind::String, false, "RIGHT(text, count)"},
    Signature{"SIZE", Function::Size, 0, 0, Kind::Number, true, "SIZE()"},
    Signature{"STRING", Function::String, 1, 1, Kind::String, false, "STRING(value)"},
    Signature{"SUBSTRING", Function::Substring, 2, 3, Kind::String, false,
              "SUBSTRING(text, position, length)"},
    Signature{"SUM", Function::Sum, 1, 1, Kind::Number, true, "SUM('/items/*/price')", true},
    Signature{"TEXT", Function::Text, 1, 1, Kind::Boolean, true, "TEXT('words')", true},
    Signature{"TIME", Function::Time, 1, 1, Kind::Number, true, "TIME('2026-01-31T12:00:00Z')"},
    Signature{"TRIM", Function::Trim, 1, 1, Kind::String, false, "TRIM(text)"},
    Signature{"UPPER", Function::Upper, 1, 1, Kind::String, false, "UPPER(text)"},
};

} // namespace

std::span<const Signature> allFunctions()
{
    return Signatures;
}

const Signature *findFunction(std::string_view name, std::size_t arguments)
{
    const auto *found =
        std::find_if(Signatures.begin(), Signatures.end(), [&](const Signature &signature) {
            return signature.name == name && arguments >= signature.leastArguments &&
                   (signature.mostArguments == AnyNumber || arguments <= signature.mostArguments);
        });
    return found == Signatures.end() ? nullptr : found;
}

} // namespace core::cesql
