// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/facets/facet.h"

#include <QString>

namespace ui {

/// `Content types`
[[nodiscard]] QString facetTitle(core::Facet facet);
/// What stands for events that have no such value: `no subject`.
[[nodiscard]] QString facetAbsence(core::Facet facet);
/// `99 800 more…`
[[nodiscard]] QString moreWords(quint64 leftOut);

} // namespace ui
