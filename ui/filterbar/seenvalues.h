// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/columns/columns.h"

#include <QColor>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ui {

class SeenPlaces;

/// What was seen of attributes in the capture that is shown, for completion and for doubts about what is typed. Borrows;
/// GUI thread.
struct SeenValues {
    const core::Columns *columns = nullptr; ///< null: nothing is known
    /// Events with that value of one of the attributes that valuesOf() knows.
    std::function<quint64(std::string_view attribute, core::ValueCode)> count = {};
    std::function<QColor(core::ValueCode)> typeColour = {};
    /// Its values must not be seen.
    std::function<bool(std::string_view attribute)> isHidden = {};
    /// Extensions and places in data; null: nothing is known.
    SeenPlaces *places = nullptr;
    /// Nothing of data must be seen, nor which places there are.
    std::function<bool()> isDataHidden = {};

    /// Null: the values of that attribute are not known, or must not be seen.
    const core::Dictionary *valuesOf(std::string_view attribute) const;
    /// Nothing where it is not counted.
    std::optional<quint64> countOf(std::string_view attribute, core::ValueCode code) const;
    bool hides(std::string_view attribute) const { return isHidden && isHidden(attribute); }
    bool hidesData() const { return isDataHidden && isDataHidden(); }
};

/// Attributes of the specification, as CESQL writes them; all of them texts.
[[nodiscard]] bool isCoreAttribute(std::string_view name);

} // namespace ui
