// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/formatguess.h"

#include "core/codec/jsonscan.h"

namespace core {

namespace {

constexpr std::string_view SqliteStart{"SQLite format 3\0", 16};

bool isRequestLine(std::string_view line)
{
    return line.find(" HTTP/1.") != std::string_view::npos;
}

bool isCsvHeader(std::string_view line)
{
    const std::string names = "," + std::string(line) + ",";
    return names.find(",id,") != std::string::npos && names.find(",source,") != std::string::npos &&
           names.find(",type,") != std::string::npos;
}

} // namespace

tl::expected<ExportFormat, std::string> guessFormat(const std::string &name, std::string_view start)
{
    if (start.starts_with(SqliteStart))
        return tl::unexpected(std::string("this is a capture: merge it instead"));
    const auto named = exportFormatOfFile(name);
    const std::size_t begin = start.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return named.value_or(ExportFormat::Ndjson);
    start.remove_prefix(begin);
    std::string_view line = start.substr(0, start.find('\n'));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    // Many name .json what has one object a line, so that there the bytes decide.
    if (named && *named != ExportFormat::Json)
        return *named;
    if (start.front() == '[')
        return ExportFormat::Json;
    if (start.front() == '{')
        return isJson(line) ? ExportFormat::Ndjson : ExportFormat::Json;
    if (named)
        return *named;
    if (isRequestLine(line))
        return ExportFormat::Raw;
    if (isCsvHeader(line))
        return ExportFormat::Csv;
    return tl::unexpected(
        std::string("nobody can tell what this is; say whether it is ndjson, json, csv or raw"));
}

} // namespace core
