// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace ui {

class Theme;

/// A plain surface in the colour of data, with words in its middle where there is nothing else. Paints itself: a
/// palette of its own would not survive a change of the style sheet.
class BasePage : public QWidget {
    Q_OBJECT

public:
    explicit BasePage(const Theme &theme, QWidget *parent = nullptr);

    /// Also its accessible name.
    void setWords(const QString &words);
    QString words() const { return m_words; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_words;
};

} // namespace ui
