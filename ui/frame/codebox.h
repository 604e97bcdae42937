// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace ui {

class Theme;

/// A command in the mono face, with what stands in single quotes coloured, and a button that copies
/// it.
class CodeBox : public QFrame {
    Q_OBJECT
public:
    /// `what` names it for the ear: "Copy the curl command".
    CodeBox(const Theme &theme, const QString &what, QWidget *parent = nullptr);

    void setCode(const QString &code);
    QString code() const { return m_code; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();

    const Theme &m_theme;
    QString m_code;
    QLabel *m_label;
    QPushButton *m_copy;
};

} // namespace ui
