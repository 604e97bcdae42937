// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/space/patternsedit.h"

#include "ui/models/eventtext.h"
#include "ui/space/limitswords.h"

namespace ui {

PatternsEdit::PatternsEdit(const QString &example, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_example(example)
{
    setPlaceholderText(example);
    setObjectName(QStringLiteral("field"));
    setTabChangesFocus(true);
    setLineWrapMode(NoWrap);
}

void PatternsEdit::setPatterns(const core::CaptureRules::Patterns &patterns)
{
    if (!m_hidden) {
        setPlainText(linesOf(patterns));
        return;
    }
    m_hidden = patterns;
    setPlaceholderText(tr("%1 hidden: the view is redacted.").arg(groupedNumber(patterns.size())));
}

core::CaptureRules::Patterns PatternsEdit::patterns() const
{
    return m_hidden ? *m_hidden : patternsOf(toPlainText());
}

void PatternsEdit::setRedacted(bool redacted)
{
    if (redacted == m_hidden.has_value()) {
        return;
    }
    const core::CaptureRules::Patterns all = patterns();
    setUndoRedoEnabled(!redacted); // or Ctrl+Z would bring them back
    setReadOnly(redacted);
    m_hidden.reset();
    if (redacted) {
        m_hidden = core::CaptureRules::Patterns();
        clear();
    } else {
        setPlaceholderText(m_example);
    }
    setPatterns(all);
}

} // namespace ui
