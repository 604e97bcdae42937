// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/log/storedevent.h"

#include <string>

namespace core {

// A capture as a table (RFC 4180). Pure.

/// The first line: names of the columns.
void appendCsvHead(std::string &out);
/// One event as one record. Data that is not text goes into the column data_base64; extensions stand together, as the
/// JSON object that they are in the JSON format.
void appendCsvEvent(std::string &out, const StoredEvent &stored);

} // namespace core
