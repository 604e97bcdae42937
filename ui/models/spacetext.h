// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ui {

/// `1.2 of 4 GiB`, in the unit of the limit.
QString spaceText(quint64 usedBytes, quint64 limitBytes);
/// `4 GiB` `512 MiB` `1.5 GiB`
QString limitText(quint64 bytes);

} // namespace ui
