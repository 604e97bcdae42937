// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/problems/problemexplanation.h"

#include "ui/frame/basepage.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace ui {

ProblemExplanation::ProblemExplanation(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_page(new BasePage(theme, m_scroll->viewport()))
    , m_content(new QWidget(m_page))
    , m_grid(new QGridLayout(m_content))
    , m_icon(new QLabel(m_content))
    , m_title(new QLabel(m_content))
    , m_buttons(new BasePage(theme, this))
{
    setAccessibleName(tr("Why it was refused"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(m_page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_buttons);
    auto *pageLayout = new QVBoxLayout(m_page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->addWidget(m_content);
    pageLayout->addStretch(1);

    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    m_grid->addLayout(head, 0, 0, 1, 2);
    m_what = addRow(tr("What"));
    m_where = addRow(tr("Where"));
    m_fix = addRow(tr("Fix"));
    m_kept = addRow(tr("Kept"));
    m_rule = addRow(tr("Rule"));
    m_request = addRow(tr("Request"));
    m_grid->setColumnStretch(1, 1);

    auto *buttons = new QHBoxLayout(m_buttons);
    m_curl = addButton(tr("Copy as curl"), tr("A command that sends the request again"), true);
    m_original = addButton(tr("Copy original"), tr("The request as it came"), false);
    buttons->addStretch(1);
    connect(m_curl, &QPushButton::clicked, this, &ProblemExplanation::copyCurlRequested);
    connect(m_original, &QPushButton::clicked, this, &ProblemExplanation::copyOriginalRequested);
    theme.follow(this, [this, head] {
        head->setSpacing(m_theme.px(8));
        refreshTheme();
    });
    // After its font was set: a selectable label without text does not hear of a later one.
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    showContent(false);
}

ProblemExplanation::Row ProblemExplanation::addRow(const QString &name)
{
    const Row row{new QLabel(name, m_content), new QLabel(m_content)};
    row.name->setObjectName(QStringLiteral("quiet"));
    row.text->setTextFormat(Qt::PlainText);
    row.text->setWordWrap(true);
    row.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row.text->setAccessibleDescription(name);
    const int line = m_grid->rowCount();
    m_grid->addWidget(row.name, line, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(row.text, line, 1);
    return row;
}

QPushButton *ProblemExplanation::addButton(const QString &words, const QString &hint, bool primary)
{
    auto *button = new QPushButton(words, m_buttons);
    button->setToolTip(hint);
    button->setProperty("primary", primary);
    m_buttons->layout()->addWidget(button);
    return button;
}

void ProblemExplanation::refreshTheme()
{
    const int padding = m_theme.px(16);
    m_grid->setContentsMargins(padding, m_theme.px(14), padding, m_theme.px(6));
    m_buttons->layout()->setContentsMargins(padding, m_theme.px(6), padding, m_theme.px(10));
    m_grid->setHorizontalSpacing(m_theme.px(12));
    m_grid->setVerticalSpacing(m_theme.px(9));
    m_grid->setColumnMinimumWidth(0, m_theme.px(46));
    m_icon->setPixmap(m_theme.icons().pixmap(QLatin1String("refused"),
                                             m_theme.colour(QLatin1String("danger")), 18,
                                             devicePixelRatioF()));
    m_title->setFont(m_theme.font(Face::Strong));
    for (const Row &row : {m_what, m_where, m_fix, m_rule, m_request, m_kept}) {
        row.name->setFont(m_theme.font(Face::Body));
        row.text->setFont(m_theme.font(Face::Verbatim));
    }
    // On the accent, where the usual colour of icons would be lost.
    m_curl->setIcon(m_theme.icons().pixmap(QLatin1String("copy"),
                                           m_theme.colour(QLatin1String("accentText")), 14,
                                           devicePixelRatioF()));
    m_original->setIcon(m_theme.icons().icon(QLatin1String("copy"), 14));
    m_buttons->layout()->setSpacing(m_theme.px(8));
}

/// Moved into a dock, labels get the font of the style sheet; they get ours back.
void ProblemExplanation::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        refreshTheme();
}

void ProblemExplanation::fill(const Row &row, const QString &text)
{
    row.text->setText(text);
    row.name->setVisible(!text.isEmpty());
    row.text->setVisible(!text.isEmpty());
}

void ProblemExplanation::showContent(bool visible)
{
    m_content->setVisible(visible);
    m_buttons->setVisible(visible);
    m_page->setWords(QString());
}

void ProblemExplanation::setDetails(std::shared_ptr<const ProblemDetails> details)
{
    m_title->setText(details->title);
    fill(m_what, details->what);
    fill(m_where, details->where);
    fill(m_fix, details->fix);
    fill(m_rule, details->rule);
    fill(m_request, details->request);
    fill(m_kept, details->kept);
    m_curl->setVisible(details->curl.has_value());
    m_original->setVisible(details->original && !details->original->empty());
    showContent(true);
    m_scroll->ensureVisible(0, 0);
}

void ProblemExplanation::setWords(const QString &words)
{
    m_title->clear();
    for (const Row &row : {m_what, m_where, m_fix, m_rule, m_request, m_kept}) {
        row.text->clear();
    }
    showContent(false);
    m_page->setWords(words);
}

} // namespace ui
