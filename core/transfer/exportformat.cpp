// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/exportformat.h"

#include "core/event/asciitext.h"

#include <algorithm>
#include <string>

namespace core {

std::string_view exportFormatName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Ndjson:
        return "ndjson";
    case ExportFormat::Json:
        return "json";
    case ExportFormat::Csv:
        return "csv";
    case ExportFormat::Raw:
        return "raw";
    }
    return {};
}

std::string_view exportFormatSuffix(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Ndjson:
        return ".ndjson";
    case ExportFormat::Json:
        return ".json";
    case ExportFormat::Csv:
        return ".csv";
    case ExportFormat::Raw:
        return ".http";
    }
    return {};
}

std::optional<ExportFormat> exportFormatNamed(std::string_view name)
{
    const auto *const format =
        std::find_if(ExportFormats.begin(), ExportFormats.end(),
                     [name](ExportFormat each) { return exportFormatName(each) == name; });
    return format == ExportFormats.end() ? std::nullopt : std::optional(*format);
}

std::optional<ExportFormat> exportFormatOfFile(const std::filesystem::path &file)
{
    const std::string suffix = foldedText(file.extension().string());
    if (suffix == ".jsonl")
        return ExportFormat::Ndjson;
    for (const ExportFormat format : ExportFormats) {
        if (exportFormatSuffix(format) == suffix)
            return format;
    }
    return std::nullopt;
}

} // namespace core
