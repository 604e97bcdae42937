// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/textsearch/textsearchfield.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

namespace ui {

TextSearchField::TextSearchField(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_edit(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_filter(makeButton("filter", tr("Show only events with this text")))
    , m_clear(makeButton("close", tr("Clear the search")))
    , m_case(makeSwitch(QStringLiteral("Aa"), tr("Case counts")))
    , m_expression(makeSwitch(QStringLiteral(".*"), tr("Regular expression")))
{
    setObjectName(QStringLiteral("filter"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_edit);
    m_edit->setFrame(false);
    m_edit->setMaxLength(MaxLength);
    m_edit->setAccessibleName(tr("Search in events"));
    m_edit->setPlaceholderText(tr("Search in events"));
    m_edit->installEventFilter(this);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setObjectName(QStringLiteral("secondary"));
    m_clear->setFocusPolicy(Qt::NoFocus); // Esc does it
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_count);
    for (QToolButton *button : {m_filter, m_clear, m_case, m_expression})
        layout->addWidget(button);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        refresh();
        emit queryChanged(query());
    });
    for (QToolButton *button : {m_case, m_expression})
        connect(button, &QToolButton::toggled, this, [this] {
            refresh();
            emit queryChanged(query());
        });
    connect(m_filter, &QToolButton::clicked, this, &TextSearchField::filterRequested);
    connect(m_clear, &QToolButton::clicked, this, [this] {
        m_edit->clear();
        m_edit->setFocus();
    });
    theme.follow(this, [this, layout] {
        setFixedHeight(m_theme.px(30));
        setMinimumWidth(m_theme.px(180));
        setMaximumWidth(m_theme.px(270));
        layout->setContentsMargins(m_theme.px(9 + 16 + 2), 0, m_theme.px(3), 0);
        layout->setSpacing(m_theme.px(1));
        m_edit->setFont(m_theme.font(Face::Verbatim));
        m_count->setFont(m_theme.font(Face::Small));
        for (QToolButton *button : {m_filter, m_clear, m_case, m_expression})
            button->setFixedSize(m_theme.px(24), m_theme.px(24));
        for (QToolButton *button : {m_case, m_expression})
            button->setFont(m_theme.font(Face::Mono));
        update();
    });
    refresh();
}

QToolButton *TextSearchField::makeButton(const char *icon, const QString &help)
{
    auto *button = new QToolButton(this);
    button->setProperty("infield", true);
    button->setToolTip(help);
    button->setAccessibleName(help);
    m_theme.follow(button, [this, button, name = QLatin1String(icon)] {
        button->setIcon(m_theme.icons().icon(name, 14));
        button->setIconSize({m_theme.px(14), m_theme.px(14)});
    });
    return button;
}

QToolButton *TextSearchField::makeSwitch(const QString &word, const QString &help)
{
    auto *button = new QToolButton(this);
    button->setText(word);
    button->setCheckable(true);
    button->setProperty("infield", true);
    button->setToolTip(help);
    button->setAccessibleName(help);
    return button;
}

core::TextQuery TextSearchField::query() const
{
    return {m_edit->text().toStdString(), m_case->isChecked(), m_expression->isChecked()};
}

void TextSearchField::beginTyping()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void TextSearchField::setState(const SearchState &state, quint64 number)
{
    if (state == m_state && number == m_number)
        return;
    m_state = state;
    m_number = number;
    refresh();
}

void TextSearchField::setFault(const QString &sentence)
{
    if (sentence == m_fault)
        return;
    m_fault = sentence;
    refresh();
}

void TextSearchField::setRedacted(bool redacted)
{
    if (redacted == m_isRedacted)
        return;
    m_isRedacted = redacted;
    if (redacted)
        m_edit->clear();
    refresh();
}

QSize TextSearchField::sizeHint() const
{
    return minimumSize();
}

/// Where there is little room it goes to the text: Esc clears, too, and the menu filters.
void TextSearchField::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    refresh();
}

QString TextSearchField::countText() const
{
    return m_count->text();
}

/// Words, tip and border: of a fault, or of the search.
void TextSearchField::refresh()
{
    const bool isEmpty = m_edit->text().isEmpty();
    const bool isFaulty = !m_fault.isEmpty() && !isEmpty;
    const bool isNowhere = !isEmpty && m_state.isActive && !m_state.isSearching &&
                           m_state.found == 0 && m_state.problem.isEmpty();
    m_count->setText(isEmpty    ? QString()
                     : isFaulty ? tr("invalid")
                                : searchCount(m_state, m_number));
    m_count->setVisible(!m_count->text().isEmpty());
    const bool hasRoom = width() >= m_theme.px(220);
    m_clear->setVisible(!isEmpty && hasRoom);
    m_filter->setVisible(!isEmpty && hasRoom);
    const bool isPlain = !m_case->isChecked() && !m_expression->isChecked();
    m_filter->setEnabled(isPlain);
    m_filter->setToolTip(isPlain ? tr("Show only events with this text (Ctrl+Shift+F)")
                                 : tr("Only a plain text without case can be a filter."));
    const QString sentence = isFaulty   ? m_fault
                             : !isEmpty ? searchSentence(m_state, m_number)
                             : m_isRedacted
                                 ? tr("Search in what is shown of attributes and data (Ctrl+F)")
                                 : tr("Search in attributes and data (Ctrl+F)");
    if (toolTip() != sentence) {
        setToolTip(sentence);
        m_edit->setToolTip(sentence);
        m_count->setToolTip(sentence);
        m_edit->setAccessibleDescription(sentence);
    }
    setLook("validity", isFaulty || !m_state.problem.isEmpty() ? QStringLiteral("invalid")
                        : isNowhere                            ? QStringLiteral("suspicious")
                                                               : QString());
    update();
}

/// A style sheet looks at a property only when it is told to.
void TextSearchField::setLook(const char *property, const QVariant &value)
{
    if (QFrame::property(property) == value)
        return;
    setProperty(property, value);
    style()->unpolish(this);
    style()->polish(this);
}

bool TextSearchField::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        setLook("focused", event->type() == QEvent::FocusIn);
        break;
    case QEvent::KeyPress: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            emit stepRequested(!(key->modifiers() & Qt::ShiftModifier));
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            m_edit->clear();
            emit leaveRequested();
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void TextSearchField::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const int icon = m_theme.px(16);
    painter.drawPixmap(m_theme.px(9), (height() - icon) / 2,
                       m_theme.icons().pixmap(QLatin1String("search"),
                                              m_theme.colour(QLatin1String("text3")), 16,
                                              devicePixelRatioF()));
    if (m_state.isActive && m_state.isSearching) { // how far it is
        const int inset = m_theme.px(4);
        const int whole = width() - 2 * inset;
        painter.fillRect(QRect(inset, height() - 3, int(whole * m_state.progress), 2),
                         m_theme.colour(QLatin1String("accent")));
    }
}

} // namespace ui
