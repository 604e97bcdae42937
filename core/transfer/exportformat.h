// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace core {

/// How events stand in a file that is exported or imported.
enum class ExportFormat : std::uint8_t {
    Ndjson, ///< one JSON object a line
    Json,   ///< one array of JSON objects
    Csv,    ///< a table with a line of names (RFC 4180)
    Raw,    ///< the HTTP requests that brought them, one after the other
};

inline constexpr std::array ExportFormats{ExportFormat::Ndjson, ExportFormat::Json,
                                          ExportFormat::Csv, ExportFormat::Raw};

/// The word for it on a command line: "ndjson", "json", "csv", "raw".
[[nodiscard]] std::string_view exportFormatName(ExportFormat format);
/// How a file of it usually ends: ".ndjson", ".json", ".csv", ".http".
[[nodiscard]] std::string_view exportFormatSuffix(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> exportFormatNamed(std::string_view name);
/// By the end of the name of a file; nothing if that says nothing.
[[nodiscard]] std::optional<ExportFormat> exportFormatOfFile(const std::filesystem::path &file);

} // namespace core
