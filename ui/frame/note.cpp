// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/note.h"

#include "ui/frame/elidedlabel.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace ui {

namespace {

struct SeverityLook {
    const char *word; ///< of the style sheet and the token
    const char *icon;
};

SeverityLook lookOf(Note::Severity severity)
{
    switch (severity) {
    case Note::Severity::Info:
        return {"info", "info"};
    case Note::Severity::Success:
        return {"success", "ok"};
    case Note::Severity::Warning:
        return {"warning", "warning"};
    case Note::Severity::Danger:
        return {"danger", "refused"};
    }
    Q_UNREACHABLE();
}

} // namespace

Note::Note(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_strong(new QLabel(this))
    , m_sentence(new ElidedLabel(this))
    , m_action(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("note"));
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(m_icon);
    layout->addWidget(m_strong);
    layout->addWidget(m_sentence, 1);
    layout->addWidget(m_action);
    layout->addWidget(m_close);
    m_strong->setTextFormat(Qt::PlainText);
    m_action->setObjectName(QStringLiteral("link"));
    m_action->setCursor(Qt::PointingHandCursor);
    m_close->setAutoRaise(true);
    m_close->setAccessibleName(tr("Close this note"));
    m_close->setToolTip(tr("Close"));
    m_close->hide();
    connect(m_close, &QToolButton::clicked, this, &Note::closeRequested);
    connect(m_action, &QPushButton::clicked, this, &Note::actionTriggered);
    theme.follow(this, [this, layout] {
        setFixedHeight(m_theme.px(36));
        layout->setContentsMargins(m_theme.px(10), 0, m_theme.px(6), 0);
        layout->setSpacing(m_theme.px(7));
        m_strong->setFont(m_theme.font(Face::Title));
        m_close->setIcon(m_theme.icons().icon(QLatin1String("close"), 14));
        m_close->setFixedSize(m_theme.px(26), m_theme.px(26));
        refresh();
    });
}

void Note::say(Severity severity, const QString &strong, const QString &sentence,
               const QString &action)
{
    m_severity = severity;
    m_strong->setText(strong);
    m_strong->setVisible(!strong.isEmpty());
    m_sentence->setText(sentence);
    m_sentence->setToolTip(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(strong.isEmpty() ? sentence : strong + u' ' + sentence);
    refresh();
}

void Note::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

QString Note::sentence() const
{
    return accessibleName();
}

void Note::refresh()
{
    const SeverityLook look = lookOf(m_severity);
    setProperty("severity", QString::fromLatin1(look.word));
    m_icon->setPixmap(m_theme.icons().pixmap(QLatin1String(look.icon),
                                             m_theme.colour(QLatin1String(look.word)), 16,
                                             devicePixelRatioF()));
    style()->unpolish(this);
    style()->polish(this);
}

} // namespace ui
