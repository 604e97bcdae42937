// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/problems/problemdetails.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace ui {

class BasePage;
class Theme;

/// Why one request was refused, in words: what, where, how to mend it, by which rule; and copies of the request to take
/// away.
class ProblemExplanation : public QWidget {
    Q_OBJECT
public:
    explicit ProblemExplanation(const Theme &theme, QWidget *parent = nullptr);

    void setDetails(std::shared_ptr<const ProblemDetails> details);
    /// Nothing is explained: `words` in the middle.
    void setWords(const QString &words);

signals:
    void copyOriginalRequested();
    void copyCurlRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        QLabel *name = nullptr;
        QLabel *text = nullptr;
    };
    Row addRow(const QString &name);
    static void fill(const Row &row, const QString &text);
    QPushButton *addButton(const QString &words, const QString &hint, bool primary);
    void refreshTheme();
    void showContent(bool visible);

    const Theme &m_theme;
    QScrollArea *m_scroll;
    BasePage *m_page;
    QWidget *m_content;
    QGridLayout *m_grid;
    QLabel *m_icon;
    QLabel *m_title;
    Row m_what, m_where, m_fix, m_rule, m_request, m_kept;
    BasePage *m_buttons; ///< below what scrolls: always within reach
    QPushButton *m_curl;
    QPushButton *m_original;
};

} // namespace ui
