// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaType>

namespace ui {

/// What a person makes of a value on the screen. `Only` takes the place of what was asked of the same attribute, `And` does
/// not, `Colour` makes a colour rule of it and leaves the filter as it is.
enum class FilterUse { Only, And, Without, Or, Copy, Colour };

} // namespace ui

Q_DECLARE_METATYPE(ui::FilterUse)
