// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace ui {

/// A run of words in one colour and face within a WordsLine.
struct Words {
    QString text;
    const char *token = "text2"; ///< of tokens.json
    Face face = Face::Small;
    int link = -1; ///< what linkActivated() says when it is clicked; -1: nothing
    bool operator==(const Words &) const = default;
};

/// One line of text with words in grey and numbers in the mono face, cheap to change four times a
/// second: painted, not laid out as rich text. Clips at its right end.
class WordsLine : public QWidget {
    Q_OBJECT
public:
    explicit WordsLine(const Theme &theme, QWidget *parent = nullptr);

    void setWords(std::vector<Words> words);
    QString text() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void linkActivated(int link);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    int linkAt(int x) const;
    void measure();

    const Theme &m_theme;
    std::vector<Words> m_words;
    int m_width = 0; ///< of the words, in the fonts of now
};

} // namespace ui
