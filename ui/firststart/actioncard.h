// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace ui {

class Theme;

/// A wide button with an icon, a title, a sentence below it and its shortcut on the right.
class ActionCard : public QAbstractButton {
    Q_OBJECT
public:
    ActionCard(const Theme &theme, QLatin1String icon, const QString &title,
               const QString &sentence, const QString &keys, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const Theme &m_theme;
    QLatin1String m_icon;
    QString m_sentence;
    QString m_keys;
};

} // namespace ui
