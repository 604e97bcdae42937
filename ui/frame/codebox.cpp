// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/codebox.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace ui {

CodeBox::CodeBox(const Theme &theme, const QString &what, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_label(new QLabel(this))
    , m_copy(new QPushButton(tr("Copy"), this))
{
    setObjectName(QStringLiteral("codebox"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_label);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setFocusPolicy(Qt::ClickFocus);
    m_copy->setAccessibleName(what);
    m_copy->setToolTip(what);
    m_copy->setProperty("small", true);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_code); });
    theme.follow(this, [this, layout] {
        layout->setContentsMargins(m_theme.px(14), m_theme.px(11), m_theme.px(14), m_theme.px(11));
        m_label->setFont(m_theme.font(Face::Mono));
        m_copy->setIcon(m_theme.icons().icon(QLatin1String("copy"), 15));
        refresh();
    });
}

void CodeBox::setCode(const QString &code)
{
    m_code = code;
    refresh();
}

void CodeBox::refresh()
{
    QString html = m_code.toHtmlEscaped();
    static const QRegularExpression quoted(QStringLiteral("(&#39;.*?&#39;|'[^']*')"));
    const QString colour = m_theme.syntax(QLatin1String("str")).name();
    html.replace(quoted,
                 QLatin1String("<span style='color:") + colour + QLatin1String("'>\\1</span>"));
    m_label->setText(QLatin1String("<div style='line-height:140%;white-space:pre'>") + html +
                     QLatin1String("</div>"));
    m_label->setAccessibleName(m_code);
}

void CodeBox::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const QSize size = m_copy->sizeHint();
    m_copy->setGeometry(width() - size.width() - m_theme.px(7), m_theme.px(7), size.width(),
                        size.height());
    m_copy->raise();
}

} // namespace ui
