// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace ui {

class Theme;

/// The accent pill at the foot of the table that says how many rows came unseen. Never takes the
/// focus.
class NewPill : public QAbstractButton {
    Q_OBJECT

public:
    NewPill(const Theme &theme, QWidget *parent);

    void setWords(const QString &words);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

} // namespace ui
