// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/transfer/importedevents.h"
#include "core/transfer/inputbytes.h"

#include <functional>

namespace core {

// One reader for each format: from the bytes of a file to events and refusals, until the file ends or the other side takes
// no more. What is broken in one place is refused there, and the reader goes on behind it. Errors: the file cannot be
// read, or (InvalidInput, naming line and column) not even in parts. `onStep` is called now and then.

using ImportStep = std::function<void()>;

[[nodiscard]] Result<void> readNdjson(InputBytes &input, ImportedEvents &events,
                                      const ImportStep &onStep);
/// One array of events, or events one after the other, over as many lines as they like.
[[nodiscard]] Result<void> readJson(InputBytes &input, ImportedEvents &events,
                                    const ImportStep &onStep);
/// A table whose first record names the columns: attributes, `data`, `data_base64`, `extensions` (a JSON object) and
/// `received`; `sequence` is passed over, and every other name is that of an extension.
[[nodiscard]] Result<void> readCsv(InputBytes &input, ImportedEvents &events,
                                   const ImportStep &onStep);
/// HTTP requests, as the export writes them.
[[nodiscard]] Result<void> readRequests(InputBytes &input, ImportedEvents &events,
                                        const ImportStep &onStep);

/// Why an event that is longer than ImportOptions::maxEventBytes is refused. `what`: "line", "object".
[[nodiscard]] Rejection tooLongToImport(std::string_view what, std::size_t limit);
/// Why the last event of a file that ends in the middle of it is refused.
[[nodiscard]] Rejection endsInTheMiddle(std::string_view what);

} // namespace core
