// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/standin.h"

#include "ui/models/eventtext.h"

namespace ui {

std::optional<QString> standIn(const core::Redaction &redaction, std::string_view attribute,
                               core::ValueCode code)
{
    if (!redaction.isAbout(attribute))
        return std::nullopt;
    const std::optional<std::string_view> shown = redaction.shown(attribute, {});
    if (!shown)
        return QString();
    QString text = oneLine(*shown);
    if (code >= core::FirstCode)
        text += u' ' + groupedNumber(code - core::FirstCode + 1);
    return text;
}

} // namespace ui
